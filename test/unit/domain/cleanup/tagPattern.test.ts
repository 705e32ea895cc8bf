import assert from 'node:assert/strict';
import {
  compileCleanupPattern,
  compileProtectionPattern,
  type PatternErrorCode,
} from '../../../../src/domain/cleanup/tagPattern.ts';

const matches = (source: string, names: readonly string[]): readonly string[] => {
  const { pattern } = compileCleanupPattern(source);
  assert.ok(pattern, `${source} is valid`);
  return names.filter(pattern.matches);
};

describe('tagPattern', () => {
  // GitLab wraps in \A…\z without a group (cleanup_tags_base_service.rb).
  const wrapped: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['v1|dev', ['v1', 'v1.2', 'dev', 'xdev', 'dev-1', 'a'], ['v1', 'v1.2', 'dev', 'xdev']],
    ['(?:v1|dev)', ['v1', 'v1.2', 'dev', 'xdev'], ['v1', 'dev']],
    ['a|', ['a', 'b', 'zzz'], ['a', 'b', 'zzz']],
    ['', ['a', 'latest'], []],
    ['^v.+$', ['v1', 'xv1'], ['v1']],
    ['master', ['master', 'Master', 'master-1'], ['master']],
    ['(?i)master', ['Master'], ['Master']],
    ['\\Qa', ['a', 'a\\z', 'ab'], ['a\\z']],
  ];
  for (const [source, names, expected] of wrapped)
    it(`matches ${JSON.stringify(source)} as GitLab compiles it`, () => {
      assert.deepEqual(matches(source, names), expected);
    });

  it('shows the pattern as GitLab compiles it', () => {
    assert.equal(compileCleanupPattern('v1|dev').pattern?.compiled, '\\Av1|dev\\z');
    assert.equal(compileProtectionPattern('v1').pattern?.compiled, 'v1');
  });

  it('searches for a protection rule anywhere in the name and says where it matched', () => {
    const { pattern } = compileProtectionPattern('1|stable');
    assert.deepEqual(pattern?.find('my-stable-1'), { start: 3, end: 9 });
    assert.equal(compileProtectionPattern('1').pattern?.find('dev'), undefined);
  });

  // Positions counted by hand; messages are kErrorStrings of re2/regexp.cc.
  const errors: readonly (readonly [string, PatternErrorCode, number, string])[] = [
    ['^(?!main|prod).*', 'lookaround', 1, 'invalid perl operator: (?!'],
    ['[(?!]+(?=v)', 'lookaround', 6, 'invalid perl operator: (?='],
    ['v(?<!a)b', 'lookaround', 1, 'invalid perl operator: (?<!'],
    ['v\\d+\\Z', 'unknownEscape', 4, 'invalid escape sequence: \\Z'],
    ['(a)\\1', 'unknownEscape', 3, 'invalid escape sequence: \\1'],
    ['v(a(b)', 'unclosedGroup', 1, 'missing ): v(a(b)'],
    ['a)(b', 'unopenedGroup', 1, 'unexpected ): a)(b'],
    ['[)]x)', 'unopenedGroup', 4, 'unexpected ): [)]x)'],
    ['v[a-', 'unclosedClass', 1, 'missing ]: [a-'],
    ['[z-a]', 'badClass', 1, 'invalid character class range: z-a'],
    ['[*]x*+', 'repeatedRepeat', 4, 'bad repetition operator: *+'],
    ['[*]|*v', 'nothingToRepeat', 4, 'no argument for repetition operator: *'],
    ['x{2,1}', 'repeatTooLarge', 1, 'invalid repetition size: {2,1}'],
    ['x{1001}', 'repeatTooLarge', 1, 'invalid repetition size: {1001}'],
    ['(?x) v', 'unsupportedGroup', 0, 'invalid perl operator: (?x'],
    ['(?>a)', 'unsupportedGroup', 0, 'invalid perl operator: (?>'],
    ['a\\', 'trailingBackslash', 1, 'trailing \\'],
    ['\\p{Alphabetic}', 'badClass', 0, 'invalid character class range: \\p{Alphabetic}'],
  ];
  for (const [source, code, position, message] of errors)
    it(`rejects ${source} as RE2 does, and says where`, () => {
      const { error } = compileCleanupPattern(source);
      assert.deepEqual([error?.code, error?.position, error?.message], [code, position, message]);
    });

  // Run on both libraries: RE2 takes these, re2js does not (facts on libraries, section 3).
  it('accepts what RE2 accepts and re2js alone would refuse', () => {
    assert.deepEqual(matches('v\\C', ['v1', 'v', 'v11']), ['v1']);
    assert.deepEqual(matches('(?P<a>x)(?P<a>y)', ['xy', 'x']), ['xy']);
    assert.deepEqual(matches('(?P<né>a)', ['a', 'b']), ['a']);
  });

  it('is not slowed down by patterns that make backtracking engines hang', () => {
    const name = `${'a'.repeat(120)}b`;
    assert.deepEqual(matches('(?:a?){60}a{60}', [name]), []);
    assert.deepEqual(matches('(a+)+', [name]), []);
    assert.deepEqual(matches('(?:a|a)*', [name]), []);
  });

  it('takes patterns of 10,000 characters, valid and invalid', () => {
    assert.deepEqual(matches('a|'.repeat(5000), ['b']), ['b']);
    for (const piece of ['(', '[:', '*', '\\'])
      assert.doesNotThrow(() => compileCleanupPattern(piece.repeat(10_000 / piece.length)), piece);
  });
});
