import { Failure } from './failure.ts';
import { onAbort } from './onAbort.ts';
import type { CancelSignal } from './cancelSignal.ts';

/** Throws the `cancelled` failure once the signal has fired. */
export function throwIfCancelled(signal: CancelSignal | undefined): void {
  if (signal?.aborted === true) throw new Failure('cancelled', 'cancelled');
}

/** What a promise gives; one caller's cancellation ends its own waiting only, since others may wait for the same. */
export async function unlessCancelled<T>(promise: Promise<T>, signal: CancelSignal | undefined): Promise<T> {
  throwIfCancelled(signal);
  if (signal === undefined) return promise;
  let stopListening = (): void => undefined;
  const cancelled = new Promise<never>((_, reject) => {
    stopListening = onAbort(signal, () => reject(new Failure('cancelled', 'cancelled')));
  });
  try {
    return await Promise.race([promise, cancelled]);
  } finally {
    stopListening();
  }
}
