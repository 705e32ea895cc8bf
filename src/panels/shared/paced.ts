import type { Disposable } from '../../base/disposables.ts';

/** How often a page hears of progress at most, ms. */
const pace = 100;

/** Does something at most once in a pace, the last time always. */
export function paced(work: () => void): Disposable & { call(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    call: () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        work();
      }, pace);
    },
    dispose: () => clearTimeout(timer),
  };
}
