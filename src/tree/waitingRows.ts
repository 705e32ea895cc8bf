import { onAbort } from '../base/onAbort.ts';
import { Failure } from '../base/failure.ts';
import type { Shown } from './frame.ts';
import type { ParentNode } from './nodes.ts';
import type { Pause, Waits } from './waits.ts';

/** The hosts that the list below a row is asked of, with their ports. */
export function hostsOf(parent: ParentNode): readonly string[] {
  const instance = new URL(parent.instanceUrl).host;
  if (parent.kind !== 'repository' && parent.kind !== 'tagFolder') return [instance];
  return [instance, parent.repository.location.split('/')[0] ?? instance];
}

/** What to show of a list that waits for its host, or is tried again. */
export function waitingFor(
  parent: ParentNode,
  waits: Waits,
  now: number,
): Pick<Shown, 'failure' | 'until' | 'isRetrying'> | undefined {
  const wait = waits.of(parent.id);
  if (wait === undefined) return undefined;
  if (wait.pause === undefined) return { failure: undefined, isRetrying: true };
  return { failure: limited(wait.pause, now), until: wait.pause.until };
}

/**
 * Waits as long as a host asked for before it takes requests again. False at once where that was not why a list failed, or
 * when it is stopped.
 */
export function mayGoOn(failure: Failure | undefined, signal: AbortSignal): Promise<boolean> {
  const seconds = failure?.reason === 'rateLimited' ? failure.details.retryAfterSeconds : undefined;
  if (seconds === undefined || signal.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      stopListening();
      resolve(true);
    }, seconds * 1_000);
    const stopListening = onAbort(signal, () => {
      clearTimeout(timer);
      resolve(false);
    });
  });
}

/** A list that the person stopped waiting for failed because its host wants no requests yet. */
export function stoppedFailure(
  failure: Failure | undefined,
  wait: { readonly pause?: Pause } | undefined,
  now: number,
): Failure | undefined {
  const wasStopped = failure?.reason === 'cancelled' && wait?.pause !== undefined;
  return wasStopped ? limited(wait.pause, now) : failure;
}

function limited({ host, until }: Pause, now: number): Failure {
  const retryAfterSeconds = Math.max(0, Math.ceil((until - now) / 1_000));
  return new Failure('rateLimited', `${host} asked to wait`, { host, retryAfterSeconds });
}
