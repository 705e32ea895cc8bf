import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Tag } from '../../../../src/domain/tag.ts';
import { sortTags, tagOrders, type TagOrder } from '../../../../src/domain/tags/tagOrder.ts';

const tag = (name: string, more: Partial<Tag> = {}): Tag => ({
  name,
  path: `g/p:${name}`,
  location: `r/g/p:${name}`,
  ...more,
});
const sorted = (order: TagOrder, tags: readonly Tag[]): readonly string[] =>
  sortTags(tags, order).map(({ name }) => name);

describe('the order of tags', () => {
  it('goes by publication, which counts before the dates of creation and update; unknown ones last', () => {
    const tags = [
      tag('undated'),
      tag('old', { createdAt: '2026-01-01T00:00:00Z' }),
      tag('moved', { createdAt: '2020-01-01T00:00:00Z', publishedAt: '2026-03-01T00:00:00.5Z' }),
      tag('zoned', { createdAt: '2026-02-01T00:00:00+02:00' }),
    ];
    assert.deepEqual(sorted('newest', tags), ['moved', 'zoned', 'old', 'undated']);
    assert.deepEqual(sorted('oldest', tags), ['old', 'zoned', 'moved', 'undated']);
  });

  it('counts digits in names as numbers', () => {
    assert.deepEqual(
      sorted(
        'name',
        ['mr-10', 'mr-9', 'main', 'mr-100'].map((name) => tag(name)),
      ),
      ['main', 'mr-9', 'mr-10', 'mr-100'],
    );
  });

  it('has the highest version first and what is no version at the end, by name', () => {
    const names = ['latest', '1.9.0', 'v1.10.0', 'mr-10', '1.10.0-rc.1', 'mr-9'];
    assert.deepEqual(
      sorted(
        'version',
        names.map((name) => tag(name)),
      ),
      ['v1.10.0', '1.10.0-rc.1', '1.9.0', 'latest', 'mr-9', 'mr-10'],
    );
  });

  it('goes by size, and puts unknown sizes last in both directions', () => {
    const tags = [tag('unknown'), tag('small', { sizeBytes: 9 }), tag('big', { sizeBytes: 10 })];
    assert.deepEqual(sorted('largest', tags), ['big', 'small', 'unknown']);
    assert.deepEqual(sorted('smallest', tags), ['small', 'big', 'unknown']);
  });

  it('loses no tag, adds none, and does not depend on the order before', () => {
    const name = fc.stringMatching(/^v?[0-9]{1,3}([.-][0-9a-z]{1,3}){0,4}$/);
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { maxLength: 30 }),
        fc.constantFrom(...tagOrders),
        fc.integer(),
        (names, order, seed) => {
          const tags = names.map((each, at) => tag(each, at % 3 === 0 ? {} : { sizeBytes: at % 5 }));
          const shuffled = [...tags].sort(
            (a, b) => ((a.name.length * seed) % 7) - ((b.name.length * seed) % 7),
          );
          const result = sorted(order, tags);
          assert.deepEqual([...result].sort(), [...names].sort());
          assert.deepEqual(sorted(order, shuffled), result);
        },
      ),
    );
  });
});
