import { AsyncLocalStorage } from 'node:async_hooks';
import type { Log } from './log.ts';

interface Tally {
  requests: number;
}

/** Counts the requests that each action causes, however deep below it they are made. */
export interface ActionCounter {
  /** To be called once per request sent. */
  readonly count: () => void;
  readonly during: <T>(action: string, run: () => Promise<T>) => Promise<T>;
}

/** An action inside an action is counted with the outer one too. `now` is in ms. */
export function actionCounter(log: Log, now: () => number): ActionCounter {
  const current = new AsyncLocalStorage<readonly Tally[]>();
  return {
    count: () => {
      for (const tally of current.getStore() ?? []) tally.requests += 1;
    },
    during: async (action, run) => {
      const tally: Tally = { requests: 0 };
      const start = now();
      try {
        return await current.run([...(current.getStore() ?? []), tally], run);
      } finally {
        const requests = `${tally.requests} request${tally.requests === 1 ? '' : 's'}`;
        log.info(`${action}: ${requests}, ${Math.round(now() - start)} ms`);
      }
    },
  };
}
