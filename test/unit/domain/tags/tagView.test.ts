import assert from 'node:assert/strict';
import type { Tag } from '../../../../src/domain/tag.ts';
import { needsWholeList, sharedDigests, usualView, viewTags } from '../../../../src/domain/tags/tagView.ts';

const tag = (name: string, digest?: string): Tag => ({
  name,
  path: `g/p:${name}`,
  location: `r/g/p:${name}`,
  ...(digest !== undefined && { digest }),
});
const tags = [tag('b'), tag('mr-10'), tag('mr-9')];

describe('the view of tags', () => {
  it('leaves the usual one as it came, and needs no more of it than there is', () => {
    assert.equal(viewTags(tags, usualView), tags);
    assert.equal(needsWholeList(usualView), false);
  });

  it('filters, then sorts, and needs the whole list for either', () => {
    const filter = { kind: 'glob', pattern: 'mr-*' } as const;
    const names = viewTags(tags, { order: 'name', filter }).map(({ name }) => name);
    assert.deepEqual(names, ['mr-9', 'mr-10']);
    assert.ok(needsWholeList({ order: 'newest', filter }));
    assert.ok(needsWholeList({ order: 'name' }));
  });

  it('shows nothing for a pattern that is not valid', () =>
    assert.deepEqual(viewTags(tags, { order: 'newest', filter: { kind: 'regex', pattern: '(' } }), []));

  it('knows which tags are one image; one whose digest is unknown is like no other', () => {
    const shared = sharedDigests([tag('a', 'd1'), tag('b', 'd2'), tag('c', 'd1'), tag('x'), tag('y')]);
    assert.deepEqual([...shared], [['d1', ['a', 'c']]]);
  });
});
