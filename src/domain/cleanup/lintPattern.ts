import type { Finding, Fix, FindingCode } from './finding.ts';
import {
  grouped,
  isBoundAtEnd,
  isBoundAtStart,
  isEndAnchor,
  isStartAnchor,
  spellOut,
  topLevelAlternatives,
} from './patternShape.ts';
import { patternTokens, type PatternToken } from './patternTokens.ts';
import { compileCleanupPattern } from './tagPattern.ts';

/** What lint found in the text of a pattern; the caller adds the field and the fix's place in it. */
export interface TextFinding extends Pick<Finding, 'code' | 'severity' | 'position' | 'length' | 'affected'> {
  readonly fixes: readonly { readonly code: Fix['code']; readonly text: string }[];
}

type Rule = (
  source: string,
  tokens: readonly PatternToken[],
  names: readonly string[],
) => readonly TextFinding[];

const nameCharacter = /^[\w.-]$/;

/** Findings in a valid delete or keep pattern. `names`: the tags to show effects on, may be empty. */
export function lintCleanupText(source: string, names: readonly string[]): readonly TextFinding[] {
  const tokens = patternTokens(source);
  return [findAlternation, findAnchors, findOpenQuote, ...textRules].flatMap((rule) =>
    rule(source, tokens, names),
  );
}

/** Findings in a valid protection rule, which GitLab neither wraps nor anchors. */
export function lintProtectionText(source: string): readonly TextFinding[] {
  const tokens = patternTokens(source);
  return textRules.flatMap((rule) => rule(source, tokens, []));
}

function finding(
  code: FindingCode,
  severity: Finding['severity'],
  [position, length]: readonly [number, number],
  ...fixes: TextFinding['fixes']
): TextFinding {
  return { code, severity, position, length, fixes };
}

const findAlternation: Rule = (source, _tokens, names) => {
  const all = topLevelAlternatives(source);
  const last = all.length - 1;
  if (last === 0) return [];
  const empty = all.find(({ text }) => text === '');
  const fixes = [
    { code: 'group', text: grouped(source) },
    { code: 'spellOut', text: spellOut(source) },
  ] as const;
  if (empty !== undefined && grouped(source) !== '(?:)') {
    const position = Math.max(0, empty.start - 1);
    return [finding('emptyAlternative', 'error', [position, 1], ...fixes)];
  }
  const loose = all.findIndex(
    (each, index) => (index > 0 && !isBoundAtStart(each)) || (index < last && !isBoundAtEnd(each)),
  );
  if (loose < 0) return [];
  const position = (all[Math.max(1, loose)]?.start ?? 1) - 1;
  const affected = affectedNames(source, grouped(source), names);
  return [
    { ...finding('ungroupedAlternation', 'warning', [position, 1], ...fixes), ...(affected && { affected }) },
  ];
};

/** The names that one pattern matches and the other does not. */
function affectedNames(source: string, other: string, names: readonly string[]): Finding['affected'] {
  const [now, then] = [compileCleanupPattern(source).pattern, compileCleanupPattern(other).pattern];
  if (names.length === 0 || now === undefined || then === undefined) return undefined;
  const differing = names.filter((name) => now.matches(name) !== then.matches(name));
  return { count: differing.length, examples: differing.slice(0, 5) };
}

const findAnchors: Rule = (source, tokens) => {
  if (topLevelAlternatives(source).length > 1) return [];
  const inner = withoutAnchors(tokens);
  const [first] = inner;
  if (first === undefined || inner.length === tokens.length) return [];
  const text = inner.map((token) => token.text).join('');
  const after = first.start + text.length;
  const range = first.start > 0 ? ([0, first.start] as const) : ([after, source.length - after] as const);
  return [finding('redundantAnchors', 'hint', range, { code: 'remove', text })];
};

function withoutAnchors(tokens: readonly PatternToken[]): readonly PatternToken[] {
  const start = tokens.findIndex((token) => !isStartAnchor(token));
  const end = tokens.findLastIndex((token) => !isEndAnchor(token)) + 1;
  return start < 0 ? [] : tokens.slice(start, end);
}

const findOpenQuote: Rule = (source, tokens) => {
  const open = tokens.find(({ kind, text }) => kind === 'quoted' && !text.endsWith('\\E'));
  if (open === undefined) return [];
  return [finding('openQuote', 'error', [open.start, 2], { code: 'close', text: `${source}\\E` })];
};

const findDelimiters: Rule = (source) => {
  const inner = /^\/(.+)\/[a-z]{0,3}$/s.exec(source)?.[1];
  if (inner === undefined) return [];
  return [finding('delimiters', 'warning', [0, source.length], { code: 'remove', text: inner })];
};

const findSpace: Rule = (source) => {
  const text = source.trim();
  if (text === source) return [];
  const position = source.startsWith(text) ? text.length : 0;
  return [
    finding('surroundingSpace', 'warning', [position, source.length - text.length], { code: 'remove', text }),
  ];
};

const findImpossible: Rule = (source, tokens) => {
  if (findDelimiters(source, tokens, []).length > 0) return [];
  const strange = tokens.find(
    ({ kind, text }) =>
      kind === 'literal' && /^\\?[^\\A-Za-z0-9\s]$/.test(text) && !nameCharacter.test(text.slice(-1)),
  );
  return strange === undefined
    ? []
    : [finding('impossibleCharacter', 'hint', [strange.start, strange.text.length])];
};

const isDigit = (token: PatternToken | undefined): boolean =>
  token?.kind === 'literal' && /^\d$/.test(token.text);

const findDots: Rule = (_source, tokens) => {
  const dots = tokens.filter(
    ({ kind }, index) => kind === 'any' && isDigit(tokens[index - 1]) && isDigit(tokens[index + 1]),
  );
  const [dot] = dots;
  if (dot === undefined) return [];
  const text = tokens.map((token) => (dots.includes(token) ? '\\.' : token.text)).join('');
  return [finding('unescapedDot', 'hint', [dot.start, 1], { code: 'escape', text })];
};

/** `v*` and `release-*`: a plain character, repeated, at the very end of a pattern without other syntax. */
const findWildcard: Rule = (source) => {
  const plain = /^([\w.-]*[\w-])\*$/.exec(source)?.[1];
  if (plain === undefined) return [];
  const text = `${plain.replaceAll('.', '\\.')}.*`;
  return [finding('wildcard', 'warning', [source.length - 1, 1], { code: 'rewrite', text })];
};

const textRules: readonly Rule[] = [findDelimiters, findSpace, findImpossible, findDots, findWildcard];
