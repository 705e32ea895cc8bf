import { RE2JS, RE2JSException, RE2JSSyntaxException } from 're2js';
import { patternTokens, type PatternToken } from './patternTokens.ts';

/** What RE2 does not accept, by what a person would have to repair. */
export type PatternErrorCode =
  | 'lookaround'
  | 'unsupportedGroup'
  | 'unknownEscape'
  | 'unclosedGroup'
  | 'unopenedGroup'
  | 'unclosedClass'
  | 'badClass'
  | 'repeatedRepeat'
  | 'nothingToRepeat'
  | 'repeatTooLarge'
  | 'badGroupName'
  | 'trailingBackslash'
  | 'tooLarge';

/** Why a pattern is not valid RE2, and where. */
export interface PatternError {
  readonly code: PatternErrorCode;
  /** Index of the first offending UTF-16 unit in the pattern. */
  readonly position: number;
  /** UTF-16 units; at least 1 unless the pattern ends there. */
  readonly length: number;
  /** As the native RE2 library says it, which is what GitLab shows: `invalid perl operator: (?!`. */
  readonly message: string;
}

/** Where a pattern was found in a name: UTF-16 units, `end` exclusive. */
export interface MatchRange {
  readonly start: number;
  readonly end: number;
}

/** A valid pattern, compiled as GitLab does it. */
export interface TagPattern {
  /** As written by a person. */
  readonly source: string;
  /** As GitLab hands it to RE2. */
  readonly compiled: string;
  readonly matches: (name: string) => boolean;
  /** The leftmost match, for highlighting. Slower than `matches`. */
  readonly find: (name: string) => MatchRange | undefined;
}

export type CompiledPattern =
  | { readonly pattern: TagPattern; readonly error?: undefined }
  | { readonly error: PatternError; readonly pattern?: undefined };

/** re2js's words → ours and those of RE2 (`re2/regexp.cc`, `kErrorStrings`). */
const errorTable: Readonly<Record<string, readonly [PatternErrorCode, string]>> = {
  'invalid or unsupported Perl syntax': ['unsupportedGroup', 'invalid perl operator'],
  'missing argument to repetition operator': ['nothingToRepeat', 'no argument for repetition operator'],
  'invalid nested repetition operator': ['repeatedRepeat', 'bad repetition operator'],
  'invalid repeat count': ['repeatTooLarge', 'invalid repetition size'],
  'missing closing )': ['unclosedGroup', 'missing )'],
  'unexpected )': ['unopenedGroup', 'unexpected )'],
  'missing closing ]': ['unclosedClass', 'missing ]'],
  'invalid character class': ['badClass', 'invalid character class'],
  'invalid character class range': ['badClass', 'invalid character class range'],
  'invalid escape sequence': ['unknownEscape', 'invalid escape sequence'],
  'invalid named capture': ['badGroupName', 'invalid named capture group'],
  'duplicate capture group name': ['badGroupName', 'invalid named capture group'],
  'trailing backslash at end of expression': ['trailingBackslash', 'trailing \\'],
};

const lookaround = /^\(\?(?:[=!]|<[=!])/;
/** Property names that re2js knows and RE2 does not (found by running both on the same patterns). */
const foreignProperty =
  /^\\[pP]\{?\^?(?:Alphabetic|LC|Lc|Cn|Emoji|Assigned|Garay|Todhri)\}?$|[\\][pP]\{\^?(?:Alphabetic|LC|Lc|Cn|Emoji|Assigned|Garay|Todhri)\}/;

/**
 * Compiles a delete or keep pattern: the raw pattern has to be valid, then `\A` and `\z` are put around it **without a
 * group** and it is searched for anywhere, so `v1|dev` means "begins with v1 or ends with dev".
 * Source: GitLab `cleanup_tags_base_service.rb` and `UntrustedRegexp`.
 */
export function compileCleanupPattern(source: string): CompiledPattern {
  const raw = source.trim() === '' ? undefined : compile(source, source);
  return raw?.error === undefined ? compile(source, `\\A${source}\\z`) : raw;
}

/** Compiles a protection rule: searched for anywhere, nothing added. Source: GitLab `ContainerRegistry::Protection::TagRule`. */
export function compileProtectionPattern(source: string): CompiledPattern {
  return compile(source, source);
}

function compile(source: string, compiled: string): CompiledPattern {
  const property = patternTokens(source).find(
    ({ kind, text }) => kind === 'class' && foreignProperty.test(text),
  );
  if (property !== undefined)
    return { error: errorAt(source, 'invalid character class range', property.text) };
  try {
    return { pattern: toTagPattern(source, compiled, compileLikeNative(compiled)) };
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    if (!(error instanceof RE2JSSyntaxException)) return { error: tooLarge(source) };
    return { error: errorAt(source, error.getDescription(), error.getPattern() ?? '') };
  }
}

function tooLarge(source: string): PatternError {
  const message = 'pattern too large - compile failed';
  return { code: 'tooLarge', position: 0, length: source.length, message };
}

/** Compiles; where re2js is stricter than RE2 it gets the same pattern in words that it knows. */
function compileLikeNative(compiled: string): RE2JS {
  try {
    return RE2JS.compile(compiled);
  } catch (error) {
    const accepted = inPortableWords(compiled);
    const isAccepted = accepted !== compiled && compilesAsIs(accepted);
    if (!isAccepted) throw error;
    return RE2JS.compile(accepted);
  }
}

function compilesAsIs(pattern: string): boolean {
  try {
    RE2JS.compile(pattern);
    return true;
  } catch {
    return false;
  }
}

/** `\C` is one byte, and tag names are ASCII; group names are of no use here; RE2 reads an overlong count literally. */
function inPortableWords(source: string): string {
  return patternTokens(source).map(toPortable).join('');
}

function toPortable({ kind, text }: PatternToken): string {
  if (text === '\\C') return '(?s:.)';
  if (kind === 'open' && /^\(\?P?<[\p{L}\p{M}\p{N}\p{Pc}]+>$/u.test(text)) return '(';
  if (kind === 'repeat' && /\d{9}/.test(text)) return text.replace('{', '\\{');
  return text;
}

function toTagPattern(source: string, compiled: string, regex: RE2JS): TagPattern {
  const find = (name: string): MatchRange | undefined => {
    const matcher = regex.matcher(name);
    return matcher.find() ? { start: matcher.start(), end: matcher.end() } : undefined;
  };
  return { source, compiled, matches: (name) => regex.test(name), find };
}

function errorAt(source: string, description: string, fragment: string): PatternError {
  const [code, words] = errorTable[description] ?? (['tooLarge', description] as const);
  const looks = lookaround.exec(fragment)?.[0];
  if (looks !== undefined) return located(source, 'lookaround', looks, `invalid perl operator: ${looks}`);
  const message = fragment === '' ? words : `${words}: ${fragment}`;
  if (code === 'unclosedGroup') return { code, message, position: unclosedGroup(source), length: 1 };
  if (code === 'unopenedGroup') return { code, message, position: unopenedGroup(source), length: 1 };
  if (code === 'trailingBackslash') return { code, message, position: source.length - 1, length: 1 };
  return located(source, code, fragment, message);
}

/** The first place where the fragment begins a piece of the pattern; the first place at all where it lies inside a class. */
function located(source: string, code: PatternErrorCode, fragment: string, message: string): PatternError {
  const token = patternTokens(source).find(({ start }) => source.startsWith(fragment, start));
  const position = token?.start ?? Math.max(0, source.indexOf(fragment));
  return {
    code,
    position,
    length: Math.min(Math.max(1, fragment.length), source.length - position),
    message,
  };
}

function unclosedGroup(source: string): number {
  const open: number[] = [];
  for (const { kind, start } of patternTokens(source)) {
    if (kind === 'open') open.push(start);
    if (kind === 'close') open.pop();
  }
  return open[0] ?? 0;
}

function unopenedGroup(source: string): number {
  let open = 0;
  for (const { kind, start } of patternTokens(source)) {
    if (kind === 'open') open += 1;
    if (kind === 'close') open -= 1;
    if (open < 0) return start;
  }
  return 0;
}
