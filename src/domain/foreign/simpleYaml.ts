import { trimEndOf, trimOf, trimStartOf } from '../../base/cut.ts';

/** What stands in a simple YAML file. Every scalar is its text: nothing is a number, a date or a truth value. */
export type SimpleYaml = string | SimpleYamlMap | readonly SimpleYaml[];

/** In the order of the file. A map and no object, so that no key can be mistaken for something inherited. */
export type SimpleYamlMap = ReadonlyMap<string, SimpleYaml>;

/** How deep maps and lists may stand in each other. */
const deepest = 10;

interface Line {
  /** Spaces before it. */
  readonly indent: number;
  readonly content: string;
}

/** Where reading stands. `lines` has no blank ones and no comments. */
interface Reading {
  readonly lines: Line[];
  at: number;
}

class NotSimple extends Error {}

const key = /^(?:"([^"\\]*)"|'([^']*)'|([A-Za-z0-9_][\w./@+-]*(?::[\w./@+-]+)*)):(?: (.*))?$/;
const unprintable = /[^\n\u0020-\u007e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u;

/**
 * Reads a map as configuration tools write it: nested maps and lists of scalars on one line, quoted or not, with comments. `undefined`
 * for every other YAML (anchors, multi-line texts, flow collections that are not empty, tabs, a key that comes twice): nothing is
 * guessed. `!!null` and `!!str` before a scalar are skipped, because glab writes `token: !!null abc` and reads `abc`.
 */
export function readSimpleYaml(text: string): SimpleYamlMap | undefined {
  const plain = text.replace(/\r\n/g, '\n');
  if (unprintable.test(plain.replace(/[\u{10000}-\u{10ffff}]/gu, ''))) return undefined;
  const lines = plain
    .split('\n')
    .filter((line, at) => !/^ *(?:#.*)?$/.test(line) && !(at === 0 && line === '---'))
    .map((line) => ({ indent: line.search(/[^ ]/), content: trimOf(line, ' ') }));
  const reading = { lines, at: 0 };
  try {
    const read = lines.length === 0 ? new Map<string, SimpleYaml>() : readBlock(reading, 0);
    return read instanceof Map && reading.at === lines.length ? read : undefined;
  } catch (error) {
    if (error instanceof NotSimple) return undefined;
    throw error;
  }
}

/** The map or list that begins with the next line, with all lines that are indented as it is. */
function readBlock(reading: Reading, depth: number): Map<string, SimpleYaml> | SimpleYaml[] {
  const first = reading.lines[reading.at];
  if (first === undefined || depth > deepest) throw new NotSimple();
  return isItem(first) ? readList(reading, first.indent, depth) : readMap(reading, first.indent, depth);
}

function readMap(reading: Reading, indent: number, depth: number): Map<string, SimpleYaml> {
  const map = new Map<string, SimpleYaml>();
  for (let line = lineAt(reading, indent); line !== undefined; line = lineAt(reading, indent)) {
    const [match, double, single, plain, rest = ''] = key.exec(line.content) ?? [];
    const name = double ?? single ?? plain ?? '';
    if (match === undefined || map.has(name)) throw new NotSimple();
    reading.at += 1;
    map.set(name, readValue(reading, { rest: trimStartOf(rest, ' '), indent, depth, mayStartBeside: true }));
  }
  return map;
}

function readList(reading: Reading, indent: number, depth: number): SimpleYaml[] {
  const list: SimpleYaml[] = [];
  for (let line = lineAt(reading, indent); line !== undefined; line = lineAt(reading, indent)) {
    if (!isItem(line)) break;
    const rest = line.content.slice(1).replace(/^ +/, '');
    const inner = { indent: indent + line.content.length - rest.length, content: rest };
    if (key.test(rest) || isItem(inner)) {
      reading.lines[reading.at] = inner;
      list.push(readBlock(reading, depth + 1));
    } else {
      reading.at += 1;
      list.push(readValue(reading, { rest, indent, depth, mayStartBeside: false }));
    }
  }
  return list;
}

function isItem({ content }: Line): boolean {
  return content === '-' || content.startsWith('- ');
}

/** The next line if it belongs to the block of this indentation. */
function lineAt({ lines, at }: Reading, indent: number): Line | undefined {
  const line = lines[at];
  if (line !== undefined && line.indent > indent) throw new NotSimple();
  return line?.indent === indent ? line : undefined;
}

/** What follows a key or a dash. A list may stand at the indentation of its key. */
function readValue(
  reading: Reading,
  from: {
    readonly rest: string;
    readonly indent: number;
    readonly depth: number;
    readonly mayStartBeside: boolean;
  },
): SimpleYaml {
  const { rest, indent, depth, mayStartBeside } = from;
  if (rest !== '' && !rest.startsWith('#')) return scalarOf(rest);
  const next = reading.lines[reading.at];
  const isBeside = mayStartBeside && next?.indent === indent && isItem(next);
  return next !== undefined && (next.indent > indent || isBeside) ? readBlock(reading, depth + 1) : '';
}

function scalarOf(text: string): SimpleYaml {
  const bare = text.replace(/^!!(?:null|str)(?: +|$)/, '');
  const single = /^'((?:[^']|'')*)'(?: +#.*)?$/.exec(bare)?.[1];
  if (single !== undefined) return single.replaceAll("''", "'");
  const double = /^"((?:[^"\\]|\\["\\])*)"(?: +#.*)?$/.exec(bare)?.[1];
  if (double !== undefined) return double.replace(/\\(.)/g, '$1');
  const plain = withoutComment(bare);
  if (plain === '[]') return [];
  if (plain === '{}') return new Map<string, SimpleYaml>();
  const isPlain = /^(?:[^\s\-?:,[\]{}#&*!|>'"%@`]|-[\w])/.test(plain) && !/:(?: |$)/.test(plain);
  if (plain !== '' && !isPlain) throw new NotSimple();
  return plain;
}

function withoutComment(text: string): string {
  const comment = text.indexOf(' #');
  return comment < 0 ? text : trimEndOf(text.slice(0, comment), ' ');
}
