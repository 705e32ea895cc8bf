import assert from 'node:assert/strict';
import { matchesGlob } from '../../../../src/domain/access/glob.ts';

// Source: GitLab `Gitlab::SQL::Glob.to_like`: `*` is `%`, and what is special to LIKE is escaped; ILIKE ignores case.
const cases: readonly (readonly [pattern: string, path: string, expected: boolean])[] = [
  ['acme/shop/web', 'acme/shop/web', true],
  ['acme/shop/web', 'acme/shop/web2', false],
  ['acme/shop/web', 'acme/shop', false],
  ['acme/shop/w*', 'acme/shop/web', true],
  ['acme/shop/w*', 'acme/shop/web/deep', true],
  ['acme/shop*', 'acme/shop', true],
  ['acme/shop/*', 'acme/shop', false],
  ['acme/shop/*-prod', 'acme/shop/web-prod', true],
  ['acme/shop/*-prod', 'acme/shop/-prod', true],
  ['acme/shop/*-prod', 'acme/shop/web-prod-2', false],
  ['acme/*/a*b', 'acme/x/ab', true],
  ['acme/*/a*b', 'acme/x/a', false],
  ['acme/shop/ab*ba', 'acme/shop/aba', false],
  ['Acme/Shop/Web', 'acme/shop/web', true],
  ['acme/shop/w_b', 'acme/shop/web', false],
  ['acme/shop/w.b', 'acme/shop/web', false],
  ['acme/shop/w%', 'acme/shop/web', false],
  ['acme/shop/a**b', 'acme/shop/ab', true],
  ['', 'acme/shop', false],
];

describe('matchesGlob', () => {
  for (const [pattern, path, expected] of cases)
    it(`says that “${pattern}” ${expected ? 'matches' : 'doesn’t match'} “${path}”`, () =>
      assert.equal(matchesGlob(pattern, path), expected));
});
