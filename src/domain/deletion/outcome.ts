import type { Failure } from '../../base/failure.ts';

/** A tag that is to be deleted, and the image it pointed at when that was decided (where it is known). */
export interface DoomedName {
  readonly name: string;
  readonly digest?: string;
}

/**
 * What happened to one tag that was to be deleted. `deleted` and `gone` (somebody else was faster): it is certainly not there any
 * more. `emptied`: GitLab gave its name to an empty image and did not get further, so that the name is there and its image is not under it
 * any more. `refused`, `failed` and `notTried`: it was certainly still there afterwards; the server said no, it could not be done, or
 * nothing was sent (or the server said that it does nothing now). `unclear`: no usable answer came, and what became of the tag could not be
 * read either, or the person did not want to wait until nothing can come of it any more.
 */
export interface TagOutcome {
  readonly name: string;
  readonly result: 'deleted' | 'gone' | 'emptied' | 'refused' | 'failed' | 'unclear' | 'notTried';
  readonly failure?: Failure;
  /** Under which it stands in the journal of deletions. */
  readonly entryId?: string;
}

/**
 * What came of having a repository deleted. `going`: GitLab is at it, or through with it. `stays`: it certainly did not begin. `unclear`:
 * no usable answer came, and what became of the repository could not be read either.
 */
export type RepositoryRemoval =
  { readonly result: 'going' } | { readonly result: 'stays' | 'unclear'; readonly failure: Failure };

/** Names of the tags that are certainly no longer there. */
export function goneNames(outcomes: readonly TagOutcome[]): ReadonlySet<string> {
  const gone = outcomes.filter(({ result }) => result === 'deleted' || result === 'gone');
  return new Set(gone.map(({ name }) => name));
}

/** Whether another try could delete it without anybody changing a rule or a role first. */
export function isWorthAnotherTry({ result }: TagOutcome): boolean {
  return result === 'emptied' || result === 'failed' || result === 'unclear' || result === 'notTried';
}
