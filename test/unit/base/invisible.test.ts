import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hasInvisible, withoutInvisible, withoutInvisibleInLines } from '../../../src/base/invisible.ts';

/** One of each kind that a report, UTS #39 or "Trojan Source" names. */
const hidden: Readonly<Record<string, string>> = {
  'null character': '\u0000',
  'line break': '\n',
  'escape that begins a terminal’s sequence': '\u001b',
  'C1 control': '\u009b',
  'soft hyphen': '\u00ad',
  'combining grapheme joiner': '\u034f',
  'Arabic letter mark': '\u061c',
  'Hangul choseong filler': '\u115f',
  'Khmer vowel inherent AQ': '\u17b4',
  'Mongolian vowel separator': '\u180e',
  'zero width space': '\u200b',
  'right-to-left override': '\u202e',
  'line separator': '\u2028',
  'word joiner': '\u2060',
  'first strong isolate': '\u2068',
  'Braille blank': '\u2800',
  'Hangul filler': '\u3164',
  'variation selector 16': '\ufe0f',
  'byte order mark': '\ufeff',
  'halfwidth Hangul filler': '\uffa0',
  'interlinear annotation anchor': '\ufff9',
  noncharacter: '\uffff',
  'lone high surrogate': '\ud83d',
  'lone low surrogate': '\udc00',
  'private use': '\ue000',
  'tag letter': '\u{e0061}',
  'variation selector 256': '\u{e01ef}',
  'musical begin beam': '\u{1d173}',
};

describe('characters that show nothing', () => {
  for (const [name, character] of Object.entries(hidden))
    it(`are found: ${name}`, () => {
      assert.equal(hasInvisible(`a${character}b`), true);
      assert.equal(withoutInvisible(`a${character}b`, '*'), 'a*b');
    });

  it('are none of the letters, digits, accents, symbols and spaces that people write', () => {
    for (const text of ['Grüße, 世界 — ñ 👋', 'e\u0301', 'שלום', 'a\u00a0b', '-._/:@'])
      assert.equal(withoutInvisible(text, '*'), text);
  });

  it('stay out of several lines, except for what makes lines', () => {
    assert.equal(withoutInvisibleInLines('a\r\nb\rc\td\u202ee', '*'), 'a\nb\nc\td*e');
  });

  it('are not there any more in what comes out, which is well formed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const clean = withoutInvisible(text, '\ufffd');
        assert.equal(hasInvisible(clean), false);
        assert.doesNotThrow(() => encodeURIComponent(clean));
      }),
      { seed: 12 },
    );
  });
});
