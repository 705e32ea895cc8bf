import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compileTagFilter, parseTagFilter, tagFilterText } from '../../../../src/domain/tags/tagFilter.ts';

const names = ['1.0.0', '1.0.0-rc1', 'latest', 'main-0beef', 'mr-1', 'mr-12', 'RC'];
const shown = (typed: string): readonly string[] => {
  const filter = parseTagFilter(typed);
  assert.ok(filter !== undefined);
  const { matches, error } = compileTagFilter(filter);
  assert.ok(error === undefined, error?.message);
  return names.filter(matches);
};

describe('the filter of tags', () => {
  const table: readonly (readonly [string, readonly string[]])[] = [
    ['rc', ['1.0.0-rc1']],
    ['mr-', ['mr-1', 'mr-12']],
    ['mr-?', ['mr-1']],
    ['mr-*', ['mr-1', 'mr-12']],
    ['*-*e*', ['main-0beef']],
    ['**', names],
    ['/^mr-\\d+$/', ['mr-1', 'mr-12']],
    ['/(?i)rc/', ['1.0.0-rc1', 'RC']],
    ['/1|latest/', ['1.0.0', '1.0.0-rc1', 'latest', 'mr-1', 'mr-12']],
  ];
  for (const [typed, expected] of table)
    it(`“${typed}” shows ${expected.join(', ')}`, () => assert.deepEqual(shown(typed), expected));

  it('is none when nothing was typed', () => assert.equal(parseTagFilter('  '), undefined));

  it('can be read back as it was typed', () => {
    for (const typed of ['rc', 'mr-*', '/^a|b$/']) {
      const filter = parseTagFilter(typed);
      assert.equal(filter && tagFilterText(filter), typed);
    }
  });

  it('says what is wrong with a regular expression, and where', () => {
    const { error } = compileTagFilter({ kind: 'regex', pattern: 'a(?!b)' });
    assert.deepEqual([error?.code, error?.position], ['lookaround', 1]);
  });

  const hostile: readonly (readonly [string, string])[] = [
    ['/^(a+)+$/', `${'a'.repeat(127)}!`],
    ['/(a|a)*b/', 'a'.repeat(128)],
    [`${'*a'.repeat(60)}b`, 'a'.repeat(128)],
  ];
  for (const [typed, name] of hostile)
    it(`does not hang on ${typed.slice(0, 12)}`, () => {
      const filter = parseTagFilter(typed);
      assert.ok(filter !== undefined);
      const { matches } = compileTagFilter(filter);
      for (let at = 0; at < 200; at += 1) assert.equal(matches?.(name), false);
    });

  it('matches globs as the same pattern in RE2 does', () => {
    const glob = fc.stringMatching(/^[ab*?]{1,8}$/);
    const name = fc.stringMatching(/^[ab]{0,10}$/);
    fc.assert(
      fc.property(glob, name, (pattern, text) => {
        const regex = `^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`;
        const [ours, theirs] = [
          compileTagFilter({ kind: 'glob', pattern }).matches?.(text),
          compileTagFilter({ kind: 'regex', pattern: regex }).matches?.(text),
        ];
        assert.equal(ours, theirs);
      }),
    );
  });
});
