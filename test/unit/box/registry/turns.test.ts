import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Turns } from '../../../gitlab/registry/turns.ts';

describe('turns', () => {
  it('let at most so many go at once, in order, also after one failed', async () => {
    const turns = new Turns(2);
    const begun: number[] = [];
    let [running, most] = [0, 0];
    const act = async (number: number): Promise<number> => {
      begun.push(number);
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      if (number === 1) throw new Error('failed');
      return number;
    };
    const all = await Promise.allSettled([0, 1, 2, 3, 4].map((number) => turns.take(() => act(number))));
    assert.deepEqual(begun, [0, 1, 2, 3, 4]);
    assert.equal(most, 2);
    assert.deepEqual(
      all.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled'],
    );
  });
});
