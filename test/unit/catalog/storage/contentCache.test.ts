import assert from 'node:assert/strict';
import { ContentCache } from '../../../../src/catalog/storage/contentCache.ts';

describe('The cache of content', () => {
  it('forgets what was used longest ago once it holds too many bytes', () => {
    const cache = new ContentCache<string>(100);
    cache.set('a', 'A', 40);
    cache.set('b', 'B', 40);
    cache.get('a');
    cache.set('c', 'C', 40);
    assert.deepEqual([cache.get('a'), cache.get('b'), cache.get('c')], ['A', undefined, 'C']);
  });

  it('counts what is set again once, and keeps nothing larger than itself', () => {
    const cache = new ContentCache<string>(100);
    for (let time = 0; time < 10; time += 1) cache.set('a', `A${time}`, 60);
    cache.set('b', 'B', 40);
    cache.set('c', 'C', 101);
    assert.deepEqual([cache.get('a'), cache.get('b'), cache.get('c')], ['A9', 'B', undefined]);
  });

  it('deletes by key', () => {
    const cache = new ContentCache<string>(100);
    cache.set('one x', 'X', 60);
    cache.set('two x', 'Y', 40);
    cache.deleteWhere((key) => key.startsWith('one '));
    cache.set('two y', 'Z', 60);
    assert.deepEqual([cache.get('one x'), cache.get('two x'), cache.get('two y')], [undefined, 'Y', 'Z']);
  });
});
