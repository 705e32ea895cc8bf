import assert from 'node:assert/strict';
import type { CheckListView } from '../../../../src/protocol/checkList.ts';
import { initialList, missingSlice, withRows, withView } from '../../../../webview/shared/checkListModel.ts';

const view = (...filters: readonly string[]): CheckListView => ({
  columns: [
    { name: 'tag', heading: 'Tag', isDetail: false },
    { name: 'date', heading: 'Date', isDetail: false },
  ],
  filters: filters.map((value) => ({ value, label: value, count: 1 })),
  order: { column: 'date', isDescending: true },
  isGrouped: false,
  checked: 0,
  canCheck: true,
  version: 1,
});
const row = (key: number) => ({ key, isChecked: false, level: 'none', cells: [], notes: [] }) as const;

describe('A list of checked rows, as its page has it', () => {
  it('is ordered as the host says until the person orders otherwise, also before a reload', () => {
    const fresh = withView(initialList(undefined), view('all'));
    assert.deepEqual([fresh.settings.order, fresh.settings.isDescending], ['date', true]);
    const mine = { filter: 'all', text: 'x', order: 'tag', isDescending: false };
    assert.deepEqual(withView(initialList(mine), view('all')).settings, mine);
  });

  it('remembers nothing that is no setting', () => {
    for (const memory of [
      null,
      7,
      {},
      { filter: 'all' },
      { filter: 1, text: '', order: '', isDescending: true },
    ])
      assert.equal(initialList(memory).settings.filter, 'all');
  });

  it('leaves a filter that lists nothing any more', () => {
    const model = initialList({ filter: 'failed', text: '', order: 'tag', isDescending: false });
    assert.equal(withView(model, view('all', 'failed')).settings.filter, 'failed');
    assert.equal(withView(model, view('all')).settings.filter, 'all');
  });

  it('asks for the rows that it has to draw and does not have', () => {
    const model = withRows(initialList(undefined), 0, { rowCount: 500, rows: [row(0), row(1)] }, true);
    assert.equal(missingSlice(model, 0, 2), undefined);
    assert.deepEqual(missingSlice(model, 0, 30), { from: 2, count: 100 });
    assert.equal(missingSlice(model, 500, 600), undefined);
    const more = withRows(model, 2, { rowCount: 3, rows: [row(2)] }, false);
    assert.deepEqual([...more.rows.keys()], [0, 1, 2]);
    assert.deepEqual([...withRows(more, 0, { rowCount: 1, rows: [row(7)] }, true).rows.keys()], [0]);
  });
});
