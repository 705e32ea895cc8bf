import type { Failure } from '../../base/failure.ts';

/**
 * What happened to one tag that was to be deleted. `deleted` and `gone` (somebody else was faster) are certain; `refused`: the
 * server said no; `failed`: it could not be done or its answer never came; `notTried`: stopped before its turn.
 */
export interface TagOutcome {
  readonly name: string;
  readonly result: 'deleted' | 'gone' | 'refused' | 'failed' | 'notTried';
  readonly failure?: Failure;
}

/** Names of the tags that are certainly no longer there. */
export function goneNames(outcomes: readonly TagOutcome[]): ReadonlySet<string> {
  const gone = outcomes.filter(({ result }) => result === 'deleted' || result === 'gone');
  return new Set(gone.map(({ name }) => name));
}
