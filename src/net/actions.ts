import { AsyncLocalStorage } from 'node:async_hooks';
import type { Log } from './log.ts';

interface Tally {
  /** Whose action it is. */
  readonly counter: object;
  requests: number;
}

/** The actions that are under way here. One for all counters: every store makes each promise of the program dearer. */
const underWay = new AsyncLocalStorage<readonly Tally[]>();

/** Counts the requests that each action causes, however deep below it they are made. */
export interface ActionCounter {
  /** To be called once per request sent. */
  readonly count: () => void;
  readonly during: <T>(action: string, run: () => Promise<T>) => Promise<T>;
}

/** An action inside an action is counted with the outer one too. `now` is in ms. */
export function actionCounter(log: Log, now: () => number): ActionCounter {
  const counter = {};
  return {
    count: () => {
      for (const tally of underWay.getStore() ?? []) if (tally.counter === counter) tally.requests += 1;
    },
    during: async (action, run) => {
      const tally: Tally = { counter, requests: 0 };
      const start = now();
      try {
        return await underWay.run([...(underWay.getStore() ?? []), tally], run);
      } finally {
        const requests = `${tally.requests} request${tally.requests === 1 ? '' : 's'}`;
        log.info(`${action}: ${requests}, ${Math.round(now() - start)} ms`);
      }
    },
  };
}
