import assert from 'node:assert/strict';
import {
  daysUntilExpiry,
  hasOnlyReadApi,
  isOpaque,
  missingScope,
} from '../../../../src/domain/accounts/access.ts';
import { fieldCase } from '../../../fakes/fieldCase.ts';

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

// GitLab docs, "Fine-grained permissions for personal access tokens"; field case 02.
describe('Scopes that say nothing', () => {
  const { input } = fieldCase('02-granular-token') as {
    readonly input: { readonly scopes: readonly string[] };
  };
  for (const scopes of [input.scopes, ['read_api', 'read_container_widgets']])
    it(`are not held against the person: ${JSON.stringify(scopes)}`, () => {
      assert.ok(isOpaque(scopes));
      for (const capability of ['browse', 'deleteTags', 'restoreTags', 'createDeployTokens'] as const)
        assert.equal(missingScope(capability, scopes), undefined);
    });

  it('are none of the classic ones', () =>
    assert.ok(!isOpaque(['api', 'read_user', 'write_virtual_registry', 'k8s_proxy', 'self_rotate'])));

  it('leave a token that only reads the API known as one', () => {
    assert.ok(hasOnlyReadApi(['read_api', 'read_repository']));
    assert.ok(!hasOnlyReadApi(['read_api', 'read_registry']));
    assert.ok(!hasOnlyReadApi(undefined));
  });
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
