import assert from 'node:assert/strict';
import type { RowGroup } from '../../../../src/protocol/cleanup.ts';
import { contentOf, layOut } from '../../../../webview/cleanup/rowLayout.ts';

const group = (path: string, rowCount: number): RowGroup => ({ path, label: path, rowCount, deleted: 0 });

describe('Rows under the headings of their repositories', () => {
  it('are places of the list where there is no heading', () => {
    const layout = layOut(3, [], new Set());
    assert.equal(layout.rowCount, 3);
    assert.deepEqual(contentOf(layout, 2), { kind: 'tag', place: 2 });
    assert.equal(contentOf(layout, 3), undefined);
    assert.equal(contentOf(layout, -1), undefined);
  });

  it('follow their heading, and places count over all repositories', () => {
    const layout = layOut(5, [group('a', 2), group('b', 3)], new Set());
    const said = Array.from({ length: layout.rowCount }, (_, row) => {
      const content = contentOf(layout, row);
      return content?.kind === 'group' ? content.group.path : content?.place;
    });
    assert.deepEqual(said, ['a', 0, 1, 'b', 2, 3, 4]);
  });

  it('are left out where their repository is folded', () => {
    const layout = layOut(5, [group('a', 2), group('b', 3)], new Set(['a']));
    assert.equal(layout.rowCount, 5);
    assert.deepEqual(contentOf(layout, 0), { kind: 'group', group: group('a', 2), isExpanded: false });
    assert.deepEqual(contentOf(layout, 2), { kind: 'tag', place: 2 });
  });
});
