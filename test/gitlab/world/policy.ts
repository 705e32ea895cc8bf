import { RE2JS } from 're2js';
import { isAtLeast } from './version.ts';
import type { CleanupPolicy, World } from './world.ts';

/** Days between runs; a month is 30 days. */
const cadenceDays: Readonly<Record<string, number>> = {
  '1d': 1,
  '7d': 7,
  '14d': 14,
  '1month': 30,
  '3month': 90,
};
const keepNValues: readonly number[] = [1, 5, 10, 25, 50, 100];

/** What `older_than` may be in this version (60d since 14.4, the long list in recent 19.x). */
function olderThanValues(world: World): readonly string[] {
  if (!isAtLeast(world, '19.0')) return ['7d', '14d', '30d', '60d', '90d'];
  return ['1d', '3d', '7d', '14d', '30d', '60d', '90d', '180d', '365d', '730d', '1095d'];
}

/** Changes to a policy; a key that is present with undefined empties the field. */
export type PolicyChange = Partial<
  Record<'nameRegex' | 'nameRegexKeep' | 'olderThan', string | undefined> & {
    enabled: boolean;
    cadence: string | undefined;
    keepN: number | undefined;
  }
>;

/** Field (snake_case) → messages, as Rails validates the model. */
export type PolicyErrors = Readonly<Record<string, readonly string[]>>;

/**
 * Saves a change: the model's validations first (regexes only where the policy is enabled), then `next_run_at` starts again.
 * Nothing is changed where there are errors.
 */
export function changePolicy(world: World, policy: CleanupPolicy, change: PolicyChange): PolicyErrors {
  const next = { ...policy, ...change };
  const errors = policyErrors(world, next);
  if (Object.keys(errors).length > 0) return errors;
  const now = world.now();
  Object.assign(policy, next, { updatedAt: now, nextRunAt: nextRun(now, String(next.cadence)) });
  return errors;
}

/** Save time plus cadence. */
export function nextRun(from: Date, cadence: string): Date {
  return new Date(from.getTime() + (cadenceDays[cadence] ?? 1) * 86_400_000);
}

/** What makes a policy invalid; a run disables an enabled policy with errors. */
export function policyErrors(
  world: World,
  policy: Omit<CleanupPolicy, 'cadence'> & { readonly cadence: string | undefined },
): PolicyErrors {
  const errors: Record<string, string[]> = {};
  const add = (field: string, message: string): void => {
    (errors[field] ??= []).push(message);
  };
  if (!policy.cadence) add('cadence', "can't be blank");
  if (cadenceDays[policy.cadence ?? ''] === undefined) add('cadence', 'is not included in the list');
  if (policy.keepN !== undefined && !keepNValues.includes(policy.keepN)) {
    add('keep_n', 'is not included in the list');
  }
  if (policy.olderThan !== undefined && !olderThanValues(world).includes(policy.olderThan)) {
    add('older_than', 'is not included in the list');
  }
  if (policy.enabled) addPatternErrors(policy, add);
  return errors;
}

/** `undefined` where RE2 takes the pattern, otherwise RE2's complaint. */
export function patternError(pattern: string): string | undefined {
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : String(error);
  }
}

function addPatternErrors(
  policy: Pick<CleanupPolicy, 'nameRegex' | 'nameRegexKeep'>,
  add: (field: string, message: string) => void,
): void {
  if (!policy.nameRegex?.trim()) add('name_regex', "can't be blank");
  const patterns = { name_regex: policy.nameRegex, name_regex_keep: policy.nameRegexKeep };
  for (const [field, pattern] of Object.entries(patterns)) {
    const problem = pattern ? patternError(pattern) : undefined;
    if (problem !== undefined) add(field, `not valid RE2 syntax: ${problem}`);
  }
}
