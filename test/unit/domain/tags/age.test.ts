import assert from 'node:assert/strict';
import { isBulkAge } from '../../../../src/domain/deletion/bulkRule.ts';
import { gitlabAge, latestOf, readAge } from '../../../../src/domain/tags/age.ts';

describe('an age as a person writes it', () => {
  const now = Date.parse('2026-11-30T12:00:00Z');
  const cases = [
    ['90d', '90d'],
    ['90', '90d'],
    ['90 days', '90d'],
    ['1 day', '1d'],
    ['2 weeks', '14d'],
    ['12h', '12h'],
    ['12 Hours', '12h'],
    ['3 months', '3month'],
    ['1month', '1month'],
    ['1 year', '12month'],
    ['2026-11-29', '36h'],
    ['1999-12-31', '235956h'],
    ['5m', undefined],
    ['0d', undefined],
    ['2026-12-24', undefined],
    ['2026-13-01', undefined],
    ['soon', undefined],
    ['', undefined],
  ] as const;
  for (const [text, age] of cases)
    it(`is ${age ?? 'none'} in “${text}”`, () => {
      const found = readAge(text, now);
      assert.equal(found && gitlabAge(found), age);
      if (age !== undefined) assert.ok(isBulkAge(age));
    });

  it('reaches back from now, by months of 30 days', () => {
    const months = readAge('3 months', now);
    assert.ok(months);
    assert.equal(latestOf(months, now), now - 90 * 86_400_000);
    const date = readAge('2026-11-29', now);
    assert.ok(date);
    assert.equal(latestOf(date, now), Date.parse('2026-11-29T00:00:00Z'));
  });

  it('is older than a date only before its first moment, whatever the hour is now', () => {
    const later = Date.parse('2026-11-30T12:20:00Z');
    const date = readAge('2026-11-29', later);
    assert.ok(date);
    assert.equal(
      gitlabAge(date),
      '37h',
      'GitLab counts whole hours: one more keeps what is of the day itself',
    );
    assert.equal(latestOf(date, later), Date.parse('2026-11-29T00:00:00Z'));
  });
});
