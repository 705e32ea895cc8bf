import assert from 'node:assert/strict';
import type { TesterRow, TestReport } from '../../../../src/protocol/regexTester.ts';
import {
  changed,
  initialModel,
  meetsExpectation,
  missingRows,
  settingsFrom,
} from '../../../../webview/regexTester/model.ts';
import { segmentsOf } from '../../../../webview/shared/segments.ts';

const rows = (...names: readonly string[]): readonly TesterRow[] =>
  names.map((name) => ({ name, outcome: 'goes' }));
const report = (rowCount: number) => ({ rowCount }) as TestReport;

describe('The state of the regex tester', () => {
  it('forgets the rows of the last test, and keeps the active row inside the list', () => {
    const first = changed(initialModel(undefined), {
      kind: 'tested',
      report: report(500),
      from: 0,
      rows: rows('a', 'b'),
    });
    const active = changed(first, { kind: 'activated', row: 400 });
    const next = changed(active, { kind: 'tested', report: report(3), from: 1, rows: rows('c') });
    assert.deepEqual([...next.rows.keys()], [1]);
    assert.equal(next.activeRow, 2);
    assert.equal(changed(next, { kind: 'tested', report: report(0), from: 0, rows: [] }).activeRow, 0);
  });

  it('asks for the drawn rows that are missing, and for nothing when all are there', () => {
    const model = changed(initialModel(undefined), {
      kind: 'tested',
      report: report(1000),
      from: 0,
      rows: rows('a', 'b', 'c'),
    });
    assert.equal(missingRows(model, 0, 3), undefined);
    assert.deepEqual(missingRows(model, 0, 40), { from: 3, count: 100 });
    assert.deepEqual(missingRows(model, 900, 1300), { from: 900, count: 100 });
    assert.equal(missingRows(model, 1000, 1040), undefined);
  });

  it('ends a failure with the next thing that works', () => {
    const failure = { reason: 'offline', title: 'x' } as const;
    const failed = changed(initialModel(undefined), { kind: 'failed', failure });
    assert.deepEqual(failed.failure, failure);
    assert.equal('failure' in changed(failed, { kind: 'set', settings: { text: 'a' } }), false);
  });

  it('starts from what it remembered, and from nothing when that is of another shape', () => {
    const settings = {
      patterns: { deletes: 'a', keeps: '', protections: ['p'] },
      filter: 'goes',
      text: 't',
      pasted: 'x',
    };
    assert.deepEqual(settingsFrom(settings), settings);
    for (const wrong of [
      undefined,
      null,
      'x',
      {},
      { ...settings, filter: 'x' },
      { ...settings, text: 1 },
      { ...settings, patterns: { deletes: 'a', keeps: '', protections: [1] } },
      { ...settings, patterns: null },
    ]) {
      assert.equal(settingsFrom(wrong), undefined);
      assert.equal(initialModel(wrong).settings.filter, 'all');
    }
  });
});

describe('A row of the regex tester', () => {
  it('is cut into what matched and what did not', () => {
    assert.deepEqual(segmentsOf('my-main', { start: 3, end: 7 }), [
      { text: 'my-', isMarked: false },
      { text: 'main', isMarked: true },
    ]);
    assert.deepEqual(segmentsOf('abc', undefined), [{ text: 'abc', isMarked: false }]);
    assert.deepEqual(segmentsOf('abc', { start: 1, end: 1 }), [
      { text: 'a', isMarked: false },
      { text: 'bc', isMarked: false },
    ]);
  });

  it('does as expected, or not, or nobody can tell', () => {
    const met = (outcome: TesterRow['outcome'], expectation?: 'go' | 'stay') =>
      meetsExpectation({ name: 'x', outcome, ...(expectation && { expectation }) });
    assert.equal(met('goes', 'go'), true);
    assert.equal(met('goes', 'stay'), false);
    assert.equal(met('protected', 'stay'), true);
    assert.equal(met('notMatched', 'go'), false);
    assert.equal(met('undecided', 'go'), undefined);
    assert.equal(met('goes'), undefined);
  });
});
