import assert from 'node:assert/strict';
import type {
  CleanupReport,
  CleanupRow,
  CleanupWorkbenchView,
  PolicyDraft,
  SaveResult,
} from '../../../../src/protocol/cleanup.ts';
import {
  changed,
  initialModel,
  isSaved,
  missingRows,
  queryOf,
  type CleanupModel,
} from '../../../../webview/cleanup/model.ts';

const saved: PolicyDraft = {
  enabled: true,
  cadence: '1d',
  keepN: '10',
  olderThan: '',
  nameRegex: '.*',
  nameRegexKeep: '',
};
const viewWith = (change: Partial<CleanupWorkbenchView> = {}): CleanupWorkbenchView =>
  ({
    draft: saved,
    saved,
    draftVersion: '1',
    repositories: [],
    ...change,
  }) as unknown as CleanupWorkbenchView;
const opened = (): CleanupModel => changed(initialModel(undefined), { kind: 'viewed', view: viewWith() });
const mine = { ...saved, nameRegex: 'mine' };

describe('The state of the cleanup workbench', () => {
  it('keeps the page’s own draft when the host tells of progress, and takes the host’s when that changed it', () => {
    const drafted = changed(opened(), { kind: 'drafted', draft: mine });
    assert.equal(changed(drafted, { kind: 'viewed', view: viewWith() }).draft?.nameRegex, 'mine');
    const discarded = changed(drafted, { kind: 'viewed', view: viewWith({ draftVersion: '2' }) });
    assert.equal(discarded.draft?.nameRegex, '.*');
    assert.deepEqual([isSaved(drafted), isSaved(discarded)], [false, true]);
  });

  it('forgets a review as soon as the draft changes', () => {
    const reviewed = changed(opened(), {
      kind: 'reviewed',
      review: { fields: [], unchanged: '', effect: [] },
    });
    assert.equal(changed(reviewed, { kind: 'drafted', draft: mine }).review, undefined);
  });

  it('keeps the draft through a failure and a refusal', () => {
    const saving = changed(changed(opened(), { kind: 'drafted', draft: mine }), { kind: 'saving' });
    const failed = changed(saving, { kind: 'failed', failure: { reason: 'offline', title: 'No' } });
    assert.deepEqual([failed.draft, failed.isSaving, failed.failure?.title], [mine, false, 'No']);
    const result: SaveResult = {
      outcome: 'refused',
      message: 'No',
      fields: { nameRegex: 'bad' },
      view: viewWith({ draft: mine }),
    };
    const refused = changed(saving, { kind: 'ended', result, at: 1 });
    assert.deepEqual(
      [refused.draft, refused.isSaving, refused.result?.fields],
      [mine, false, { nameRegex: 'bad' }],
    );
  });

  it('asks for the date of the slider only where the list is of what is gone by it', () => {
    const runs = [
      { at: 100, label: '', short: '', deletions: 1, total: 1 },
      { at: 200, label: '', short: '', deletions: 1, total: 2 },
    ];
    const foretold = changed(opened(), { kind: 'foretold', forecast: { runs } });
    const moved = changed(foretold, { kind: 'listSet', list: { run: 2, filter: 'gone' } });
    const slice = { from: 0, count: 1 };
    assert.equal(queryOf(moved, slice).by, 200);
    assert.equal(queryOf(changed(moved, { kind: 'listSet', list: { run: 0 } }), slice).by, 0);
    assert.equal('by' in queryOf(foretold, slice), false);
    // A later forecast may have fewer runs.
    assert.equal(changed(moved, { kind: 'foretold', forecast: { runs: [] } }).list.run, 0);
  });

  it('asks for drawn rows that are missing', () => {
    const rows = [{ name: 'a' }, { name: 'b' }] as CleanupRow[];
    const found = { rowCount: 500, groups: [], goingCount: 0, rows };
    const listed = changed(opened(), { kind: 'simulated', report: {} as CleanupReport, from: 0, found });
    assert.equal(missingRows(listed, 0, 2), undefined);
    assert.deepEqual(missingRows(listed, 0, 30), { from: 2, count: 100 });
    const more = changed(listed, { kind: 'listed', from: 2, found, isNew: false });
    assert.deepEqual(missingRows(more, 0, 30), { from: 4, count: 100 });
  });

  it('says nothing of an old forecast for another draft', () => {
    const foretold = changed(opened(), { kind: 'foretold', forecast: { runs: [] } });
    assert.equal(foretold.isForecastOld, false);
    const other = changed(foretold, { kind: 'drafted', draft: mine });
    assert.equal(other.isForecastOld, true);
    assert.equal(changed(other, { kind: 'foretold', forecast: { runs: [] } }).isForecastOld, false);
  });

  it('chooses tags that go, and forgets the choice with another draft', () => {
    const rows = [
      { repository: 'g/a', name: 'old', verdict: 'deleted' },
      { repository: 'g/a', name: 'new', verdict: 'keptNewest' },
    ] as CleanupRow[];
    const found = { rowCount: 2, groups: [], goingCount: 1, rows };
    const listed = changed(opened(), { kind: 'listed', from: 0, found, isNew: true });
    const chosen = [0, 1, 7].reduce((model, row) => changed(model, { kind: 'toggled', row }), listed);
    assert.deepEqual([...chosen.chosen], ['g/a:old']);
    assert.equal(changed(chosen, { kind: 'toggled', row: 0 }).chosen.size, 0);
    assert.equal(changed(chosen, { kind: 'drafted', draft: mine }).chosen.size, 0);
    assert.equal(changed(chosen, { kind: 'listSet', list: { text: 'x' } }).chosen.size, 1);
  });

  it('remembers how the list was set, and nothing that is not of its shape', () => {
    const list = { filter: 'goes', text: 'x', order: 'date', isDescending: true, run: 3 };
    assert.deepEqual(initialModel({ list }).list, { ...list, run: 0 });
    // A run of an earlier load is not known any more.
    assert.equal(initialModel({ list: { ...list, filter: 'gone' } }).list.filter, 'all');
    for (const memory of [undefined, 'x', {}, { list: null }, { list: { ...list, filter: 'other' } }])
      assert.equal(initialModel(memory).list.filter, 'all');
  });
});
