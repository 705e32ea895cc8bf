import assert from 'node:assert/strict';
import { Emitter } from '../../../../src/base/event.ts';
import { Bookmarks } from '../../../../src/catalog/views/bookmarks.ts';
import type { Repository } from '../../../../src/domain/repository.ts';

const repository = (id: number): Repository => ({
  id,
  name: 'web',
  path: `g/p${id}/web`,
  location: `r/g/p${id}/web`,
  tagCount: 7,
});

function session(stored = new Map<string, unknown>()) {
  const changed = new Emitter<string>();
  const connected = ['c1', 'c2'];
  const memento = {
    get: (key: string): unknown => stored.get(key),
    update: (key: string, value: unknown): Promise<void> => {
      // As VS Code does: what is stored is JSON.
      stored.set(key, JSON.parse(JSON.stringify(value)));
      return Promise.resolve();
    },
  };
  const connections = { onDidChange: changed.event, list: () => connected.map((id) => ({ id })) };
  const bookmarks = new Bookmarks(memento, connections);
  const fired: string[] = [];
  bookmarks.onDidChange((id) => fired.push(id));
  const ids = (kind: 'pinned' | 'recent', connectionId = 'c1') =>
    bookmarks[kind](connectionId).map(({ id }) => id);
  const remove = (id: string): void => {
    connected.splice(connected.indexOf(id), 1);
    changed.fire(id);
  };
  return { bookmarks, stored, fired, ids, remove };
}

describe('pinned and recently used repositories', () => {
  it('are those of their connection, in the order in which they were pinned, also in the next session', async () => {
    const { bookmarks, stored } = session();
    await bookmarks.setPinned('c1', repository(2), true);
    await bookmarks.setPinned('c1', repository(1), true);
    await bookmarks.setPinned('c2', repository(3), true);
    await bookmarks.setPinned('c1', repository(4), true);
    await bookmarks.setPinned('c1', repository(4), false);
    const next = session(stored);
    assert.deepEqual([next.ids('pinned'), next.ids('pinned', 'c2')], [[2, 1], [3]]);
    assert.equal(next.bookmarks.pinned('c1')[0]?.path, 'g/p2/web');
    assert.equal(next.bookmarks.pinned('c1')[0]?.tagCount, undefined);
  });

  it('are five at most where they were only used, the last one first', async () => {
    const { bookmarks, ids, fired } = session();
    for (const id of [1, 2, 3, 4, 5, 6]) await bookmarks.used('c1', repository(id));
    assert.deepEqual(ids('recent'), [6, 5, 4, 3, 2]);
    await bookmarks.used('c1', repository(4));
    assert.deepEqual(ids('recent'), [4, 6, 5, 3, 2]);
    assert.deepEqual(fired, [], 'no row moves because one was opened');
    assert.deepEqual(ids('recent', 'c2'), []);
  });

  it('do not come up while the person works: the first ones show when everything is drawn anew, or next time', async () => {
    const { bookmarks, ids, stored } = session();
    assert.deepEqual(ids('recent'), []);
    await bookmarks.used('c1', repository(1));
    assert.deepEqual(ids('recent'), []);
    assert.deepEqual(session(stored).ids('recent'), [1]);
    bookmarks.renew();
    assert.deepEqual(ids('recent'), [1]);
  });

  it('stand in one place: what is pinned is not among those used', async () => {
    const { bookmarks, ids } = session();
    await bookmarks.used('c1', repository(1));
    await bookmarks.setPinned('c1', repository(1), true);
    await bookmarks.used('c1', repository(1));
    assert.deepEqual([ids('pinned'), ids('recent')], [[1], []]);
  });

  it('go with their connection', async () => {
    const { bookmarks, ids, remove, stored } = session();
    await bookmarks.setPinned('c1', repository(1), true);
    await bookmarks.used('c1', repository(2));
    await bookmarks.setPinned('c2', repository(3), true);
    remove('c1');
    assert.deepEqual([ids('pinned'), ids('recent'), ids('pinned', 'c2')], [[], [], [3]]);
    assert.ok(!JSON.stringify([...stored]).includes('c1'));
  });

  it('do without what another version has stored', () => {
    const { bookmarks } = session(new Map([['bookmarks', [{ connectionId: 'c1', kind: 'pinned' }, 7]]]));
    assert.deepEqual(bookmarks.pinned('c1'), []);
  });
});
