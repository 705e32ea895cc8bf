import { patternTokens, type PatternToken } from './patternTokens.ts';

/** One side of a `|` that no group contains. */
export interface Alternative {
  readonly text: string;
  /** Index of its first UTF-16 unit in the pattern. */
  readonly start: number;
  readonly tokens: readonly PatternToken[];
}

/** The pattern cut at every `|` outside groups; one alternative where there is none. */
export function topLevelAlternatives(source: string): readonly Alternative[] {
  const parts: { start: number; tokens: PatternToken[] }[] = [{ start: 0, tokens: [] }];
  for (const token of patternTokens(source)) {
    if (token.kind === 'alternate' && token.depth === 0) parts.push({ start: token.start + 1, tokens: [] });
    else parts.at(-1)?.tokens.push(token);
  }
  return parts.map(({ start, tokens }) => ({ start, tokens, text: tokens.map(({ text }) => text).join('') }));
}

/** `^` or `\A`. */
export function isStartAnchor(token: PatternToken | undefined): boolean {
  return token?.kind === 'assertion' && (token.text === '^' || token.text === '\\A');
}

/** `$` or `\z`. */
export function isEndAnchor(token: PatternToken | undefined): boolean {
  return token?.kind === 'assertion' && (token.text === '$' || token.text === '\\z');
}

function isAnyText(first: PatternToken | undefined, second: PatternToken | undefined): boolean {
  return first?.kind === 'any' && second?.kind === 'repeat' && /^[*+]/.test(second.text);
}

/** Whether text before the alternative makes no difference to a search: it begins with `^`, `\A`, `.*` or `.+`. */
export function isBoundAtStart({ tokens }: Alternative): boolean {
  return isStartAnchor(tokens[0]) || isAnyText(tokens[0], tokens[1]);
}

/** Whether text after the alternative makes no difference to a search: it ends with `$`, `\z`, `.*` or `.+`. */
export function isBoundAtEnd({ tokens }: Alternative): boolean {
  return isEndAnchor(tokens.at(-1)) || isAnyText(tokens.at(-2), tokens.at(-1));
}

/**
 * Says in full what GitLab makes of a pattern with alternatives, so that a group changes nothing:
 * `v1|dev` → `(?:v1.*|.*dev)`. Without alternatives the pattern as it is.
 */
export function spellOut(source: string): string {
  const all = topLevelAlternatives(source);
  if (all.length === 1) return source;
  const spelled = all.map((each, position) => {
    const before = position > 0 && !isBoundAtStart(each) ? '.*' : '';
    const after = position < all.length - 1 && !isBoundAtEnd(each) ? '.*' : '';
    return each.text === '' ? '.*' : `${before}${each.text}${after}`;
  });
  return `(?:${spelled.join('|')})`;
}

/** The same pattern with what its writer most likely meant: `v1|dev` → `(?:v1|dev)`, empty alternatives left out. */
export function grouped(source: string): string {
  const wanted = topLevelAlternatives(source).filter(({ text }) => text !== '');
  const inner = wanted.map(({ text }) => text).join('|');
  return wanted.length === 1 ? inner : `(?:${inner})`;
}

/** Names that together show whether a pattern matches every tag name. */
const probes = ['a', '_', '0', 'Z9.-_', 'x-y.z', '0'.repeat(128), 'v1.2.3', 'main'];

/** Whether a pattern matches, as far as can be told without names of a repository, every tag name. */
export function isCatchAll(matches: (name: string) => boolean): boolean {
  return probes.every(matches);
}
