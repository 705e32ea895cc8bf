import type { Page } from 'playwright-core';

/** Begins to watch a page; what is handed back tells the longest time, in ms, for which it was blocked since. */
export async function watchStalls(page: Page): Promise<() => Promise<number>> {
  const longest = await page.evaluateHandle(() => {
    const seen = { ms: 0 };
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.ms = Math.max(seen.ms, duration);
    }).observe({ type: 'longtask' });
    return seen;
  });
  return async () => (await longest.jsonValue()).ms;
}
