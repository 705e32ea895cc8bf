import assert from 'node:assert/strict';
import { TagViews } from '../../../../src/catalog/views/tagViews.ts';
import { usualView } from '../../../../src/domain/tags/tagView.ts';

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

const viewsOf = (place: ReturnType<typeof memento>) => new TagViews(place, () => false);

describe('the remembered views of tags', () => {
  it('are one for each repository of a connection, also in the next session', async () => {
    const place = memento();
    const view = { order: 'version', filter: { kind: 'regex', pattern: '^v' } } as const;
    await viewsOf(place).change('c1', 7, view);
    const next = viewsOf(place);
    assert.deepEqual(next.get('c1', 7), view);
    assert.equal(next.get('c2', 7), usualView);
    assert.equal(next.get('c1', 8), usualView);
  });

  it('say which repository has changed', async () => {
    const views = viewsOf(memento());
    const seen: unknown[] = [];
    views.onDidChange((changed) => seen.push(changed));
    await views.change('c1', 7, { order: 'name' });
    assert.deepEqual(seen, [{ connectionId: 'c1', repositoryId: 7 }]);
  });

  it('do not fill the storage: the usual view takes nothing, and 500 are kept', async () => {
    const place = memento();
    const views = viewsOf(place);
    for (let id = 0; id < 502; id += 1) await views.change('c', id, { order: 'name' });
    await views.change('c', 501, { order: 'newest' });
    assert.deepEqual([views.get('c', 1), views.get('c', 2)], [usualView, { order: 'name' }]);
    assert.equal((place.stored.get('tagViews') as readonly unknown[]).length, 499);
  });

  it('are changed one thing at a time', async () => {
    const views = viewsOf(memento());
    await views.change('c', 7, { order: 'version' });
    await views.change('c', 7, { filter: { kind: 'text', pattern: 'mr-' } });
    await views.change('c', 7, { isGrouped: true });
    await views.change('c', 7, { filter: undefined });
    assert.deepEqual(views.get('c', 7), { order: 'version', isGrouped: true });
  });

  it('group as the setting says until the person chooses for the repository', async () => {
    let isDefault = true;
    const views = new TagViews(memento(), () => isDefault);
    assert.equal(views.get('c', 7).isGrouped, true);
    await views.change('c', 7, { order: 'name' });
    await views.change('c', 8, { isGrouped: false });
    assert.deepEqual([views.get('c', 7).isGrouped, views.get('c', 8).isGrouped], [true, false]);
    isDefault = false;
    assert.deepEqual([views.get('c', 7).isGrouped, views.get('c', 8).isGrouped], [undefined, false]);
  });

  it('do without what another version has stored', () => {
    const place = memento();
    place.stored.set('tagViews', [['c/1', { order: 'size' }], 7, ['c/2', { order: 'name' }]]);
    assert.deepEqual(
      [viewsOf(place).get('c', 1), viewsOf(place).get('c', 2)],
      [usualView, { order: 'name' }],
    );
  });
});
