import assert from 'node:assert/strict';
import { dayIn, daysBetween, expiryProblem } from '../../../../src/domain/accounts/expiryDate.ts';

const evening = Date.parse('2026-11-21T23:59:00Z');

describe('a date of expiry', () => {
  // A token is dead from the beginning of its day, UTC (GitLab docs, "Personal access tokens").
  const cases: readonly (readonly [text: string, problem: ReturnType<typeof expiryProblem>])[] = [
    ['2026-11-22', undefined],
    ['2028-02-29', undefined],
    ['2026-11-21', 'notFuture'],
    ['2020-01-01', 'notFuture'],
    ['2027-02-29', 'noDate'],
    ['2027-02-30', 'noDate'],
    ['2027-13-01', 'noDate'],
    ['2027-1-1', 'noDate'],
    ['01.02.2027', 'noDate'],
    ['2027-01-01T00:00', 'noDate'],
    ['', 'noDate'],
  ];
  for (const [text, problem] of cases)
    it(`“${text}” is ${problem ?? 'taken'}`, () => assert.equal(expiryProblem(text, evening), problem));

  it('is counted from today, UTC', () => {
    assert.equal(dayIn(30, evening), '2026-12-21');
    assert.equal(dayIn(365, evening), '2027-11-21');
  });

  it('tells how long a token lived, whole days', () => {
    assert.equal(daysBetween('2026-01-01T15:00:00.000Z', '2026-03-02'), 60);
    assert.equal(daysBetween('soon', '2026-03-02'), undefined);
  });
});
