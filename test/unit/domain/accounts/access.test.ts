import assert from 'node:assert/strict';
import { daysUntilExpiry, missingScope } from '../../../../src/domain/accounts/access.ts';

describe('missingScope', () => {
  it('lets read_api browse and pull, and asks for api to delete', () => {
    assert.equal(missingScope('browse', ['read_api']), undefined);
    assert.equal(missingScope('pull', ['read_api']), undefined);
    assert.equal(missingScope('deleteTags', ['read_api']), 'api');
    assert.equal(missingScope('editPolicy', ['read_api', 'read_registry']), 'api');
  });

  it('does not take read_registry for a scope of the API', () => {
    assert.equal(missingScope('browse', ['read_registry']), 'read_api');
    assert.equal(missingScope('pull', ['read_registry']), undefined);
  });

  it('leaves unknown scopes to the server', () =>
    assert.equal(missingScope('deleteTags', undefined), undefined));
});

describe('daysUntilExpiry', () => {
  const noon = Date.parse('2026-11-21T12:00:00Z');
  const cases: readonly (readonly [date: string, days: number])[] = [
    ['2026-11-22', 0],
    ['2026-11-23', 1],
    ['2026-12-05', 13],
    ['2026-11-21', -1],
  ];
  for (const [date, days] of cases)
    it(`of ${date} is ${days}`, () => assert.equal(daysUntilExpiry(date, noon), days));
});
