import {
  isBoundAtEnd,
  isBoundAtStart,
  isEndAnchor,
  isStartAnchor,
  topLevelAlternatives,
} from '../cleanup/patternShape.ts';
import { patternTokens } from '../cleanup/patternTokens.ts';
import { compileProtectionPattern } from '../cleanup/tagPattern.ts';

/**
 * A tag rule's pattern as it has to be written to match whole names only: `v\d+` → `^v\d+$`, `a|b` → `^(?:a|b)$`. `undefined`
 * where it does so already, says itself that anything may stand around it, or is not valid.
 */
export function wholeNamePattern(source: string): string | undefined {
  if (source === '' || compileProtectionPattern(source).error !== undefined) return undefined;
  const all = topLevelAlternatives(source);
  if (all.every((one) => isBoundAtStart(one) && isBoundAtEnd(one))) return undefined;
  const text = withClosedQuote(source);
  const plain = all.length > 1 ? undefined : `^${withoutAnchors(text)}$`;
  // Without its anchors `^*` would be a lone `*`.
  return plain !== undefined && compileProtectionPattern(plain).error === undefined ? plain : `^(?:${text})$`;
}

function withoutAnchors(source: string): string {
  const tokens = patternTokens(source);
  const start = isStartAnchor(tokens[0]) ? 1 : 0;
  const end = isEndAnchor(tokens.at(-1)) ? -1 : tokens.length;
  return tokens
    .slice(start, end)
    .map(({ text }) => text)
    .join('');
}

/** A `\Q` without `\E` would swallow what is put behind it. */
function withClosedQuote(source: string): string {
  const isOpen = patternTokens(source).some(({ kind, text }) => kind === 'quoted' && !text.endsWith('\\E'));
  return isOpen ? `${source}\\E` : source;
}
