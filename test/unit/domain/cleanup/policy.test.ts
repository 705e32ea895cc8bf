import assert from 'node:assert/strict';
import {
  cadenceValues,
  durationSeconds,
  fromGraphql,
  keepNValues,
  olderThanValues,
  toGraphql,
} from '../../../../src/domain/cleanup/policy.ts';

describe('policy', () => {
  // chronic_duration: m is minutes, a month 30 days, a year 31,557,600 s.
  const durations: readonly (readonly [string, number | undefined])[] = [
    ['90d', 7_776_000],
    ['1095d', 94_608_000],
    ['1month', 2_592_000],
    ['3month', 7_776_000],
    ['1d12h', 129_600],
    ['1 week', 604_800],
    ['5m', 300],
    ['2y', 63_115_200],
    ['30', 30],
    ['1.5h', 5400],
    ['', undefined],
    ['ages', undefined],
    ['7dx', undefined],
    ['d7', undefined],
    ['TWO_DAYS', undefined],
  ];
  for (const [text, seconds] of durations)
    it(`reads the duration ${JSON.stringify(text)}`, () => assert.equal(durationSeconds(text), seconds));

  // The enums of GitLab's own schema (ContainerExpirationPolicy…Enum).
  it('translates between REST and GraphQL, and keeps what it does not know', () => {
    assert.equal(fromGraphql(keepNValues, 'TWENTY_FIVE_TAGS'), 25);
    assert.equal(toGraphql(keepNValues, 100), 'ONE_HUNDRED_TAGS');
    assert.equal(fromGraphql(cadenceValues, 'EVERY_THREE_MONTHS'), '3month');
    assert.equal(toGraphql(olderThanValues, '1095d'), 'ONE_THOUSAND_NINETY_FIVE_DAYS');
    assert.equal(fromGraphql(olderThanValues, 'TWO_DAYS'), 'TWO_DAYS');
    assert.equal(toGraphql(olderThanValues, 'TWO_DAYS'), 'TWO_DAYS');
    assert.equal(toGraphql(olderThanValues, '2d'), undefined);
  });
});
