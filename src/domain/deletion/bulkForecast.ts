import { compileRules } from '../cleanup/rules.ts';
import type { RegistryKind } from '../cleanup/run.ts';
import { simulate, type Simulation } from '../cleanup/simulate.ts';
import { simulatedTag } from '../cleanup/simulatedTag.ts';
import { indexTags } from '../cleanup/tagIndex.ts';
import type { Verdict } from '../cleanup/verdict.ts';
import type { Tag } from '../tag.ts';
import { criteriaOf, type BulkRule } from './bulkRule.ts';

/** What is known of a repository before a rule is sent. */
export interface BulkGround {
  readonly tags: readonly Tag[];
  /** Whether these are all of them. */
  readonly isComplete: boolean;
  readonly registry: RegistryKind;
  /** Whether the dates are known that `keep_n` and `older_than` go by. */
  readonly hasDates: boolean;
  /** Patterns that keep tags from this person. */
  readonly protections: readonly string[];
}

/** What a rule does, foretold. */
export interface BulkForecast {
  /** In the order of the list. */
  readonly certain: readonly Tag[];
  /** May go: left to chance by GitLab, or old enough within minutes. */
  readonly possible: readonly Tag[];
  /** Stay only because a rule protects them. */
  readonly protected: readonly Tag[];
  /** How many stay for any reason. */
  readonly staying: number;
  readonly notes: Simulation['notes'];
}

/** How long GitLab may take to begin, in ms: what becomes old enough by then may go as well. */
const slackMs = 600_000;

/**
 * What GitLab does with a rule at `now` (ms since 1970). `undefined` where that cannot be told: the tags or dates that decide are not
 * known, or the rule is not valid.
 */
export function forecastBulk(rule: BulkRule, ground: BulkGround, now: number): BulkForecast | undefined {
  const needsDates = rule.keepN !== undefined || rule.olderThan !== undefined;
  if (!ground.isComplete || (needsDates && !ground.hasDates)) return undefined;
  const rules = compileRules(criteriaOf(rule), ground.protections);
  const index = indexTags(ground.tags.map((tag) => simulatedTag(tag, ground.registry)));
  const { outcome, verdicts, notes } = simulate(rules, index, { registry: ground.registry, now });
  if (outcome !== 'ran') return undefined;
  const where = (test: (verdict: Verdict) => boolean): readonly Tag[] =>
    ground.tags.filter((_, at) => {
      const verdict = verdicts[at];
      return verdict !== undefined && test(verdict);
    });
  const certain = where((verdict) => verdict.code === 'deleted' && verdict.chance === undefined);
  const possible = where((verdict) => isPossible(verdict, now));
  return {
    certain,
    possible,
    protected: where(({ code }) => code === 'protected'),
    staying: ground.tags.length - certain.length - possible.length,
    notes,
  };
}

/** Tags of one date on both sides of the `keep_n` border: which of them stay is left to chance. */
function isPossible(verdict: Verdict, now: number): boolean {
  if (verdict.code === 'deleted') return verdict.chance !== undefined;
  if (verdict.code === 'keptNewest') return verdict.tie !== undefined;
  return verdict.code === 'tooYoung' && verdict.eligibleAt < now + slackMs;
}

/** What was there some time after a rule was sent, compared with what was foretold. Names. */
export interface BulkOutcome {
  /** Foretold, and no longer there. */
  readonly gone: readonly string[];
  /** Foretold, and still there. */
  readonly stillThere: readonly string[];
  /** May have gone, and did. */
  readonly possibleGone: readonly string[];
  /** Were to stay, and are no longer there: another deletion, or another reading of the rule. */
  readonly unexpectedlyGone: readonly string[];
}

/** `after`: the names that are there now. */
export function compareBulk(
  before: readonly string[],
  forecast: BulkForecast,
  after: ReadonlySet<string>,
): BulkOutcome {
  const certain = new Set(forecast.certain.map(({ name }) => name));
  const possible = new Set(forecast.possible.map(({ name }) => name));
  const gone = before.filter((name) => !after.has(name));
  return {
    gone: gone.filter((name) => certain.has(name)),
    stillThere: before.filter((name) => after.has(name) && certain.has(name)),
    possibleGone: gone.filter((name) => possible.has(name)),
    unexpectedlyGone: gone.filter((name) => !certain.has(name) && !possible.has(name)),
  };
}
