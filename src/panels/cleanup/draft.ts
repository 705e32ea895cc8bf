import * as v from 'valibot';
import type { CleanupPolicy } from '../../domain/cleanup/policy.ts';
import { changedFields, defaultFields, type PolicyFields } from '../../domain/cleanup/policyChange.ts';
import type { DraftField, PolicyDraft } from '../../protocol/cleanup.ts';

/** GitLab stores at most 255 characters of a pattern; longer ones are still simulated, to be told so. */
const pattern = v.pipe(v.string(), v.maxLength(20_000));
const value = v.pipe(v.string(), v.maxLength(200));

/** What a page or the storage may hand in as a draft. */
export const draftSchema = v.strictObject({
  enabled: v.boolean(),
  cadence: value,
  keepN: value,
  olderThan: value,
  nameRegex: pattern,
  nameRegexKeep: pattern,
});

/** A draft as it is stored, with what GitLab had when it was begun. */
export const storedSchema = v.object({ draft: draftSchema, base: draftSchema });

/** What the regex tester hands back. */
export type TriedPatterns = Pick<PolicyDraft, 'nameRegex' | 'nameRegexKeep'>;

/** A policy as the form shows it; without one, what GitLab begins with. */
export function draftOf(policy: CleanupPolicy | undefined): PolicyDraft {
  const { enabled, cadence, keepN, olderThan, nameRegex, nameRegexKeep } = policy ?? defaultFields;
  return {
    enabled,
    cadence,
    keepN: keepN === undefined ? '' : String(keepN),
    olderThan: olderThan ?? '',
    nameRegex: nameRegex ?? '',
    nameRegexKeep: nameRegexKeep ?? '',
  };
}

/** The policy that a form asks for. A number that is not written as one stays the text that it is. */
export function fieldsOf(draft: PolicyDraft): PolicyFields {
  const { enabled, cadence, keepN, olderThan, nameRegex, nameRegexKeep } = draft;
  return {
    enabled,
    cadence,
    keepN: keepN === '' ? undefined : /^\d{1,9}$/.test(keepN) ? Number(keepN) : keepN,
    olderThan: olderThan === '' ? undefined : olderThan,
    nameRegex: nameRegex === '' ? undefined : nameRegex,
    nameRegexKeep: nameRegexKeep === '' ? undefined : nameRegexKeep,
  };
}

/** Whether two drafts ask for the same policy. */
export function isSameDraft(one: PolicyDraft, other: PolicyDraft): boolean {
  return changedFields(fieldsOf(one), fieldsOf(other)).length === 0;
}

/** The fields in the order in which the form and every report have them. */
export const formOrder = [
  'enabled',
  'cadence',
  'keepN',
  'nameRegexKeep',
  'olderThan',
  'nameRegex',
] as const satisfies readonly DraftField[];
