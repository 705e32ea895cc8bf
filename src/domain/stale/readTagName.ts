/** What pipelines may have named a tag after. More than one reading can be right. */
export interface TagNameReading {
  /** Slugs or names of refs, the whole name first: `fix-login-1a2b3c4d` may be that branch, or a commit of `fix-login`. */
  readonly refs: readonly string[];
  /** The number behind `!`. */
  readonly mergeRequest?: number;
  /** 7 to 40 hexadecimal digits, when nothing else stands in the name. */
  readonly commit?: string;
}

const commitSuffix = /^(.+)[-_.](?:g|sha-?)?[0-9a-f]{7,40}$/;
const commitOnly = /^(?:g|sha[-_.]?|commit[-_.]?|git[-_.]?)?([0-9a-f]{7,40})$/;
const mergeRequestOnly =
  /^(?:mr|merge[-_.]?requests?|refs-merge-requests)[-_.]?(\d{1,9})(?:-(?:head|merge|train))?$/i;

/**
 * Reads a tag's name: `$CI_COMMIT_REF_SLUG`, `$CI_COMMIT_SHA` or `$CI_COMMIT_SHORT_SHA` (also behind `sha-`, as Docker's own
 * actions write it), `mr-$CI_MERGE_REQUEST_IID` and its relatives, and a ref or merge request with a commit behind it.
 */
export function readTagName(name: string): TagNameReading {
  const short = commitSuffix.exec(name)?.[1];
  const refs = short === undefined ? [name] : [name, short];
  const commit = commitOnly.exec(name)?.[1];
  const iid = refs.flatMap((ref) => mergeRequestOnly.exec(ref)?.[1] ?? [])[0];
  return {
    refs,
    ...(iid !== undefined && { mergeRequest: Number(iid) }),
    ...(commit !== undefined && { commit }),
  };
}

/**
 * Whether a name is a version or a number: `1.2.3`, `v2`, `22`, `3.13-slim`. Branches that GitLab makes from issues begin with a
 * number too (`123-fix-login`): without a dot, such a name is none.
 */
export function isVersionName(name: string): boolean {
  return /^v?\d+(?:(?:\.\d+)+(?:[-_+.].*)?)?$/i.test(name);
}
