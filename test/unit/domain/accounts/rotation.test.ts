import assert from 'node:assert/strict';
import { successorEnds, type TokenFacts } from '../../../../src/domain/accounts/rotation.ts';

const now = Date.parse('2026-09-01T18:00:00Z');
const offered = (facts: TokenFacts) =>
  successorEnds(facts, now).map(({ end, date, days }) => `${end} ${date ?? '-'} ${days}`);
const always = ['inDays 2026-10-01 30', 'inDays 2026-11-30 90', 'inDays 2027-09-01 365'];

describe('the end of a token’s successor', () => {
  it('is as far off as the token’s own was, or the same day', () =>
    assert.deepEqual(offered({ createdAt: '2026-04-01T09:00:00.000Z', expiresAt: '2026-09-28' }), [
      'sameLifetime 2027-02-28 180',
      'sameDate 2026-09-28 27',
      ...always,
    ]));

  it('is not the same day when that is over with today', () =>
    assert.deepEqual(offered({ createdAt: '2026-08-01T09:00:00Z', expiresAt: '2026-09-01' }), [
      'sameLifetime 2026-10-02 31',
      ...always,
    ]));

  it('can be none where the token has none', () => assert.deepEqual(offered({}), ['noEnd - 0', ...always]));

  it('needs both dates to be as far off as before', () =>
    assert.deepEqual(offered({ expiresAt: '2026-09-28' }), ['sameDate 2026-09-28 27', ...always]));
});
