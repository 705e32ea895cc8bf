import type { CancelSignal } from './cancelSignal.ts';

const listening = new WeakMap<CancelSignal, Set<() => void>>();

/**
 * Calls a listener once when the signal fires, or at once when it has fired already; gives back how to take the listener away. Any
 * number of listeners here is one listener of the signal: Node warns of a leak from the eleventh on, and a list of 1,000 tags may
 * well send 1,000 requests that end with one click. The order is the order in which they came.
 */
export function onAbort(signal: CancelSignal | undefined, listener: () => void): () => void {
  if (signal === undefined) return () => undefined;
  if (signal.aborted) {
    listener();
    return () => undefined;
  }
  const listeners = listening.get(signal) ?? listenTo(signal);
  const own = (): void => listener();
  listeners.add(own);
  return () => listeners.delete(own);
}

function listenTo(signal: CancelSignal): Set<() => void> {
  const listeners = new Set<() => void>();
  listening.set(signal, listeners);
  signal.addEventListener(
    'abort',
    () => {
      for (const listener of [...listeners]) listener();
      listeners.clear();
    },
    { once: true },
  );
  return listeners;
}
