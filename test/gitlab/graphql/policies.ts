import { defaultPolicy } from '../world/createWorld.ts';
import { canAdminImages } from '../world/permissions.ts';
import type { PolicyChange } from '../world/policy.ts';
import { changePolicy } from '../world/policy.ts';
import type { CleanupPolicy, Project, World } from '../world/world.ts';
import type { Session } from './session.ts';
import { databaseTime } from './session.ts';

const cadences = new Map([
  ['EVERY_DAY', '1d'],
  ['EVERY_WEEK', '7d'],
  ['EVERY_TWO_WEEKS', '14d'],
  ['EVERY_MONTH', '1month'],
  ['EVERY_THREE_MONTHS', '3month'],
]);

const keeps = new Map([
  ['ONE_TAG', 1],
  ['FIVE_TAGS', 5],
  ['TEN_TAGS', 10],
  ['TWENTY_FIVE_TAGS', 25],
  ['FIFTY_TAGS', 50],
  ['ONE_HUNDRED_TAGS', 100],
]);

const ages = new Map([
  ['ONE_DAY', '1d'],
  ['THREE_DAYS', '3d'],
  ['SEVEN_DAYS', '7d'],
  ['FOURTEEN_DAYS', '14d'],
  ['THIRTY_DAYS', '30d'],
  ['SIXTY_DAYS', '60d'],
  ['NINETY_DAYS', '90d'],
  ['ONE_HUNDRED_EIGHTY_DAYS', '180d'],
  ['THREE_HUNDRED_SIXTY_FIVE_DAYS', '365d'],
  ['SEVEN_HUNDRED_THIRTY_DAYS', '730d'],
  ['ONE_THOUSAND_NINETY_FIVE_DAYS', '1095d'],
]);

/** `ContainerExpirationPolicy`: for maintainers only. */
export function expirationPolicyNode({ world, caller }: Session, project: Project): object | undefined {
  const { policy } = project;
  return policy && canAdminImages(world, caller, project) ? allFields(policy) : undefined;
}

/** `ContainerTagsExpirationPolicy`: the others see only whether it is on and when it runs. */
export function tagsExpirationPolicyNode({ world, caller }: Session, project: Project): object | undefined {
  const { policy } = project;
  if (!policy) return undefined;
  if (canAdminImages(world, caller, project)) return allFields(policy);
  return { enabled: policy.enabled, nextRunAt: databaseTime(policy.nextRunAt) };
}

function allFields(policy: CleanupPolicy): object {
  return {
    cadence: keyOf(cadences, policy.cadence),
    createdAt: databaseTime(policy.createdAt),
    enabled: policy.enabled,
    keepN: keyOf(keeps, policy.keepN),
    nameRegex: policy.nameRegex,
    nameRegexKeep: policy.nameRegexKeep,
    nextRunAt: databaseTime(policy.nextRunAt),
    olderThan: keyOf(ages, policy.olderThan),
    updatedAt: databaseTime(policy.updatedAt),
  };
}

function keyOf<T>(names: ReadonlyMap<string, T>, value: T | undefined): string | undefined {
  return [...names].find(([, each]) => each === value)?.[0];
}

/** Of `updateContainerExpirationPolicy`; absent is unchanged, null is unset. */
export interface PolicyInput {
  readonly enabled?: boolean | null;
  readonly cadence?: string | null;
  readonly keepN?: string | null;
  readonly olderThan?: string | null;
  readonly nameRegex?: string | null;
  readonly nameRegexKeep?: string | null;
}

/**
 * Saves a policy, creating the row where it is missing. Returns the model's validation messages as one sentence where it is
 * refused; then nothing is changed (gl: app/services/container_expiration_policies/update_service.rb).
 */
export function updatePolicy(world: World, project: Project, input: PolicyInput): string | undefined {
  const { enabled, ...rest } = input;
  if (enabled === null) return 'Enabled is not included in the list';
  const policy = project.policy ?? defaultPolicy(world.now());
  const errors = changePolicy(world, policy, {
    ...(enabled === undefined ? {} : { enabled }),
    ...changeOf(rest),
  });
  const messages = Object.entries(errors).flatMap(([field, texts]) =>
    texts.map((text) => `${humanize(field)} ${text}`),
  );
  if (messages.length === 0) project.policy = policy;
  return messages.length === 0 ? undefined : toSentence(messages);
}

/** Only the keys that were given; names of the enums become values, null becomes undefined. */
function changeOf(input: Omit<PolicyInput, 'enabled'>): PolicyChange {
  const read = {
    cadence: (name: string) => cadences.get(name),
    keepN: (name: string) => keeps.get(name),
    olderThan: (name: string) => ages.get(name),
    nameRegex: (text: string) => text,
    nameRegexKeep: (text: string) => text,
  };
  const keys = ['cadence', 'keepN', 'olderThan', 'nameRegex', 'nameRegexKeep'] as const;
  const given = keys.flatMap((key) => {
    const value = input[key];
    return value === undefined ? [] : [[key, value === null ? undefined : read[key](value)] as const];
  });
  return Object.fromEntries(given);
}

/** `name_regex_keep` → `Name regex keep`, as Rails starts its full messages. */
function humanize(field: string): string {
  const words = field.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** As Rails joins: `a`, `a and b`, `a, b, and c`. */
function toSentence(parts: readonly string[]): string {
  if (parts.length < 3) return parts.join(' and ');
  return `${parts.slice(0, -1).join(', ')}, and ${parts.at(-1) ?? ''}`;
}
