import { compileProtectionPattern, type PatternError } from '../cleanup/tagPattern.ts';

/** Which names a person wants to see, as they typed it. */
export interface TagFilter {
  /** `text`: part of the name; `glob`: the whole name with `*` and `?`; `regex`: RE2, found anywhere in the name. */
  readonly kind: 'text' | 'glob' | 'regex';
  readonly pattern: string;
}

/** A filter that can be asked; or why a regular expression is none. */
export type CompiledFilter =
  | { readonly matches: (name: string) => boolean; readonly error?: undefined }
  | { readonly error: PatternError; readonly matches?: undefined };

/**
 * Reads what a person typed: `/…/` is a regular expression, what holds `*` or `?` a glob, anything else part of a name.
 * `undefined` for nothing but spaces.
 */
export function parseTagFilter(typed: string): TagFilter | undefined {
  const text = typed.trim();
  if (text === '') return undefined;
  const regex = /^\/(.+)\/$/.exec(text)?.[1];
  if (regex !== undefined) return { kind: 'regex', pattern: regex };
  return { kind: /[*?]/.test(text) ? 'glob' : 'text', pattern: text };
}

/** The filter as it was typed. */
export function tagFilterText({ kind, pattern }: TagFilter): string {
  return kind === 'regex' ? `/${pattern}/` : pattern;
}

/** Every kind takes linear time, whatever the pattern; case counts, as it does in tags. */
export function compileTagFilter({ kind, pattern }: TagFilter): CompiledFilter {
  if (kind === 'text') return { matches: (name) => name.includes(pattern) };
  if (kind === 'glob') return { matches: (name) => matchesGlob(name, pattern) };
  const compiled = compileProtectionPattern(pattern);
  return compiled.error === undefined ? { matches: compiled.pattern.matches } : { error: compiled.error };
}

/** Goes back to the last star only, so that no pattern takes more than pattern × name steps. */
function matchesGlob(name: string, glob: string): boolean {
  let [at, inGlob, star, afterStar] = [0, 0, -1, 0];
  while (at < name.length) {
    const wanted = glob[inGlob];
    if (wanted === '*') {
      star = inGlob;
      afterStar = at;
      inGlob += 1;
    } else if (wanted === '?' || wanted === name[at]) {
      at += 1;
      inGlob += 1;
    } else if (star >= 0) {
      afterStar += 1;
      at = afterStar;
      inGlob = star + 1;
    } else return false;
  }
  while (glob[inGlob] === '*') inGlob += 1;
  return inGlob === glob.length;
}
