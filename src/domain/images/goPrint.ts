/** What Go printed with `%q` or `%v`: a text, a character (as its number), or the items of a list or struct. */
export type GoValue = string | number | readonly GoValue[];

/** Lists in lists that are read; no builder prints more than two. */
const deepest = 8;

interface Reading {
  readonly text: string;
  at: number;
}

/**
 * Reads one printed value: `["a" "b"]`, `&{["CMD" "x"] "30s" '\x03'}`, `[/data /logs]`. `undefined` when the text is another one.
 * One pass. Source: Go's package `fmt` (lists in `[]`, structs in `{}`, pointers to them with `&`) and `strconv.Quote`.
 */
export function readGoPrint(text: string): GoValue | undefined {
  const reading = { text, at: 0 };
  const value = readValue(reading, 0);
  return reading.at === text.length ? value : undefined;
}

/** The items of a printed list of texts; `undefined` for anything else. A pointer's `&{…}` around it is taken off, as Docker 1.9 wrote it. */
export function readGoTexts(text: string): readonly string[] | undefined {
  const value = readGoPrint(text);
  if (typeof value !== 'object') return undefined;
  const [first] = value;
  const items = text.startsWith('&{') && value.length === 1 && typeof first === 'object' ? first : value;
  return items.every((item) => typeof item === 'string') ? items : undefined;
}

function readValue(reading: Reading, depth: number): GoValue | undefined {
  if (reading.text[reading.at] === '&') reading.at += 1;
  switch (reading.text[reading.at]) {
    case '[':
    case '{':
      return depth > deepest ? undefined : readItems(reading, depth);
    case '"':
      return readQuoted(reading, '"');
    case "'":
      return readQuoted(reading, "'")?.codePointAt(0);
    default:
      return readWord(reading);
  }
}

function readItems(reading: Reading, depth: number): readonly GoValue[] | undefined {
  const { text } = reading;
  const end = text[reading.at] === '[' ? ']' : '}';
  const items: GoValue[] = [];
  reading.at += 1;
  while (text[reading.at] !== end) {
    const item = readValue(reading, depth + 1);
    if (item === undefined) return undefined;
    items.push(item);
    if (text[reading.at] === ' ') reading.at += 1;
    else if (text[reading.at] !== end) return undefined;
  }
  reading.at += 1;
  return items;
}

/** A text that was printed without quotes ends where the next item begins. */
function readWord(reading: Reading): string | undefined {
  const from = reading.at;
  while (reading.at < reading.text.length && !' ]}'.includes(reading.text[reading.at] ?? '')) reading.at += 1;
  return reading.at === from ? undefined : reading.text.slice(from, reading.at);
}

const escapes: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
};
const digits: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function readQuoted(reading: Reading, quote: string): string | undefined {
  const { text } = reading;
  const parts: string[] = [];
  for (reading.at += 1; reading.at < text.length; reading.at += 1) {
    const character = text[reading.at] ?? '';
    if (character === quote) {
      reading.at += 1;
      return parts.join('');
    }
    const part = character === '\\' ? readEscape(reading) : character;
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return undefined;
}

/** Leaves `at` on the last character of the escape. */
function readEscape(reading: Reading): string | undefined {
  const letter = reading.text[reading.at + 1] ?? '';
  const plain = escapes[letter];
  if (plain !== undefined) {
    reading.at += 1;
    return plain;
  }
  const count = digits[letter];
  const code = reading.text.slice(reading.at + 2, reading.at + 2 + (count ?? 0));
  if (count === undefined || code.length < count || !/^[0-9a-f]+$/i.test(code)) return undefined;
  reading.at += 1 + count;
  const value = Number.parseInt(code, 16);
  return value > 0x10ffff ? undefined : String.fromCodePoint(value);
}
