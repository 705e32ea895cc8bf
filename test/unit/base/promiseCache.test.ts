import assert from 'node:assert/strict';
import { PromiseCache } from '../../../src/base/promiseCache.ts';

describe('PromiseCache', () => {
  it('asks once for callers at the same time and again after a failure', async () => {
    const cache = new PromiseCache<number>(10);
    let asked = 0;
    const fail = (): Promise<number> => Promise.reject(new Error(String((asked += 1))));
    await Promise.allSettled([cache.get('a', fail), cache.get('a', fail)]);
    assert.equal(asked, 1);
    assert.equal(await cache.get('a', () => Promise.resolve(7)), 7);
    assert.equal(await cache.get('a', fail), 7);
  });

  it('forgets the least recently used beyond its capacity', async () => {
    const cache = new PromiseCache<string>(2);
    const get = (key: string, value: string): Promise<string> => cache.get(key, () => Promise.resolve(value));
    await get('a', 'a1');
    await get('b', 'b1');
    await get('a', 'a2');
    await get('c', 'c1');
    assert.equal(await get('a', 'a3'), 'a1');
    assert.equal(await get('b', 'b2'), 'b2');
  });
});
