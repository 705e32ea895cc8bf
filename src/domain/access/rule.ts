import type { TagProtection } from '../tag.ts';

/** What a rule is about: names of tags, or paths of repositories. */
export type RuleKind = 'tag' | 'repository';

/** Roles that a rule may ask for, weakest first. Source: GitLab `ContainerProtectionTagRuleAccessLevel`. */
export const ruleLevels = ['MAINTAINER', 'OWNER', 'ADMIN'] as const;

/** A role that a rule may ask for. */
export type RuleLevel = (typeof ruleLevels)[number];

/** A protection rule of a project. A level that is missing restricts nothing; rules of repositories are never immutable. */
export interface ProtectionRule extends TagProtection {
  /** GitLab's number, unique within its kind. */
  readonly id: number;
  /** Of tags RE2, matched anywhere in the name; of repositories a glob for the whole path, see `matchesGlob`. */
  readonly pattern: string;
}

/** A rule as a person wants it. */
export interface WantedRule {
  readonly pattern: string;
  readonly minimumAccessLevelForPush?: RuleLevel;
  readonly minimumAccessLevelForDelete?: RuleLevel;
}

/** Source: GitLab `ContainerRegistry::Protection::TagRule`, `MAX_TAG_RULES_PER_PROJECT`. */
export const mostTagRules = 5;

/** The most characters of a pattern. Source: GitLab `ContainerRegistry::Protection::TagRule` and `Rule`. */
export const longestPattern: Readonly<Record<RuleKind, number>> = { tag: 100, repository: 255 };

/** Whether two rules ask for the same. */
export function isSameRule(one: WantedRule | ProtectionRule, other: WantedRule | ProtectionRule): boolean {
  return (
    one.pattern === other.pattern &&
    one.minimumAccessLevelForPush === other.minimumAccessLevelForPush &&
    one.minimumAccessLevelForDelete === other.minimumAccessLevelForDelete
  );
}

/** Why GitLab would not take a rule, by the field that is to be corrected. */
export type RuleProblem =
  | { readonly code: 'patternMissing' | 'patternTaken' | 'otherProject' | 'notAPath' }
  | { readonly code: 'patternTooLong'; readonly limit: number }
  | { readonly code: 'bothLevelsNeeded' | 'oneLevelNeeded' }
  | { readonly code: 'tooManyRules'; readonly limit: number };

/** Source: GitLab `Gitlab::Regex::ContainerRegistry::Protection::Rules`: a path whose parts may hold `*`. */
const globCharacters = /^[\w.*/-]+$/;

/**
 * What is wrong with a rule, without looking at whether a tag pattern is valid RE2. `others`: the project's other rules of the kind.
 * Source: GitLab, validations of `ContainerRegistry::Protection::TagRule` and `Rule`.
 */
export function ruleProblems(
  kind: RuleKind,
  wanted: WantedRule,
  { projectPath, others }: { readonly projectPath: string; readonly others: readonly ProtectionRule[] },
): readonly RuleProblem[] {
  return [
    ...patternProblems(kind, wanted.pattern, projectPath),
    ...(others.some(({ pattern }) => pattern === wanted.pattern) ? [{ code: 'patternTaken' } as const] : []),
    ...levelProblems(kind, wanted),
    ...(kind === 'tag' && others.length >= mostTagRules
      ? [{ code: 'tooManyRules', limit: mostTagRules } as const]
      : []),
  ];
}

function patternProblems(kind: RuleKind, pattern: string, projectPath: string): readonly RuleProblem[] {
  if (pattern.trim() === '') return [{ code: 'patternMissing' }];
  const limit = longestPattern[kind];
  const tooLong: readonly RuleProblem[] = pattern.length > limit ? [{ code: 'patternTooLong', limit }] : [];
  if (kind === 'tag') return tooLong;
  if (!pattern.toLowerCase().startsWith(projectPath.toLowerCase()))
    return [...tooLong, { code: 'otherProject' }];
  return globCharacters.test(pattern) ? tooLong : [...tooLong, { code: 'notAPath' }];
}

function levelProblems(kind: RuleKind, wanted: WantedRule): readonly RuleProblem[] {
  const { minimumAccessLevelForPush: push, minimumAccessLevelForDelete: remove } = wanted;
  if (kind === 'tag') return push === undefined || remove === undefined ? [{ code: 'bothLevelsNeeded' }] : [];
  return push === undefined && remove === undefined ? [{ code: 'oneLevelNeeded' }] : [];
}
