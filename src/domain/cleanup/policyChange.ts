import type { CleanupPolicy } from './policy.ts';

/** What a person can change of a policy. */
export type PolicyFields = Omit<CleanupPolicy, 'nextRunAt'>;

/** In the order of GitLab's own form. */
const policyFields = [
  'enabled',
  'cadence',
  'keepN',
  'nameRegexKeep',
  'olderThan',
  'nameRegex',
] as const satisfies readonly (keyof PolicyFields)[];

/** What a new project has. Source: GitLab migration `UpdateContainerExpirationPoliciesDefaults`. */
export const defaultFields: PolicyFields = {
  enabled: false,
  cadence: '1d',
  keepN: 10,
  olderThan: '90d',
  nameRegex: '.*',
  nameRegexKeep: undefined,
};

/** The fields in which two policies differ; an empty pattern and none are the same to GitLab. */
export function changedFields(from: PolicyFields, to: PolicyFields): readonly (keyof PolicyFields)[] {
  return policyFields.filter((field) => (from[field] ?? '') !== (to[field] ?? ''));
}

/** What to send so that a policy becomes another: changed fields only, so that values unknown here stay as they are. */
export function changeBetween(from: PolicyFields | undefined, to: PolicyFields): Partial<PolicyFields> {
  const fields = from === undefined ? policyFields : changedFields(from, to);
  return Object.fromEntries(fields.map((field) => [field, to[field] === '' ? undefined : to[field]]));
}
