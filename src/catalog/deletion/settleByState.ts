import { Failure } from '../../base/failure.ts';
import { isUnanswered, wasSent } from '../../base/sent.ts';
import type { DoomedName, TagOutcome } from '../../domain/deletion/outcome.ts';
import { lookUntilQuiet, type Unanswered } from './quiet.ts';
import type { TagState } from './tagStates.ts';

/** What an outcome is made of when the answer alone does not say it. */
export interface Settling extends Unanswered {
  /** Why there was no yes. */
  readonly failure: Failure;
  readonly readStates: (names: readonly string[]) => Promise<ReadonlyMap<string, TagState>>;
}

type States = ReadonlyMap<string, TagState>;

/**
 * Looks where the tags of a deletion stand that was not answered with yes, and says what is true: at once where there was an answer,
 * else until the server is certainly through. A tag that was there right before it was sent, and is not any more, went by it. Never
 * rejects.
 */
export async function settleByState(
  batch: readonly DoomedName[],
  settling: Settling,
): Promise<readonly TagOutcome[]> {
  const { failure } = settling;
  if (!wasSent(failure)) return batch.map(({ name }) => ({ name, result: resultOfNo(failure), failure }));
  const { states, mayChange } = await look(batch, settling);
  return batch.map((tag) => {
    const state = states.get(tag.name) ?? 'unknown';
    const isOpen = state === 'unknown' || (mayChange && state !== 'absent');
    return isOpen ? { name: tag.name, result: 'unclear', failure } : outcomeOf(tag, state, failure);
  });
}

/** `mayChange`: the server may act on it still. */
async function look(
  batch: readonly DoomedName[],
  settling: Settling,
): Promise<{ readonly states: States; readonly mayChange: boolean }> {
  const names = batch.map(({ name }) => name);
  const none: States = new Map();
  const read = (): Promise<States> => settling.readStates(names).catch(() => none);
  if (!isUnanswered(settling.failure)) return { states: await read(), mayChange: false };
  const isOver = (states: States): boolean =>
    names.every((name) => states.get(name) === 'absent') ||
    names.every((name) => (states.get(name) ?? 'unknown') === 'unknown');
  const { seen, isQuiet } = await lookUntilQuiet(read, isOver, settling);
  return { states: seen, mayChange: !isQuiet };
}

function outcomeOf(tag: DoomedName, state: Exclude<TagState, 'unknown'>, failure: Failure): TagOutcome {
  const { name } = tag;
  if (state === 'absent') return { name, result: 'deleted' };
  if (state.isEmptied === true && state.digest !== tag.digest) return emptiedOutcome(name, failure);
  if (!hasMoved(tag, state)) return { name, result: resultOfNo(failure), failure };
  return { name, result: 'refused', failure: movedFailure(failure) };
}

/** Of a tag that is certainly still there. */
function resultOfNo({ reason }: Failure): TagOutcome['result'] {
  if (reason === 'rateLimited' || reason === 'unauthorized') return 'notTried';
  return reason === 'denied' ? 'refused' : 'failed';
}

/** Why a tag stays that points at another image by now. */
export function movedFailure(cause?: Failure): Failure {
  const details = cause === undefined ? {} : { cause };
  return new Failure('denied', 'the tag was moved meanwhile', { code: 'tagMoved', ...details });
}

function emptiedOutcome(name: string, cause: Failure): TagOutcome {
  const { serverMessage } = cause.details;
  const details = {
    code: 'tagEmptied',
    cause,
    ...(serverMessage !== undefined && { serverMessage }),
  } as const;
  return { name, result: 'emptied', failure: new Failure('unexpected', 'the tag was emptied', details) };
}

/** Whether a tag points at another image than it did; unknown digests are no evidence, and what a deletion has begun is no image. */
export function hasMoved(
  tag: DoomedName,
  now: { readonly digest?: string; readonly isEmptied?: true },
): boolean {
  if (now.isEmptied === true) return false;
  return tag.digest !== undefined && now.digest !== undefined && now.digest !== tag.digest;
}
