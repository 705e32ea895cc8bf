import { sleep, type Wait } from '../../net/hostQueue.ts';

/**
 * For how long after it was sent a request may still be acted on, in ms. Source: GitLab `config/initializers/rack_timeout.rb`: a request
 * ends after 60 seconds; registries put manifests and remove tags in far less.
 */
const usualQuietMs = 60_000;
const longestPauseMs = 10_000;

/** The clock by which is waited until a server is certainly through. */
export interface Patience {
  /** ms since 1970. */
  readonly now: () => number;
  readonly wait: Wait;
}

/** The real one. */
export const realPatience: Patience = { now: Date.now, wait: sleep };

/** When something was sent that got no answer, and who may stop waiting for it. */
export interface Unanswered {
  readonly patience: Patience;
  /** ms since 1970, by the patience's clock. */
  readonly sentAt: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Looks again and again, ever more seldom, until what was sent shows or has been without effect for so long that it will have none.
 * `isQuiet`: that last one; else it shows, or the person did not want to wait. Rejects as `look` does.
 */
export async function lookUntilQuiet<T>(
  look: () => Promise<T>,
  isOver: (seen: T) => boolean,
  { patience, sentAt, signal }: Unanswered,
): Promise<{ readonly seen: T; readonly isQuiet: boolean }> {
  let pause = 1000;
  for (;;) {
    const began = patience.now();
    const seen = await look();
    if (isOver(seen)) return { seen, isQuiet: false };
    if (began - sentAt >= usualQuietMs) return { seen, isQuiet: true };
    if (signal?.aborted === true) return { seen, isQuiet: false };
    const left = sentAt + usualQuietMs - patience.now();
    // A person who stops waiting gets what was seen last.
    await patience.wait(Math.max(0, Math.min(pause, left)), signal).catch(() => undefined);
    pause = Math.min(pause * 2, longestPauseMs);
  }
}
