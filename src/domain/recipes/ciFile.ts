/** A `.gitlab-ci.yml` as far as it has to be known to add jobs at its end. */
export interface CiFile {
  /** The keys in the first column: jobs and what is about the whole file. */
  readonly keys: ReadonlySet<string>;
  /** GitLab's own when the file names none; `undefined` when they are written in a way that is not understood. */
  readonly stages: readonly string[] | undefined;
  /** The line of `include:` with the indentation of its list; `undefined` when there is none. */
  readonly include: { readonly line: number; readonly indent: string } | 'other' | undefined;
}

/** Source: GitLab CI/CD YAML, `stages`. */
const usualStages = ['build', 'test', 'deploy'] as const;

/** A key in quotes at the beginning of a line, followed by a colon and a space or the end. */
const quotedKey = /^(?:"(?<double>[^"]*)"|'(?<single>[^']*)')\s*:(?=\s|$)(?<rest>.*)$/;
/** What a key without quotes may be. */
const plainKey = /^(?:[^\s#&*!|>'"%@`[\]{},?:-]|[?:-][^\s#])[^#]*$/;

/** No key is that long; a line that is may be anything. */
const longestLine = 1000;

interface KeyPlace {
  readonly line: number;
  /** What follows the colon, without a comment. */
  readonly rest: string;
}

/**
 * Reads a file line by line; what is indented belongs to the line above. `undefined` for a file to whose end nothing can be
 * added safely: one that is no block of keys, or says that it ends.
 */
export function readCiFile(text: string): CiFile | undefined {
  const lines = text.split(/\r?\n/);
  const keys = new Map<string, KeyPlace>();
  for (const [line, content] of lines.entries()) {
    if (isBetween(content) || (keys.size > 0 && isBelowKey(content))) continue;
    const key = keyOf(content);
    if (key === undefined) return undefined;
    keys.set(key.name, { line, rest: key.rest });
  }
  const include = keys.get('include');
  const stages = keys.get('stages');
  return {
    keys: new Set(keys.keys()),
    stages: stages === undefined ? usualStages : stagesOf(lines, stages),
    include: include && includeOf(lines, include),
  };
}

/** Empty lines, comments, and the beginning of a document. */
function isBetween(line: string): boolean {
  return /^\s*(?:#|$)|^---(?:\s|$)/.test(line);
}

/** What is indented, and what a list or bracket in the first column needs. */
function isBelowKey(line: string): boolean {
  return /^(?:\s|- |-$|[\]}])/.test(line);
}

function keyOf(line: string): { readonly name: string; readonly rest: string } | undefined {
  if (line.length > longestLine) return undefined;
  const { double, single, rest = '' } = quotedKey.exec(line)?.groups ?? {};
  const quoted = double ?? single;
  if (quoted !== undefined) return { name: quoted, rest: withoutComment(rest) };
  const colon = 1 + line.slice(1).search(/:(?=\s|$)/);
  const name = line.slice(0, colon).trimEnd();
  return plainKey.test(name) ? { name, rest: withoutComment(line.slice(colon + 1)) } : undefined;
}

function withoutComment(text: string): string {
  return text.replace(/(?:^|\s)#.*$/, '').trim();
}

/** A list of plain words, in brackets or line by line; `undefined` for anything else. */
function stagesOf(lines: readonly string[], { line, rest }: KeyPlace): readonly string[] | undefined {
  if (rest === '') return wordsOf(itemsBelow(lines.slice(line + 1)));
  const [, inside] = /^\[(.*)\]$/.exec(rest) ?? [];
  return inside === undefined ? undefined : wordsOf(inside.split(','));
}

/** The items of a list that begins here, up to the first line that is none. */
function itemsBelow(lines: readonly string[]): readonly string[] {
  const items: string[] = [];
  let indent: string | undefined;
  for (const content of lines) {
    if (withoutComment(content) === '') continue;
    const [, space = '', item] = /^( *)- (.*)$/.exec(content) ?? [];
    if (item === undefined || space !== (indent ?? space)) break;
    indent = space;
    items.push(withoutComment(item));
  }
  return items;
}

function wordsOf(items: readonly string[]): readonly string[] | undefined {
  const words = items
    .map((item) => item.trim().replace(/^(["'])(.*)\1$/, '$2'))
    .filter((word) => word !== '');
  return words.length > 0 && words.every(isName) ? words : undefined;
}

/** What stands for itself: no anchor, alias, tag, collection or quote of YAML, and nothing that begins a value. */
function isName(word: string): boolean {
  return /^[^\s&*!|>'"%@`[\]{},#?:-]/u.test(word) && !/[\p{C}"'[\]{}]|: /u.test(word);
}

function includeOf(lines: readonly string[], place: KeyPlace): CiFile['include'] {
  if (place.rest !== '') return 'other';
  const next = lines.slice(place.line + 1).find((content) => withoutComment(content) !== '') ?? '';
  const [, indent] = /^( *)- /.exec(next) ?? [];
  return indent === undefined ? 'other' : { line: place.line, indent };
}
