import { trimOf } from '../../base/cut.ts';

/** The longest slug, in bytes. */
const longest = 63;

/**
 * `CI_COMMIT_REF_SLUG` of a branch or git tag: lower case, everything but `a-z` and `0-9` a hyphen, cut to 63 bytes, without
 * hyphens at the ends; in that order, so that a cut slug may be shorter. Example: `Feature/Änderung_2` → `feature--nderung-2`.
 * Source: GitLab `Gitlab::Utils.slugify`, doc/ci/variables/predefined_variables.md.
 */
export function refSlug(ref: string): string {
  const replaced = ref.toLowerCase().replace(/[^a-z0-9]/gu, '-');
  return trimOf(replaced.slice(0, longest), '-');
}
