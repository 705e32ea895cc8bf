import assert from 'node:assert/strict';
import type { Finding, FindingCode } from '../../../../src/domain/cleanup/finding.ts';
import { lintPolicy, lintProtection } from '../../../../src/domain/cleanup/lint.ts';
import { compileCleanupPattern } from '../../../../src/domain/cleanup/tagPattern.ts';
import { criteria } from '../../../fakes/cleanupCases.ts';

const names = ['v1', 'v1.2', 'v2-dev', 'xdev', 'main', 'main-1', 'prod-3', 'release-24', 'latest', '1x2'];
const quiet = { keepN: 1 };

const lint = (nameRegex: string, nameRegexKeep?: string, tags: readonly string[] = []): readonly Finding[] =>
  lintPolicy(criteria({ ...quiet, nameRegex, nameRegexKeep }), tags);
const codes = (findings: readonly Finding[]): readonly FindingCode[] => findings.map(({ code }) => code);

/** What a delete and a keep pattern leave to be deleted, as GitLab compiles them. */
function deletedBy(deletes: string, keeps = ''): readonly string[] {
  const [del, keep] = [compileCleanupPattern(deletes), compileCleanupPattern(keeps)];
  assert.ok(del.pattern && keep.pattern, `${deletes} ${keeps}`);
  return names.filter((name) => del.pattern.matches(name) && !keep.pattern.matches(name));
}

describe('lint', () => {
  it('says how many tags an ungrouped alternation catches, and offers what was meant and what it means', () => {
    const [found] = lint('v1|dev', undefined, names);
    assert.equal(found?.code, 'ungroupedAlternation');
    assert.deepEqual([found.position, found.length], [2, 1]);
    assert.deepEqual(found.affected, { count: 3, examples: ['v1.2', 'v2-dev', 'xdev'] });
    assert.deepEqual(found.fixes, [
      { code: 'group', delete: '(?:v1|dev)' },
      { code: 'spellOut', delete: '(?:v1.*|.*dev)' },
    ]);
    assert.deepEqual(deletedBy('(?:v1.*|.*dev)'), deletedBy('v1|dev'));
  });

  it('puts the fix of a keep pattern into the keep pattern', () => {
    assert.deepEqual(lint('.*', 'a|b')[0]?.fixes[0], { code: 'group', keep: '(?:a|b)' });
  });

  it('says nothing of alternatives that a group would not change', () => {
    for (const source of ['^v1$|^dev$', 'v1.*|.*dev', '(?:v1|dev)', 'a.*|.*b.*|.*c'])
      assert.deepEqual(codes(lint(source)), [], source);
  });

  it('spells out three alternatives without changing what they match', () => {
    const [found] = lint('v1|main|dev');
    assert.equal(found?.fixes[1]?.delete, '(?:v1.*|.*main.*|.*dev)');
    assert.deepEqual(deletedBy('(?:v1.*|.*main.*|.*dev)'), deletedBy('v1|main|dev'));
  });

  it('finds an empty alternative, which matches every tag', () => {
    for (const [source, fixed] of [
      ['v1|', 'v1'],
      ['|v1', 'v1'],
      ['a||b', '(?:a|b)'],
    ] as const) {
      assert.deepEqual(deletedBy(source), names);
      const [found] = lint(source);
      assert.deepEqual(
        [found?.code, found?.severity, found?.fixes[0]?.delete],
        ['emptyAlternative', 'error', fixed],
      );
    }
  });

  // Rewrites: the deleted names, worked out by hand from the PCRE meaning of the original.
  const rewrites: readonly (readonly [string, string, string, string, readonly string[]])[] = [
    [
      '^(?!main|prod).*',
      '',
      '.*',
      '(?:main|prod).*',
      ['v1', 'v1.2', 'v2-dev', 'xdev', 'release-24', 'latest', '1x2'],
    ],
    [
      '^(?!main$|prod).*$',
      '',
      '.*',
      '(?:main$|prod).*',
      ['v1', 'v1.2', 'v2-dev', 'xdev', 'main-1', 'release-24', 'latest', '1x2'],
    ],
    ['(?!main$)m.*', '', 'm.*', '(?:main)', ['main-1']],
    [
      '^(?!v)(?!main).+',
      'x.*',
      '.+',
      '(?:x.*|(?:(?:v).*|(?:main).*))',
      ['prod-3', 'release-24', 'latest', '1x2'],
    ],
    [
      '^(?!.*dev).*',
      '',
      '.*',
      '(?:.*dev).*',
      ['v1', 'v1.2', 'main', 'main-1', 'prod-3', 'release-24', 'latest', '1x2'],
    ],
    ['v.*(?<!-dev)$', '', 'v.*', '.*(?:-dev)', ['v1', 'v1.2']],
    ['^(?=v).*$', '', '(?:v).*', '', ['v1', 'v1.2', 'v2-dev']],
    ['v1\\Z', '', 'v1', '', ['v1']],
    ['(?>v.*)', '', '(?:v.*)', '', ['v1', 'v1.2', 'v2-dev']],
    ['v.*+', '', 'v.*', '', ['v1', 'v1.2', 'v2-dev']],
    ['*dev', '', '.*dev', '', ['v2-dev', 'xdev']],
    ['(v1', '', '(v1)', '', ['v1']],
    [
      '^(?!dev).*',
      'v1|prod',
      '.*',
      '(?:(?:v1.*|.*prod)|(?:dev).*)',
      ['v2-dev', 'xdev', 'main', 'main-1', 'prod-3', 'release-24', 'latest', '1x2'],
    ],
  ];
  for (const [source, keep, newDelete, newKeep, expected] of rewrites)
    it(`rewrites ${source}${keep && ` beside keep ${keep}`} without what RE2 lacks`, () => {
      const found = lint(source, keep).find(({ code }) => code === 'invalid');
      assert.deepEqual(found?.fixes, [{ code: 'rewrite', delete: newDelete, keep: newKeep }]);
      assert.deepEqual(deletedBy(newDelete, newKeep), expected);
      if (!/\(\?<?[=!]/.test(source)) return;
      // JavaScript's engine has lookaround and so knows what the original meant.
      const meant = new RegExp(`^(?:${source})$`);
      const kept = compileCleanupPattern(keep).pattern;
      assert.deepEqual(
        expected,
        names.filter((name) => meant.test(name) && kept?.matches(name) !== true),
      );
    });

  it('turns a keep pattern that keeps all but some into a delete pattern of those', () => {
    const found = lint('.*', '^(?!v).*').find(({ code }) => code === 'invalid');
    assert.deepEqual(found?.fixes, [{ code: 'rewrite', delete: '(?:v).*', keep: '' }]);
  });

  it('offers no rewrite where it knows none, and gives the position and the words of RE2', () => {
    for (const source of ['(a)\\1', 'a(?=b)c', '^(?!a).*|b', '(?x) v', 'x{1001}', '^(?!v).*(?=b)']) {
      const [found] = lint(source);
      assert.deepEqual([found?.code, found?.severity, found?.fixes], ['invalid', 'error', []], source);
    }
    const [found] = lint('(a)\\1');
    assert.deepEqual([found?.position, found?.error?.message], [3, 'invalid escape sequence: \\1']);
  });

  const single: readonly (readonly [string, FindingCode, number, string | undefined])[] = [
    ['^v.+$', 'redundantAnchors', 0, 'v.+'],
    ['v.+\\z', 'redundantAnchors', 3, 'v.+'],
    ['\\Qv1', 'openQuote', 0, '\\Qv1\\E'],
    ['/v.+/i', 'delimiters', 0, 'v.+'],
    [' v.+', 'surroundingSpace', 0, 'v.+'],
    ['v.+ ', 'surroundingSpace', 3, 'v.+'],
    ['feature/.+', 'impossibleCharacter', 7, undefined],
    ['v1.2.3', 'unescapedDot', 2, 'v1\\.2\\.3'],
    ['release-*', 'wildcard', 8, 'release-.*'],
    ['', 'empty', 0, undefined],
  ];
  for (const [source, code, position, fix] of single)
    it(`finds ${code} in ${JSON.stringify(source)}`, () => {
      const [found, ...others] = lint(source);
      assert.deepEqual([found?.code, found?.position, found?.fixes[0]?.delete], [code, position, fix]);
      assert.deepEqual(codes(others), []);
    });

  it('counts characters as GitLab does: 255 in a policy, 100 in a protection rule', () => {
    assert.deepEqual(codes(lint('v'.repeat(255))), []);
    assert.deepEqual([lint('v'.repeat(256))[0]?.code, lint('v'.repeat(256))[0]?.limit], ['tooLong', 255]);
    assert.equal(lintProtection('v'.repeat(101))[0]?.limit, 100);
  });

  it('says what matches nothing and what matches everything here', () => {
    assert.deepEqual(codes(lint('zzz', undefined, names)), ['matchesNothingHere']);
    assert.deepEqual(codes(lint('.*', undefined, names)), ['matchesEverythingHere']);
    const [keep] = lint('v.*', 'zzz', names);
    assert.deepEqual([keep?.code, keep?.field], ['matchesNothingHere', 'nameRegexKeep']);
  });

  it('finds a keep pattern that disables the policy, with names or without', () => {
    assert.deepEqual(codes(lint('v.*', '.*')), ['keepDisablesPolicy']);
    assert.deepEqual(codes(lint('v.*', '^.+$')).includes('keepDisablesPolicy'), true);
    assert.deepEqual(codes(lint('v1.*', 'v.*', names)), ['keepDisablesPolicy']);
    assert.deepEqual(codes(lint('v.*', 'v1', names)), []);
  });

  it('finds combinations that delete nothing, or everything', () => {
    const policy = criteria({ nameRegex: 'v.*', keepN: 5 });
    assert.deepEqual(codes(lintPolicy(policy, names)), ['keepNCoversAll']);
    assert.deepEqual(codes(lintPolicy(criteria())), ['deletesEverything']);
    assert.deepEqual(codes(lintPolicy(criteria({ olderThan: '90d' }))), []);
  });

  it('reports values that nobody here knows, and proposes no change to them', () => {
    const findings = lintPolicy(criteria({ olderThan: 'ages', keepN: 'TWO_HUNDRED_TAGS' }));
    assert.deepEqual(
      findings.map(({ code, field, fixes }) => [code, field, fixes]),
      [
        ['unknownValue', 'keepN', []],
        ['unknownValue', 'olderThan', []],
      ],
    );
  });

  it('judges a protection rule without the anchors of a policy', () => {
    assert.deepEqual(codes(lintProtection('v1|stable')), []);
    assert.deepEqual(codes(lintProtection('')), ['protectsEverything']);
    assert.deepEqual(codes(lintProtection('zzz', names)), ['matchesNothingHere']);
    assert.deepEqual(codes(lintProtection('(?!a)')), ['invalid']);
    assert.deepEqual(lintProtection('v*').at(-1)?.fixes, [{ code: 'rewrite', protection: 'v.*' }]);
  });
});
