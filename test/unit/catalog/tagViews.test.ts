import assert from 'node:assert/strict';
import { TagViews } from '../../../src/catalog/tagViews.ts';
import { usualView } from '../../../src/domain/tagView.ts';

function memento() {
  const stored = new Map<string, unknown>();
  return {
    stored,
    get: (key: string): unknown => stored.get(key),
    update: (key: string, value: unknown): Promise<void> => {
      // As VS Code does: what is stored is JSON.
      stored.set(key, JSON.parse(JSON.stringify(value)));
      return Promise.resolve();
    },
  };
}

describe('the remembered views of tags', () => {
  it('are one for each repository of a connection, also in the next session', async () => {
    const place = memento();
    const view = { order: 'version', filter: { kind: 'regex', pattern: '^v' } } as const;
    await new TagViews(place).set('c1', 7, view);
    const next = new TagViews(place);
    assert.deepEqual(next.get('c1', 7), view);
    assert.equal(next.get('c2', 7), usualView);
    assert.equal(next.get('c1', 8), usualView);
  });

  it('say which repository has changed', async () => {
    const views = new TagViews(memento());
    const seen: unknown[] = [];
    views.onDidChange((changed) => seen.push(changed));
    await views.set('c1', 7, { order: 'name' });
    assert.deepEqual(seen, [{ connectionId: 'c1', repositoryId: 7 }]);
  });

  it('do not fill the storage: the usual view takes nothing, and 500 are kept', async () => {
    const place = memento();
    const views = new TagViews(place);
    for (let id = 0; id < 502; id += 1) await views.set('c', id, { order: 'name' });
    await views.set('c', 501, usualView);
    assert.deepEqual([views.get('c', 1), views.get('c', 2)], [usualView, { order: 'name' }]);
    assert.equal((place.stored.get('tagViews') as readonly unknown[]).length, 499);
  });

  it('do without what another version has stored', () => {
    const place = memento();
    place.stored.set('tagViews', [['c/1', { order: 'size' }], 7, ['c/2', { order: 'name' }]]);
    assert.deepEqual(
      [new TagViews(place).get('c', 1), new TagViews(place).get('c', 2)],
      [usualView, { order: 'name' }],
    );
  });
});
