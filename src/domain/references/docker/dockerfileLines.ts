import type { Stretch } from '../collected.ts';
import { lastAtOrBefore } from '../sourceText.ts';

/** A line of a Dockerfile with its continuations: what it says without line breaks, and where each character of that stands. */
export class LogicalLine {
  readonly text: string;
  readonly #pieces: readonly Piece[];
  /** Offsets in `text`. */
  readonly #starts: readonly number[];

  constructor(pieces: readonly Piece[]) {
    let length = 0;
    this.#pieces = pieces;
    this.#starts = pieces.map(({ text }) => (length += text.length) - text.length);
    this.text = pieces.map(({ text }) => text).join('');
  }

  /** Where a stretch of the line's text stands in the file. */
  stretch(from: number, to: number): Stretch {
    return { from: this.#place(from), to: to > from ? this.#place(to - 1) + 1 : this.#place(from) };
  }

  #place(offset: number): number {
    const piece = lastAtOrBefore(this.#starts, offset);
    return (this.#pieces[piece]?.from ?? 0) + offset - (this.#starts[piece] ?? 0);
  }
}

interface Piece {
  readonly text: string;
  /** Offset in the file. */
  readonly from: number;
}

/** A Dockerfile as lines that mean something. */
export interface DockerfileLines extends Head {
  /** Without comments and the bodies of heredocs. */
  readonly lines: readonly LogicalLine[];
}

/**
 * Cuts a Dockerfile into logical lines, as BuildKit does (frontend/dockerfile/parser): the escape character joins lines, comments
 * and blank lines between them are dropped, a heredoc's body belongs to no line. Linear.
 */
export function dockerfileLines(text: string): DockerfileLines {
  const physical = physicalLines(text);
  const head = directives(physical);
  const lines: LogicalLine[] = [];
  for (let at = 0; at < physical.length;) {
    const { line, next } = joined(physical, at, head.escape);
    at = next;
    if (line === undefined) continue;
    lines.push(line);
    for (const heredoc of heredocsOf(line.text)) at = afterHeredoc(physical, at, heredoc);
  }
  return { lines, ...head };
}

function physicalLines(text: string): readonly Piece[] {
  const lines: Piece[] = [];
  let from = text.startsWith('\uFEFF') ? 1 : 0;
  while (from <= text.length) {
    const feed = text.indexOf('\n', from);
    const end = feed < 0 ? text.length : feed;
    lines.push({ text: text.slice(from, text[end - 1] === '\r' && end > from ? end - 1 : end), from });
    from = end + 1;
  }
  return lines;
}

interface Head {
  readonly escape: '\\' | '`';
  /** The value of `# syntax=`, up to its first blank. */
  readonly syntax?: Stretch;
}

function directives(lines: readonly Piece[]): Head {
  const found = new Map<string, PlacedValue>();
  const first = lines[0]?.text.startsWith('#!') === true ? 1 : 0;
  for (const piece of lines.slice(first)) {
    const directive = directiveOf(piece);
    if (directive === undefined || found.has(directive.name)) break;
    found.set(directive.name, directive.value);
  }
  const syntax = found.get('syntax') ?? jsonSyntax(lines);
  return {
    escape: found.get('escape')?.value === '`' ? '`' : '\\',
    ...(syntax === undefined ? {} : { syntax: { from: syntax.from, to: syntax.to } }),
  };
}

interface PlacedValue extends Stretch {
  readonly value: string;
}

function directiveOf({
  text,
  from,
}: Piece): { readonly name: string; readonly value: PlacedValue } | undefined {
  const [, lead, word, value] = directivePattern.exec(text) ?? [];
  const name = word?.toLowerCase();
  if (lead === undefined || value === undefined || name === undefined) return undefined;
  if (!['syntax', 'escape', 'check'].includes(name)) return undefined;
  const start = from + lead.length;
  return { name, value: { value, from: start, to: start + value.length } };
}

const directivePattern = /^(\s*(?:#|\/\/)\s*([A-Za-z]\w*)\s*=\s*)(\S+)/;

/** BuildKit takes a JSON object with `syntax` for a Dockerfile's head, too. */
function jsonSyntax(lines: readonly Piece[]): PlacedValue | undefined {
  const [first] = lines;
  if (!first?.text.startsWith('{')) return undefined;
  for (const { text, from } of lines.slice(0, 20)) {
    const [, lead = '', value = ''] = /^([\s{]*"syntax"\s*:\s*")([^"\s]+)/.exec(text) ?? [];
    if (value !== '') return { value, from: from + lead.length, to: from + lead.length + value.length };
  }
  return undefined;
}

/** Whether a line says nothing: it is blank, or a comment. */
function isIdle(text: string): boolean {
  return /^\s*(?:#|$)/.test(text);
}

/** One logical line from a physical one on; none where that says nothing. */
function joined(
  lines: readonly Piece[],
  start: number,
  escape: string,
): { readonly line: LogicalLine | undefined; readonly next: number } {
  if (isIdle(lines[start]?.text ?? '')) return { line: undefined, next: start + 1 };
  const pieces: Piece[] = [];
  let at = start;
  let isOpen = true;
  for (; isOpen && at < lines.length; at++) {
    const { text, from } = lines[at] ?? noPiece;
    if (at > start && isIdle(text)) continue;
    const cut = continuedBefore(text, escape);
    pieces.push({ text: text.slice(0, cut ?? text.length), from });
    isOpen = cut !== undefined;
  }
  return { line: new LogicalLine(pieces), next: at };
}

const noPiece: Piece = { text: '', from: 0 };

function withoutBlanksBehind(text: string): string {
  let end = text.length;
  while (text[end - 1] === ' ' || text[end - 1] === '\t') end -= 1;
  return text.slice(0, end);
}

/** Where the escape character at the end of a line stands that joins it with the next; two of them are a character. */
function continuedBefore(text: string, escape: string): number | undefined {
  const trimmed = withoutBlanksBehind(text);
  if (!trimmed.endsWith(escape)) return undefined;
  const at = trimmed.length - 1;
  return text[at - 1] === escape ? undefined : at;
}

interface Heredoc {
  readonly name: string;
  readonly mayBeIndented: boolean;
}

function heredocsOf(line: string): readonly Heredoc[] {
  if (!/^\s*(?:onbuild\s+)?(?:run|copy|add)\s/i.test(line) || !line.includes('<<')) return [];
  return splitWords(line).flatMap(({ text }): readonly Heredoc[] => {
    const [, dash = '', name = ''] = /^\d*<<(-?)([^<]+)$/.exec(text) ?? [];
    return name === '' ? [] : [{ name: name.replace(/["'\\]/g, ''), mayBeIndented: dash === '-' }];
  });
}

function afterHeredoc(lines: readonly Piece[], start: number, { name, mayBeIndented }: Heredoc): number {
  let at = start;
  while (at < lines.length) {
    const text = lines[at]?.text ?? '';
    at++;
    if ((mayBeIndented ? text.replace(/^\t+/, '') : text) === name) break;
  }
  return at;
}

/** A word of a line, with its quotes, by offsets in the line's text. */
export interface Word extends Stretch {
  readonly text: string;
}

/** Cuts at blanks that stand in no quotes. A quote that is not closed goes to the end. */
export function splitWords(text: string, escape = '\\'): readonly Word[] {
  const pattern = escape === '`' ? backtickWord : backslashWord;
  return [...text.matchAll(pattern)].map(([word], place, all) => {
    const from = all[place]?.index ?? 0;
    return { from, to: from + word.length, text: word };
  });
}

// Each branch begins with another character, and a word is left at its first blank: nothing is tried twice.
/* eslint-disable regexp/no-super-linear-move */
const backslashWord = /(?:[^\s"'\\]|\\[^]?|"[^"\\]*(?:\\[^][^"\\]*)*(?:"|\\?$)|'[^']*(?:'|$))+/g;
const backtickWord = /(?:[^\s"'`]|`[^]?|"[^"`]*(?:`[^][^"`]*)*(?:"|`?$)|'[^']*(?:'|$))+/g;
