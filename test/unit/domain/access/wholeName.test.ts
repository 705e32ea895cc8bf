import assert from 'node:assert/strict';
import { compileProtectionPattern } from '../../../../src/domain/cleanup/tagPattern.ts';
import { wholeNamePattern } from '../../../../src/domain/access/wholeName.ts';

const cases: readonly (readonly [source: string, whole: string | undefined])[] = [
  ['latest', '^latest$'],
  ['^v\\d+', '^v\\d+$'],
  ['prod$', '^prod$'],
  ['v1|v2', '^(?:v1|v2)$'],
  ['^v1|v2$', '^(?:^v1|v2$)$'],
  ['(?i)prod', '^(?i)prod$'],
  ['\\Qa.b', '^\\Qa.b\\E$'],
  ['^v\\d+$', undefined],
  ['\\Av\\d+\\z', undefined],
  ['^a$|^b$', undefined],
  ['.*prod.*', undefined],
  ['', undefined],
  ['(', undefined],
];

describe('wholeNamePattern', () => {
  for (const [source, whole] of cases)
    it(`makes ${whole ?? 'nothing'} of ${source}`, () => assert.equal(wholeNamePattern(source), whole));

  it('matches the name as a whole and nothing longer', () => {
    for (const [source, whole] of cases) {
      if (whole === undefined) continue;
      const { pattern } = compileProtectionPattern(whole);
      assert.ok(pattern, source);
      for (const name of ['latest', 'v1', 'v2', 'prod', 'PROD', 'a.b'])
        if (pattern.matches(name))
          assert.ok(!pattern.matches(`x${name}`) && !pattern.matches(`${name}-x`), name);
    }
    assert.ok(compileProtectionPattern('^(?:v1|v2)$').pattern?.matches('v2'));
  });
});
