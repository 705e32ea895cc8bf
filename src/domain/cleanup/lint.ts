import type { Finding, Fix } from './finding.ts';
import { lintCleanupText, lintProtectionText, type TextFinding } from './lintPattern.ts';
import { isCatchAll } from './patternShape.ts';
import { durationSeconds } from './policy.ts';
import { rewriteUnsupported, type PatternPair } from './rewrite.ts';
import type { TagCriteria } from './rules.ts';
import {
  compileCleanupPattern,
  compileProtectionPattern,
  type PatternError,
  type TagPattern,
} from './tagPattern.ts';

/** Source: GitLab `ContainerExpirationPolicy`, validations of `name_regex` and `name_regex_keep`. */
const longestPattern = 255;
/** Source: GitLab `ContainerRegistry::Protection::TagRule`. */
const longestProtection = 100;

/** Far longer patterns get no advice on their parts: GitLab refuses them, and looking at all of it takes seconds. */
const longestStudied = 4 * longestPattern;

const fields = [
  ['delete', 'nameRegex'],
  ['keep', 'nameRegexKeep'],
] as const;

/**
 * What deserves a word about a policy, gravest first within a field. `names` are the tags that it would run on; without
 * them nothing is said about what matches "here".
 */
export function lintPolicy(policy: TagCriteria, names: readonly string[] = []): readonly Finding[] {
  const patterns: PatternPair = { delete: policy.nameRegex ?? '', keep: policy.nameRegexKeep ?? '' };
  return [
    ...fields.flatMap(([side, field]) => lintSide(side, field, patterns, names)),
    ...lintEffect(policy, patterns, names),
    ...lintValues(policy),
  ];
}

/** What deserves a word about the pattern of a tag protection rule. */
export function lintProtection(source: string, names: readonly string[] = []): readonly Finding[] {
  const whole = { field: 'protection', position: 0, length: source.length, fixes: [] } as const;
  const { pattern, error } = compileProtectionPattern(source);
  const findings: Finding[] = [];
  if (source.length > longestProtection)
    findings.push({ ...whole, code: 'tooLong', severity: 'error', limit: longestProtection });
  if (error !== undefined)
    return [...findings, { ...whole, ...placed(error), code: 'invalid', severity: 'error' }];
  if (isCatchAll(pattern.matches))
    findings.push({ ...whole, code: 'protectsEverything', severity: 'warning' });
  else if (names.length > 0 && !names.some(pattern.matches))
    findings.push({ ...whole, code: 'matchesNothingHere', severity: 'warning' });
  const found = lintProtectionText(source).map((each): Finding => {
    const valid = each.fixes.filter(({ text }) => compileProtectionPattern(text).error === undefined);
    const fixes = valid.map(({ code, text }): Fix => ({ code, protection: text }));
    return { ...each, field: 'protection', fixes };
  });
  return [...findings, ...found];
}

function placed(error: PatternError): Pick<Finding, 'error' | 'position' | 'length'> {
  return { error, position: error.position, length: error.length };
}

function lintSide(
  side: keyof PatternPair,
  field: 'nameRegex' | 'nameRegexKeep',
  patterns: PatternPair,
  names: readonly string[],
): readonly Finding[] {
  const source = patterns[side];
  const whole = { field, position: 0, length: source.length, fixes: [] } as const;
  if (source.trim() === '') return side === 'delete' ? [{ ...whole, code: 'empty', severity: 'error' }] : [];
  const findings: Finding[] = [];
  if (source.length > longestPattern)
    findings.push({ ...whole, code: 'tooLong', severity: 'error', limit: longestPattern });
  const { error } = compileCleanupPattern(source);
  if (error !== undefined) {
    const rewritten = source.length > longestStudied ? undefined : rewriteUnsupported(side, patterns);
    const fixes: readonly Fix[] = rewritten === undefined ? [] : [{ code: 'rewrite', ...rewritten }];
    return [...findings, { ...whole, ...placed(error), fixes, code: 'invalid', severity: 'error' }];
  }
  if (source.length > longestStudied) return findings;
  return [...findings, ...lintCleanupText(source, names).map((found) => inField(found, side, field))];
}

function inField(found: TextFinding, side: keyof PatternPair, field: 'nameRegex' | 'nameRegexKeep'): Finding {
  // Taking an anchor out of `^*` would leave a lone `*`: a fix that GitLab would refuse is not offered.
  const valid = found.fixes.filter(({ text }) => compileCleanupPattern(text).error === undefined);
  return { ...found, field, fixes: valid.map(({ code, text }): Fix => ({ code, [side]: text })) };
}

/** What the two patterns and the numbers do together. */
function lintEffect(
  policy: TagCriteria,
  patterns: PatternPair,
  names: readonly string[],
): readonly Finding[] {
  const deletes = compileCleanupPattern(patterns.delete).pattern;
  const keeps = compileCleanupPattern(patterns.keep).pattern;
  if (deletes === undefined || keeps === undefined) return [];
  const matching = names.filter((name) => name !== 'latest' && deletes.matches(name));
  const candidates = matching.filter((name) => !keeps.matches(name));
  const isEverything = isCatchAll(deletes.matches) && patterns.keep === '';
  return [
    ...lintDeleteEffect(deletes, matching, names),
    ...lintKeepEffect(keeps, { names, matching, candidates }),
    ...lintNumbers(policy, isEverything, candidates.length),
  ];
}

function lintDeleteEffect(
  { source, matches }: TagPattern,
  matching: readonly string[],
  names: readonly string[],
): readonly Finding[] {
  const whole = { field: 'nameRegex', position: 0, length: source.length, fixes: [] } as const;
  if (names.length === 0 || source === '') return [];
  if (matching.length === 0) return [{ ...whole, code: 'matchesNothingHere', severity: 'warning' }];
  return names.every(matches) ? [{ ...whole, code: 'matchesEverythingHere', severity: 'hint' }] : [];
}

function lintKeepEffect(
  { source, matches }: TagPattern,
  lists: Readonly<Record<'names' | 'matching' | 'candidates', readonly string[]>>,
): readonly Finding[] {
  const whole = { field: 'nameRegexKeep', position: 0, length: source.length } as const;
  const spared = lists.matching.length > 0 && lists.candidates.length === 0;
  if (isCatchAll(matches) || spared)
    return [
      { ...whole, code: 'keepDisablesPolicy', severity: 'error', fixes: [{ code: 'remove', keep: '' }] },
    ];
  if (source === '' || lists.names.length === 0 || lists.names.some(matches)) return [];
  return [{ ...whole, code: 'matchesNothingHere', severity: 'hint', fixes: [] }];
}

function lintNumbers(
  { keepN, olderThan }: TagCriteria,
  isEverything: boolean,
  candidates: number,
): readonly Finding[] {
  const place = { position: 0, length: 0 } as const;
  if (isEverything && keepN === undefined && olderThan === undefined)
    return [{ ...place, field: 'nameRegex', code: 'deletesEverything', severity: 'warning', fixes: [] }];
  if (typeof keepN !== 'number' || candidates === 0 || candidates > keepN) return [];
  return [{ ...place, field: 'keepN', code: 'keepNCoversAll', severity: 'hint', fixes: [] }];
}

function lintValues({ keepN, olderThan }: TagCriteria): readonly Finding[] {
  const unknown = { code: 'unknownValue', severity: 'warning', position: 0, fixes: [] } as const;
  return [
    ...(typeof keepN === 'string' ? [{ ...unknown, field: 'keepN', length: keepN.length } as const] : []),
    ...(olderThan !== undefined && durationSeconds(olderThan) === undefined
      ? [{ ...unknown, field: 'olderThan', length: olderThan.length } as const]
      : []),
  ];
}
