import type { Failure } from '../../base/failure.ts';
import type { ImagePath } from '../../domain/references/knownRepository.ts';

/** After a failure that may pass: first so long nothing is asked, then twice as long, up to the most. */
const firstPauseMs = 60_000;
const longestPauseMs = 900_000;

interface Pause {
  readonly until: number;
  readonly lengthMs: number;
}

/**
 * Where nothing more is asked for files, since nobody waits for it there: after 401, 403 and 429 at a whole connection, and at a
 * repository that is not shown to this person, until the person acts; after what may pass, for a while. Source: GitLab bans an
 * address after repeated failed sign-ins (docs, "Protected paths").
 */
export class AskingStops {
  readonly #connections = new Set<string>();
  readonly #repositories = new Set<string>();
  readonly #pauses = new Map<string, Pause>();
  readonly #now: () => number;

  /** `now`: epoch ms. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether nothing may be asked about a repository now. */
  isStopped(image: ImagePath): boolean {
    const key = keyOf(image);
    if (this.#connections.has(image.connectionId) || this.#repositories.has(key)) return true;
    return (this.#pauses.get(key)?.until ?? 0) > this.#now();
  }

  /** Takes note of what went wrong. */
  note(image: ImagePath, { reason, details }: Failure): void {
    if (reason === 'cancelled') return;
    const key = keyOf(image);
    const isWhole = reason === 'unauthorized' || reason === 'rateLimited' || details.status === 403;
    if (isWhole) this.#connections.add(image.connectionId);
    else if (reason === 'denied') this.#repositories.add(key);
    else this.#pause(key);
  }

  /** Something was answered. */
  succeeded(image: ImagePath): void {
    this.#pauses.delete(keyOf(image));
  }

  /** The person did something about it: of one connection, or of all. */
  lift(connectionId?: string): void {
    const isOf = (key: string): boolean => connectionId === undefined || key.startsWith(`${connectionId} `);
    for (const id of this.#connections)
      if (connectionId === undefined || id === connectionId) this.#connections.delete(id);
    for (const key of this.#repositories) if (isOf(key)) this.#repositories.delete(key);
    for (const key of this.#pauses.keys()) if (isOf(key)) this.#pauses.delete(key);
  }

  #pause(key: string): void {
    const last = this.#pauses.get(key)?.lengthMs ?? firstPauseMs / 2;
    const lengthMs = Math.min(last * 2, longestPauseMs);
    this.#pauses.set(key, { until: this.#now() + lengthMs, lengthMs });
  }
}

function keyOf({ connectionId, location }: ImagePath): string {
  return `${connectionId} ${location}`;
}
