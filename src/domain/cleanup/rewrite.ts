import { isCatchAll, isEndAnchor, isStartAnchor, spellOut, topLevelAlternatives } from './patternShape.ts';
import { patternTokens, type PatternToken } from './patternTokens.ts';
import { compileCleanupPattern } from './tagPattern.ts';

/** Both patterns of a policy; empty means not set. */
export interface PatternPair {
  readonly delete: string;
  readonly keep: string;
}

interface Found {
  readonly kind: '(?=' | '(?!' | '(?<=' | '(?<!';
  readonly inner: string;
}

/** GitLab takes 255 characters. Source: `app/models/container_expiration_policy.rb`. */
const longestPattern = 1000;

/**
 * Says the same without what RE2 lacks, where that can be done: `^(?!main|prod).*` as a delete pattern becomes delete
 * `.*` and keep `(?:main|prod).*`. `undefined` where no rewrite is known. What comes back compiles.
 */
export function rewriteUnsupported(field: keyof PatternPair, patterns: PatternPair): PatternPair | undefined {
  const source = patterns[field];
  if (Math.max(patterns.delete.length, patterns.keep.length) > longestPattern) return undefined;
  const rewritten = withoutLookaround(field, patterns) ?? { ...patterns, [field]: inRe2Syntax(source) };
  const isValid = [rewritten.delete, rewritten.keep].every(
    (each) => compileCleanupPattern(each).error === undefined,
  );
  return isValid && rewritten[field] !== source ? rewritten : undefined;
}

/** Adds what a new pattern matches to what GitLab keeps already. */
function keepAlso(keep: string, added: string): string {
  if (keep.trim() === '') return added;
  return `(?:${spellOut(keep)}|${added})`;
}

function withoutLookaround(field: keyof PatternPair, patterns: PatternPair): PatternPair | undefined {
  if (topLevelAlternatives(patterns[field]).length > 1) return undefined;
  const { found, rest } = takeLookarounds(patternTokens(patterns[field]));
  if (found.length === 0 || patternTokens(rest).some(isLookaround)) return undefined;
  const named = found.map(namesWith);
  const matching = named.length === 1 ? named.join('') : `(?:${named.join('|')})`;
  if (found.every(({ kind }) => kind.endsWith('!')))
    return withoutNegative(field, patterns, { matching, rest });
  return found.length === 1 && matchesAll(rest) ? { ...patterns, [field]: matching } : undefined;
}

/** Names that a delete pattern excludes are kept; where a keep pattern excludes them, only they are deleted. */
function withoutNegative(
  field: keyof PatternPair,
  patterns: PatternPair,
  { matching, rest }: { readonly matching: string; readonly rest: string },
): PatternPair | undefined {
  if (field === 'delete') return { delete: rest, keep: keepAlso(patterns.keep, matching) };
  return matchesAll(rest) && matchesAll(patterns.delete) ? { delete: matching, keep: '' } : undefined;
}

function matchesAll(source: string): boolean {
  const { pattern } = compileCleanupPattern(source);
  return pattern !== undefined && isCatchAll(pattern.matches);
}

/** A pattern for the names that a lookaround speaks of: those that begin, or end, with it. */
function namesWith({ kind, inner }: Found): string {
  if (kind.startsWith('(?<')) return `.*(?:${inner})`;
  const all = topLevelAlternatives(inner);
  const isWhole = all.every(({ tokens }) => isEndAnchor(tokens.at(-1)));
  if (!isWhole) return `(?:${inner}).*`;
  return `(?:${all.map(({ tokens }) => textOf(tokens.slice(0, -1))).join('|')})`;
}

function isLookaround({ kind, text }: PatternToken): boolean {
  return kind === 'open' && /^\(\?<?[=!]$/.test(text);
}

function textOf(tokens: readonly PatternToken[]): string {
  return tokens.map(({ text }) => text).join('');
}

/** Takes lookaheads off the beginning and a lookbehind off the end, with the anchors beside them; the rest is `.*` if empty. */
function takeLookarounds(all: readonly PatternToken[]): {
  readonly found: readonly Found[];
  readonly rest: string;
} {
  const found: Found[] = [];
  let tokens = isStartAnchor(all[0]) ? all.slice(1) : all;
  for (let ahead = groupAtStart(tokens); ahead !== undefined; ahead = groupAtStart(tokens)) {
    found.push(ahead.found);
    tokens = tokens.slice(ahead.length);
  }
  if (isEndAnchor(tokens.at(-1))) tokens = tokens.slice(0, -1);
  const behind = tokens.findIndex(
    (token) => token.depth === 0 && isLookaround(token) && token.text.includes('<'),
  );
  const group = behind < 0 ? undefined : groupAt(tokens.slice(behind));
  if (group !== undefined && behind + group.length === tokens.length) {
    found.push(group.found);
    tokens = tokens.slice(0, behind);
  }
  return { found, rest: tokens.length === 0 ? '.*' : textOf(tokens) };
}

function groupAtStart(tokens: readonly PatternToken[]): ReturnType<typeof groupAt> {
  return tokens[0]?.text.includes('<') === true ? undefined : groupAt(tokens);
}

function groupAt(
  tokens: readonly PatternToken[],
): { readonly found: Found; readonly length: number } | undefined {
  const [open] = tokens;
  if (open === undefined || !isLookaround(open)) return undefined;
  const close = tokens.findIndex(({ kind, depth }) => kind === 'close' && depth === open.depth);
  if (close < 0) return undefined;
  const found = { kind: open.text as Found['kind'], inner: textOf(tokens.slice(1, close)) };
  return { found, length: close + 1 };
}

/** Possessive repeats, atomic groups, `\Z`, a missing end and shell wildcards, in RE2's words. */
function inRe2Syntax(source: string): string {
  if (source.includes('*') && /^[*?][\w.*?-]*$/.test(source))
    return source.replaceAll('.', '\\.').replaceAll('?', '.').replaceAll('*', '.*');
  const tokens = patternTokens(source);
  const words = tokens.map((token, position) =>
    wordOf(token, tokens[position - 1], position === tokens.length - 1),
  );
  const open = tokens.reduce((sum, { kind }) => sum + (kind === 'open' ? 1 : kind === 'close' ? -1 : 0), 0);
  return words.join('') + ')'.repeat(Math.max(0, open));
}

function wordOf({ kind, text }: PatternToken, before: PatternToken | undefined, isLast: boolean): string {
  if (kind === 'open' && text === '(?>') return '(?:';
  if (kind === 'repeat' && before?.kind === 'repeat') return '';
  if (kind !== 'unknown') return text;
  if (text === '\\Z') return isLast ? '' : '$';
  return text === '\\' ? '' : text;
}
