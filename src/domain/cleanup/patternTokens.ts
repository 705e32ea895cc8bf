/**
 * One piece of an RE2 pattern.
 * literal: one plain character, `\.` or `\x41`; any: `.`; class: `[…]`, `\d`, `\pL`; assertion: `^ $ \A \z \b \B`;
 * quoted: `\Q…\E`; open: `(`, `(?:`, `(?P<n>`, `(?i:`, also the lookarounds that RE2 lacks; flags: `(?i)`;
 * repeat: `*`, `+?`, `{2,3}`; unknown: an escape that RE2 does not have.
 */
export interface PatternToken {
  readonly kind:
    | 'literal'
    | 'any'
    | 'class'
    | 'assertion'
    | 'quoted'
    | 'open'
    | 'close'
    | 'alternate'
    | 'flags'
    | 'repeat'
    | 'unknown';
  readonly text: string;
  /** Index of its first UTF-16 unit in the pattern. */
  readonly start: number;
  /** Groups around it; `open` and `close` carry the depth outside their group. */
  readonly depth: number;
}

type Piece = Pick<PatternToken, 'kind' | 'text'>;

const classEscape = /^\\(?:[dDsSwWC]|[pP](?:\{[^}]*\}?|.?))/su;
const literalEscape = /^\\(?:x\{[^}]*\}?|x[0-9a-fA-F]{0,2}|[0-7]{1,3}|[afnrtv]|[^0-9A-Za-z])/su;
const groupStart = /^\((?:\?(?:P?<[A-Za-z_\u0080-\uffff][^>)]*>|<[=!]|[=!>]|[-A-Za-z]*:)?)?/u;
const inlineFlags = /^\(\?[-A-Za-z]*\)/;
const posixName = /\[:\^?[a-z]{1,10}:\]/y;
const repetition = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/;

function first(pattern: RegExp, text: string): string {
  return pattern.exec(text)?.[0] ?? '';
}

/** A class up to its closing bracket, or to the end where that is missing. */
function readClass(rest: string): string {
  let index = rest.startsWith('[^') ? 2 : 1;
  if (rest[index] === ']') index += 1;
  while (index < rest.length && rest[index] !== ']') {
    posixName.lastIndex = index;
    if (rest[index] === '\\') index += 2;
    else index += posixName.exec(rest)?.[0].length ?? 1;
  }
  return rest.slice(0, index + 1);
}

function readEscape(rest: string): Piece {
  if (rest.startsWith('\\Q')) {
    const end = rest.indexOf('\\E');
    return { kind: 'quoted', text: end < 0 ? rest : rest.slice(0, end + 2) };
  }
  const assertion = first(/^\\[AzbB]/, rest);
  if (assertion !== '') return { kind: 'assertion', text: assertion };
  const asClass = first(classEscape, rest);
  if (asClass !== '') return { kind: 'class', text: asClass };
  const literal = first(literalEscape, rest);
  if (literal !== '' && !/^\\[1-9]$/.test(literal)) return { kind: 'literal', text: literal };
  return { kind: 'unknown', text: rest.slice(0, 2) };
}

const singles: Readonly<Record<string, PatternToken['kind']>> = {
  ')': 'close',
  '|': 'alternate',
  '.': 'any',
  '^': 'assertion',
  $: 'assertion',
};

function readPiece(rest: string): Piece {
  const text = String.fromCodePoint(rest.codePointAt(0) ?? 0);
  if (text === '\\') return readEscape(rest);
  if (text === '[') return { kind: 'class', text: readClass(rest) };
  const flags = first(inlineFlags, rest);
  if (flags !== '') return { kind: 'flags', text: flags };
  if (text === '(') return { kind: 'open', text: first(groupStart, rest) };
  const repeat = first(repetition, rest);
  return repeat === '' ? { kind: singles[text] ?? 'literal', text } : { kind: 'repeat', text: repeat };
}

/** Splits a pattern, valid or not, into its pieces; together they are the whole pattern. Never throws. Example: `a|(b)` → 5. */
export function patternTokens(source: string): readonly PatternToken[] {
  const tokens: PatternToken[] = [];
  let start = 0;
  let depth = 0;
  while (start < source.length) {
    const piece = readPiece(source.slice(start, start + windowOf(source, start)));
    if (piece.kind === 'close') depth = Math.max(0, depth - 1);
    tokens.push({ ...piece, start, depth });
    if (piece.kind === 'open') depth += 1;
    start += piece.text.length;
  }
  return tokens;
}

/** How far a piece can reach: only classes, quotes, escapes and groups are long. Keeps long patterns linear. */
function windowOf(source: string, start: number): number {
  const char = source[start] ?? '';
  if (char === '\\' && source[start + 1] === 'Q') return source.length;
  if (char === '[') return source.length;
  return 300;
}
