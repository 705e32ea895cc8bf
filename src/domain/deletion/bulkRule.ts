import type { TagCriteria } from '../cleanup/rules.ts';
import { durationSeconds } from '../cleanup/policy.ts';
import type { TagProtection } from '../tag.ts';

/**
 * What GitLab's bulk deletion of tags takes. Source: GitLab `lib/api/project_container_repositories.rb`,
 * `DELETE /projects/:id/registry/repositories/:repository_id/tags`.
 */
export interface BulkRule {
  readonly nameRegexDelete: string;
  readonly nameRegexKeep?: string;
  /** Any whole number, other than in a policy. */
  readonly keepN?: number;
  /** Such as `12h`, `7d` or `1month`. */
  readonly olderThan?: string;
}

/** The rule as the cleanup engine takes it: both end in the same service of GitLab. */
export function criteriaOf({ nameRegexDelete, nameRegexKeep, keepN, olderThan }: BulkRule): TagCriteria {
  return { nameRegex: nameRegexDelete, nameRegexKeep, keepN, olderThan };
}

/**
 * Whether a text is an age that means the same to every reader: hours, days or months (30 days). GitLab answers 202 to any text and
 * fails silently later on one that it cannot read; `5m` would be minutes and `90` seconds.
 */
export function isBulkAge(text: string): boolean {
  return /^[1-9]\d{0,5}(?:h|d|month)$/.test(text) && durationSeconds(text) !== undefined;
}

const levels: Readonly<Record<string, number>> = { MAINTAINER: 40, OWNER: 50, ADMIN: 60 };

/**
 * Patterns of the protection rules that hold this person, who runs the deletion; a policy, which nobody runs, is held by all. An
 * unknown level is taken for a maintainer's, without whom GitLab does nothing. Source: GitLab `Gitlab::DeleteTagsService`.
 */
export function protectionsAgainst(
  rules: readonly (TagProtection & { readonly pattern: string })[],
  accessLevel = 40,
): readonly string[] {
  return rules.flatMap((rule) => {
    const { pattern, isImmutable, minimumAccessLevelForDelete: needed } = rule;
    const isHeld = needed !== undefined && accessLevel < (levels[needed] ?? Infinity);
    return isImmutable || isHeld ? [pattern] : [];
  });
}
