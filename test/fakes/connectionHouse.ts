import type { Memento } from '../../src/connections/connections.ts';
import type { Log } from '../../src/net/log.ts';

/** A log that nobody reads. */
export const silent: Log = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** A memento that keeps copies, as VS Code's does. */
export function memento(stored?: unknown): Memento & { readonly data: Map<string, unknown> } {
  const data = new Map<string, unknown>([['connections', stored]]);
  return {
    data,
    get: (key) => data.get(key),
    update: (key, value) => Promise.resolve(void data.set(key, structuredClone(value))),
  };
}
