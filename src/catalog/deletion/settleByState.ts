import { Failure } from '../../base/failure.ts';
import type { DoomedName, TagOutcome } from '../../domain/deletion/outcome.ts';
import type { TagState } from './tagStates.ts';

/** What an outcome is made of when the answer alone does not say it. */
export interface Settling {
  /** Why there was no yes. */
  readonly failure: Failure;
  readonly readStates: (names: readonly string[]) => Promise<ReadonlyMap<string, TagState>>;
}

/** Failures with which the request cannot have reached GitLab. */
const notSent = [
  'hostNotFound',
  'connectionRefused',
  'tlsUntrusted',
  'tlsFailed',
  'tokenMissing',
  'insufficientScope',
  'keychainUnavailable',
  'badInput',
  'blockedPort',
] as const;

/** Looks where the tags of a deletion stand that was not answered with yes, and says what is true. Never rejects. */
export async function settleByState(
  batch: readonly DoomedName[],
  { failure, readStates }: Settling,
): Promise<readonly TagOutcome[]> {
  const isSent = !notSent.some((code) => code === failure.details.code && failure.details.status !== 400);
  const none: ReadonlyMap<string, TagState> = new Map();
  const states = isSent ? await readStates(batch.map(({ name }) => name)).catch(() => none) : none;
  return batch.map((tag) => outcomeOf(tag, isSent ? (states.get(tag.name) ?? 'unknown') : tag, failure));
}

function outcomeOf(tag: DoomedName, state: TagState, failure: Failure): TagOutcome {
  const { name } = tag;
  const isDenied = failure.reason === 'denied';
  // A deletion that was refused in so many words was somebody else's.
  if (state === 'absent') return { name, result: isRefusedInWords(failure) ? 'gone' : 'deleted' };
  if (state === 'unknown') return { name, result: isDenied ? 'refused' : 'unclear', failure };
  if (!hasMoved(tag, state)) return { name, result: isDenied ? 'refused' : 'failed', failure };
  const moved = new Failure('denied', 'the tag was moved meanwhile', { code: 'tagMoved', cause: failure });
  return { name, result: 'refused', failure: moved };
}

/** Whether a tag points at another image than it did; unknown digests are no evidence. */
export function hasMoved(tag: DoomedName, now: { readonly digest?: string }): boolean {
  return tag.digest !== undefined && now.digest !== undefined && now.digest !== tag.digest;
}

function isRefusedInWords({ reason, details }: Failure): boolean {
  return (reason === 'denied' && details.code !== 'silentlyRefused') || reason === 'missing';
}
