import type { Stretch } from '../collected.ts';

/** A token of HCL. `string`: between quotes, with its templates as they stand; the stretch leaves the quotes out. */
export interface BakeToken extends Stretch {
  readonly kind: 'name' | 'string' | 'heredoc' | 'sign';
  /** Of a string, what stands between the quotes. */
  readonly text: string;
}

/**
 * Cuts HCL (native syntax, hclsyntax/spec.md) into tokens: names and numbers, strings with `${…}`, heredocs, and single signs.
 * Comments (`#`, `//`, `/* … *​/`) are left out. What is not closed ends with the text. Linear.
 */
export function bakeTokens(text: string): readonly BakeToken[] {
  const tokens: BakeToken[] = [];
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length;) {
    const { token, next } = tokenAt(text, at);
    if (token !== undefined) tokens.push(token);
    at = Math.max(next, at + 1);
  }
  return tokens;
}

interface Step {
  readonly token?: BakeToken;
  readonly next: number;
}

function tokenAt(text: string, at: number): Step {
  const char = text[at] ?? '';
  if (/\s/.test(char)) return { next: at + 1 };
  if (char === '"') return stringAt(text, at);
  return commentAt(text, at) ?? heredocAt(text, at) ?? wordAt(text, at);
}

function commentAt(text: string, at: number): Step | undefined {
  if (text[at] === '#' || text.startsWith('//', at)) return { next: lineEnd(text, at) };
  return text.startsWith('/*', at) ? { next: after(text, '*/', at + 2) } : undefined;
}

function wordAt(text: string, at: number): Step {
  wordPattern.lastIndex = at;
  const word = wordPattern.exec(text)?.[0];
  const to = at + (word ?? ' ').length;
  return {
    token: { kind: word === undefined ? 'sign' : 'name', text: text.slice(at, to), from: at, to },
    next: to,
  };
}

const wordPattern = /[\p{L}_\d][\p{L}\d_.-]*/uy;

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function after(text: string, what: string, at: number): number {
  const found = text.indexOf(what, at);
  return found < 0 ? text.length : found + what.length;
}

/** A string ends at its quote, but for quotes inside `${…}`; one that is not closed ends with its line. */
function stringAt(text: string, start: number): Step {
  const from = start + 1;
  let depth = 0;
  stringPattern.lastIndex = from;
  let to = text.length;
  for (let match = stringPattern.exec(text); match !== null; match = stringPattern.exec(text)) {
    const [sign] = match;
    if (sign === '\n' || (sign === '"' && depth === 0)) {
      to = match.index;
      break;
    }
    if (sign.endsWith('{')) depth += depth > 0 || sign === '${' || sign === '%{' ? 1 : 0;
    if (sign === '}') depth = Math.max(0, depth - 1);
  }
  return { token: { kind: 'string', text: text.slice(from, to), from, to }, next: to + 1 };
}

// What matters in a string: an escaped character, `$${` and `%%{` (which are text), the beginning and end of a template, its end.
const stringPattern = /\\[^\n]|\$\$\{|%%\{|[$%]\{|[{}"\n]/g;

function heredocAt(text: string, start: number): Step | undefined {
  if (!text.startsWith('<<', start)) return undefined;
  headPattern.lastIndex = start;
  const [head, name = ''] = headPattern.exec(text) ?? [];
  if (head === undefined) return undefined;
  const from = start + head.length;
  for (let line = from; line < text.length;) {
    const end = lineEnd(text, line);
    if (text.slice(line, end).trim() === name)
      return { token: { kind: 'heredoc', text: text.slice(from, line), from, to: line }, next: end };
    line = end + 1;
  }
  return { token: { kind: 'heredoc', text: text.slice(from), from, to: text.length }, next: text.length };
}

const headPattern = /<<-?([A-Za-z_][\w-]*)[^\S\n]*\r?\n/y;
