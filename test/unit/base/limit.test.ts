import assert from 'node:assert/strict';
import { limit } from '../../../src/base/limit.ts';

describe('limit', () => {
  it('runs no more at once than there are places, in the order asked, and passes failures on', async () => {
    const run = limit(2);
    const started: number[] = [];
    let running = 0;
    let most = 0;
    const task = (id: number) => async (): Promise<number> => {
      started.push(id);
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      if (id === 3) throw new Error('three');
      return id;
    };
    const results = await Promise.allSettled([1, 2, 3, 4, 5].map((id) => run(task(id))));
    assert.deepEqual(started, [1, 2, 3, 4, 5]);
    assert.equal(most, 2);
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
    );
  });
});
