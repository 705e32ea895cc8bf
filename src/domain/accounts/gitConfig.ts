/** A variable of git's configuration. Section and key in lower case; a subsection as it is written. */
export interface GitConfigEntry {
  readonly section: string;
  readonly subsection?: string;
  readonly key: string;
  /** `undefined` for a key without `=`, which git reads as true. */
  readonly value: string | undefined;
}

/** The longest configuration that is read, in UTF-16 units. */
const longest = 1_000_000;

interface Reading {
  readonly text: string;
  at: number;
}

class NotGitConfig extends Error {}

/**
 * Reads the text of a configuration file of git, in its order: quotes, escapes, comments, lines that go on, keys in the line of their section,
 * `[section "sub"]` and the old `[section.sub]`. `undefined` for a text that git refuses. One pass. Sources: git-config(1), "Syntax"; git,
 * config.c.
 */
export function readGitConfig(text: string): readonly GitConfigEntry[] | undefined {
  if (text.length > longest) return undefined;
  const reading = { text: text.replace(/^\ufeff/, '').replace(/\r\n/g, '\n'), at: 0 };
  try {
    return readEntries(reading);
  } catch (error) {
    if (error instanceof NotGitConfig) return undefined;
    throw error;
  }
}

function readEntries(reading: Reading): readonly GitConfigEntry[] {
  const entries: GitConfigEntry[] = [];
  let section: Pick<GitConfigEntry, 'section' | 'subsection'> | undefined;
  while (reading.at < reading.text.length) {
    const character = reading.text[reading.at] ?? '';
    if (isSpace(character)) reading.at += 1;
    else if (character === '#' || character === ';') skipLine(reading);
    else if (character === '[') section = readSection(reading);
    else if (section === undefined) throw new NotGitConfig();
    else entries.push({ ...section, ...readVariable(reading) });
  }
  return entries;
}

function isSpace(character: string): boolean {
  return character !== '' && ' \t\n\r'.includes(character);
}

function skipLine(reading: Reading): void {
  const end = reading.text.indexOf('\n', reading.at);
  reading.at = end < 0 ? reading.text.length : end + 1;
}

/** The characters from here on that a sign set takes; the sets are short, so that no text is scanned twice. */
function take(reading: Reading, isTaken: (character: string) => boolean): string {
  const from = reading.at;
  while (reading.at < reading.text.length && isTaken(reading.text[reading.at] ?? '')) reading.at += 1;
  return reading.text.slice(from, reading.at);
}

function readSection(reading: Reading): Pick<GitConfigEntry, 'section' | 'subsection'> {
  reading.at += 1;
  const name = take(reading, (one) => /[A-Za-z0-9.-]/.test(one)).toLowerCase();
  if (reading.text[reading.at] === ']') {
    reading.at += 1;
    const dot = name.indexOf('.');
    return dot < 0 ? { section: name } : { section: name.slice(0, dot), subsection: name.slice(dot + 1) };
  }
  const space = take(reading, isSpace);
  if (space === '' || space.includes('\n') || reading.text[reading.at] !== '"') throw new NotGitConfig();
  return { section: name, subsection: readSubsection(reading) };
}

/** Every character that a backslash stands before is itself. */
function readSubsection(reading: Reading): string {
  const { text } = reading;
  let subsection = '';
  for (reading.at += 1; text[reading.at] !== '"'; reading.at += 1) {
    if (text[reading.at] === '\\') reading.at += 1;
    const character = text[reading.at];
    if (character === undefined || character === '\n') throw new NotGitConfig();
    subsection += character;
  }
  if (text[reading.at + 1] !== ']') throw new NotGitConfig();
  reading.at += 2;
  return subsection;
}

function readVariable(reading: Reading): Pick<GitConfigEntry, 'key' | 'value'> {
  if (!/[A-Za-z]/.test(reading.text[reading.at] ?? '')) throw new NotGitConfig();
  const key = take(reading, (one) => /[A-Za-z0-9-]/.test(one)).toLowerCase();
  take(reading, (one) => one === ' ' || one === '\t');
  const next = reading.text[reading.at];
  if (next === undefined || next === '\n') return { key, value: undefined };
  if (next !== '=') throw new NotGitConfig();
  reading.at += 1;
  return { key, value: readValue(reading) };
}

const escapes: Readonly<Record<string, string>> = {
  t: '\t',
  b: '\b',
  n: '\n',
  '\\': '\\',
  '"': '"',
  '\n': '',
};

function isEnd(character: string, isQuoted: boolean): boolean {
  return character === '\n' || (!isQuoted && (character === '#' || character === ';'));
}

/** White space at both ends goes, but not in quotes; quotes may stand anywhere in a value. */
function readValue(reading: Reading): string {
  const value: string[] = [];
  let kept = 0;
  let isQuoted = false;
  for (; reading.at < reading.text.length; reading.at += 1) {
    const character = reading.text[reading.at] ?? '';
    if (isEnd(character, isQuoted)) break;
    if (character === '"') isQuoted = !isQuoted;
    else value.push(character === '\\' ? readEscape(reading) : character);
    if (isQuoted || !isSpace(character)) kept = value.length;
    else if (kept === 0) value.length = 0;
  }
  if (isQuoted) throw new NotGitConfig();
  skipLine(reading);
  return value.slice(0, kept).join('');
}

/** Leaves `at` on the last character of the escape. To git, the end of a file is the end of a line (config.c, `get_next_char`). */
function readEscape(reading: Reading): string {
  reading.at += 1;
  const escaped = escapes[reading.text[reading.at] ?? '\n'];
  if (escaped === undefined) throw new NotGitConfig();
  return escaped;
}
