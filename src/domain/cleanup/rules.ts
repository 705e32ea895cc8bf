import { durationSeconds, type CleanupPolicy } from './policy.ts';
import {
  compileCleanupPattern,
  compileProtectionPattern,
  type CompiledPattern,
  type PatternError,
  type TagPattern,
} from './tagPattern.ts';

/** Why a policy cannot be run, or not be foretold, as it stands. */
export type RuleProblem =
  | {
      readonly code: 'invalidRegex';
      readonly field: 'nameRegex' | 'nameRegexKeep';
      readonly error: PatternError;
    }
  /** The project's rule with this index; GitLab does not let anybody save such a rule. */
  | { readonly code: 'invalidProtection'; readonly rule: number; readonly error: PatternError }
  | { readonly code: 'unknownOlderThan'; readonly value: string }
  | { readonly code: 'unknownKeepN'; readonly value: string };

/** A policy made ready to be run on any number of repositories. */
export interface CleanupRules {
  readonly deletes: TagPattern | undefined;
  readonly keeps: TagPattern | undefined;
  readonly protections: readonly TagPattern[];
  readonly keepN: number | undefined;
  readonly olderThanSeconds: number | undefined;
  /** Not empty: nothing can be said about single tags. */
  readonly problems: readonly RuleProblem[];
}

/** The part of a policy that decides about tags. */
export type TagCriteria = Pick<CleanupPolicy, 'keepN' | 'olderThan' | 'nameRegex' | 'nameRegexKeep'>;

/**
 * Compiles a policy and the patterns of the project's tag protection rules. Runs of a policy have no user, so every
 * rule counts. An empty delete pattern matches nothing and an empty keep pattern keeps nothing.
 */
export function compileRules(
  policy: TagCriteria,
  protectedTagPatterns: readonly string[] = [],
): CleanupRules {
  const problems: RuleProblem[] = [];
  const accept = (compiled: CompiledPattern, problem: (error: PatternError) => RuleProblem) => {
    if (compiled.error !== undefined) problems.push(problem(compiled.error));
    return compiled.pattern;
  };
  const cleanup = (field: 'nameRegex' | 'nameRegexKeep') =>
    accept(compileCleanupPattern(policy[field] ?? ''), (error) => ({ code: 'invalidRegex', field, error }));

  const deletes = cleanup('nameRegex');
  const keeps = cleanup('nameRegexKeep');
  const protections = protectedTagPatterns.map((source, rule) =>
    accept(compileProtectionPattern(source), (error) => ({ code: 'invalidProtection', rule, error })),
  );
  const { keepN, olderThan } = policy;
  const olderThanSeconds = olderThan === undefined ? undefined : durationSeconds(olderThan);
  if (olderThan !== undefined && olderThanSeconds === undefined)
    problems.push({ code: 'unknownOlderThan', value: olderThan });
  if (typeof keepN === 'string') problems.push({ code: 'unknownKeepN', value: keepN });
  return {
    deletes,
    keeps,
    protections: protections.filter((pattern) => pattern !== undefined),
    keepN: typeof keepN === 'number' ? keepN : undefined,
    olderThanSeconds,
    problems,
  };
}
