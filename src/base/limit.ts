/** Runs a task now or when a place is free. */
export type Limit = <T>(task: () => Promise<T>) => Promise<T>;

/** At most `places` tasks at once, the rest in the order in which they came. */
export function limit(places: number): Limit {
  const waiting: (() => void)[] = [];
  let running = 0;
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  };
  return async (task) => {
    if (running < places) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      leave();
    }
  };
}
