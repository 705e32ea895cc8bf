import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describePattern } from '../../../../src/domain/cleanup/describePattern.ts';
import { lintPolicy, lintProtection } from '../../../../src/domain/cleanup/lint.ts';
import { patternTokens } from '../../../../src/domain/cleanup/patternTokens.ts';
import { criteria } from '../../../fakes/cleanupCases.ts';

const pieces = [
  'a',
  '|',
  '(',
  '(?:',
  '(?!',
  ')',
  '[',
  ']',
  '[^]',
  '[:alpha:]',
  '\\',
  'Q',
  '\\E',
  '\\pL',
  '{2,3}',
  '*',
  '+?',
  '.',
  '^',
  '$',
  '1',
  'é',
  '😀',
  '-',
];
const anyPattern = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((list) => list.join(''));

describe('patternTokens', () => {
  const kinds: readonly (readonly [string, string])[] = [
    ['a\\.b', 'literal literal literal'],
    ['[]a|)]|\\d', 'class alternate class'],
    ['[[:alpha:]\\]]+?', 'class repeat'],
    ['\\Qa|(\\E|b', 'quoted alternate literal'],
    ['(?P<n>a)(?i)(?<!b)', 'open literal close flags open literal close'],
    ['\\A^.$\\z\\b', 'assertion assertion any assertion assertion assertion'],
    ['x{2,}{a}', 'literal repeat literal literal literal'],
    ['\\Z\\1', 'unknown unknown'],
    ['\\x{41}\\x41\\pL\\p{Greek}', 'literal literal class class'],
  ];
  for (const [source, expected] of kinds)
    it(`reads ${source}`, () => {
      assert.equal(
        patternTokens(source)
          .map(({ kind }) => kind)
          .join(' '),
        expected,
      );
    });

  it('loses nothing of any text, and knows where each piece is', () => {
    fc.assert(
      fc.property(anyPattern, (source) => {
        const tokens = patternTokens(source);
        assert.equal(tokens.map(({ text }) => text).join(''), source);
        for (const { start, text } of tokens) assert.ok(source.startsWith(text, start) && text !== '');
      }),
      { numRuns: 500 },
    );
  });

  it('lets any text be linted and taken apart, and what a fix writes is valid', () => {
    fc.assert(
      fc.property(anyPattern, (source) => {
        lintProtection(source, ['a']);
        describePattern(source);
        for (const { fixes, code } of lintPolicy(criteria({ nameRegex: source, nameRegexKeep: source }), [
          'a',
          '1',
        ]))
          for (const fix of fixes) {
            const fixed = lintPolicy(
              criteria({ nameRegex: fix.delete ?? '.*', nameRegexKeep: fix.keep ?? '' }),
            );
            assert.ok(
              !fixed.some((each) => each.code === 'invalid'),
              `${source}: ${code} → ${JSON.stringify(fix)}`,
            );
          }
      }),
      { numRuns: 500 },
    );
  });

  it('stays quick with 10,000 characters of anything', () => {
    for (const piece of pieces) patternTokens(piece.repeat(10_000 / piece.length));
    for (const piece of ['|', '(?!', '[[:', '\\Q'])
      lintPolicy(criteria({ nameRegex: piece.repeat(10_000 / piece.length) }), ['a', 'b']);
  });
});
