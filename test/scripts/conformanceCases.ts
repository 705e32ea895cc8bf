import * as v from 'valibot';
import { compileRules } from '../../src/domain/cleanup/rules.ts';
import { runRegexTest } from '../../src/panels/regexTester/regexTest.ts';
import { simulate } from '../../src/domain/cleanup/simulate.ts';
import { indexTags } from '../../src/domain/cleanup/tagIndex.ts';
import {
  compileCleanupPattern,
  compileProtectionPattern,
  type CompiledPattern,
} from '../../src/domain/cleanup/tagPattern.ts';
import { checkVersions, versionCases } from './versionCases.ts';

const date = v.nullish(v.string());
const cleanupCase = v.object({
  id: v.string(),
  registry: v.picklist(['metadata-database', 'legacy']),
  now: v.string(),
  policy: v.object({
    keepN: v.nullish(v.number()),
    olderThan: v.nullish(v.string()),
    nameRegex: v.nullish(v.string()),
    nameRegexKeep: v.nullish(v.string()),
  }),
  protectedTagPatterns: v.optional(v.array(v.string()), []),
  tags: v.array(v.object({ name: v.string(), createdAt: date, updatedAt: date })),
  expected: v.object({ outcome: v.picklist(['ran', 'invalidRegex']), deleted: v.array(v.string()) }),
});
const re2Cases = v.object({
  tags: v.array(v.string()),
  patterns: v.array(
    v.object({
      pattern: v.string(),
      re2Error: v.nullish(v.string()),
      cleanupMatches: v.nullish(v.array(v.string())),
      protectionMatches: v.nullish(v.array(v.string())),
    }),
  ),
});

const expectations = v.pipe(
  v.object({
    nameRegex: v.optional(v.string()),
    nameRegexKeep: v.optional(v.string()),
    protectedTagPatterns: v.optional(v.array(v.string())),
    mustGo: v.optional(v.array(v.string())),
    mustStay: v.optional(v.array(v.string())),
  }),
  v.check(({ mustGo, mustStay }) => mustGo !== undefined || mustStay !== undefined, 'no mustGo, no mustStay'),
);

type Expectations = v.InferOutput<typeof expectations>;
type CleanupCase = v.InferOutput<typeof cleanupCase>;
type Re2Cases = v.InferOutput<typeof re2Cases>;

/** What checking a file gave. A note is a difference in the words of an error, which decide nothing. */
export interface Conformance {
  readonly passed: number;
  readonly failed: number;
  readonly differences: readonly string[];
  readonly notes: readonly string[];
}

/** Patterns from the command line; they win over those of a file of expectations. */
export interface GivenPatterns {
  readonly deletes?: string;
  readonly keeps?: string;
  /** An empty list: as the file has it. */
  readonly protections: readonly string[];
}

/** Checks the parsed content of one file, whichever of the formats it has. Throws where it has none. */
export function checkCases(content: unknown, given: GivenPatterns = { protections: [] }): Conformance {
  const expected = v.safeParse(expectations, content);
  if (expected.success && !Array.isArray(content)) return checkExpectations(expected.output, given);
  if (Array.isArray(content)) return count(v.parse(v.array(cleanupCase), content).map(checkCleanup), []);
  const versions = v.safeParse(versionCases, content);
  if (versions.success) return count(checkVersions(versions.output), []);
  const cases = v.parse(re2Cases, content);
  const results = cases.patterns.map((expected) => checkPattern(cases.tags, expected));
  return count(
    results.map(({ differences }) => differences),
    results.flatMap(({ notes }) => notes),
  );
}

/** @param results The differences of each case. */
function count(results: readonly (readonly string[])[], notes: readonly string[]): Conformance {
  const failed = results.filter((differences) => differences.length > 0).length;
  return { passed: results.length - failed, failed, differences: results.flat(), notes };
}

/** The names that the regex tester keeps with a workspace; each is a case. A name in both lists has to stay. */
function checkExpectations(file: Expectations, given: GivenPatterns): Conformance {
  const deletes = given.deletes ?? file.nameRegex;
  if (deletes === undefined) throw new Error('has no nameRegex: give the delete pattern with --delete');
  const stay = new Set(file.mustStay);
  const go = [...new Set(file.mustGo)].filter((name) => !stay.has(name));
  const names = [...go, ...stay];
  const protections = given.protections.length > 0 ? given.protections : (file.protectedTagPatterns ?? []);
  const patterns = { deletes, keeps: given.keeps ?? file.nameRegexKeep ?? '', protections };
  const { outcomes } = runRegexTest(patterns, indexTags(names.map((name) => ({ name }))));
  const results = names.map((name, place) => {
    const outcome = outcomes[place] ?? 'undecided';
    const isMet = outcome !== 'undecided' && (outcome === 'goes') === !stay.has(name);
    return isMet ? [] : [`${name}: must ${stay.has(name) ? 'stay' : 'go'}, but: ${outcome}`];
  });
  return count(results, []);
}

function checkCleanup({
  id,
  registry,
  now,
  policy,
  protectedTagPatterns,
  tags,
  expected,
}: CleanupCase): string[] {
  const criteria = {
    keepN: policy.keepN ?? undefined,
    olderThan: policy.olderThan ?? undefined,
    nameRegex: policy.nameRegex ?? undefined,
    nameRegexKeep: policy.nameRegexKeep ?? undefined,
  };
  const index = indexTags(
    tags.map(({ name, createdAt, updatedAt }) => {
      const text = updatedAt ?? createdAt;
      return text ? { name, timestamp: Date.parse(text) } : { name };
    }),
  );
  const result = simulate(compileRules(criteria, protectedTagPatterns), index, {
    registry: registry === 'legacy' ? 'legacy' : 'metadataDatabase',
    now: Date.parse(now),
    maxListSize: 0,
  });
  const deleted = tags.flatMap(({ name }, tag) => (result.verdicts[tag]?.code === 'deleted' ? [name] : []));
  return [
    ...(result.outcome === expected.outcome
      ? []
      : [`${id}: outcome ${result.outcome} instead of ${expected.outcome}`]),
    ...compareNames(id, deleted, expected.deleted),
  ];
}

function checkPattern(
  names: readonly string[],
  expected: Re2Cases['patterns'][number],
): { readonly differences: readonly string[]; readonly notes: readonly string[] } {
  const id = JSON.stringify(expected.pattern);
  const cleanup = compileCleanupPattern(expected.pattern);
  const protection = compileProtectionPattern(expected.pattern);
  const actual = cleanup.error?.message ?? protection.error?.message ?? 'valid';
  const wanted = expected.re2Error ?? 'valid';
  const inOtherWords = `${id}: ${actual} instead of ${wanted}`;
  if ((actual === 'valid') !== (wanted === 'valid')) return { differences: [inOtherWords], notes: [] };
  const matching = ({ pattern }: CompiledPattern): readonly string[] =>
    names.filter((name) => pattern?.matches(name));
  return {
    notes: actual === wanted ? [] : [`${inOtherWords} (invalid either way)`],
    differences: [
      ...compareNames(`${id} as cleanup regex`, matching(cleanup), expected.cleanupMatches),
      ...compareNames(`${id} as protection rule`, matching(protection), expected.protectionMatches),
    ],
  };
}

function compareNames(
  id: string,
  actual: readonly string[],
  expectedNames: readonly string[] | null | undefined,
): string[] {
  const expected = expectedNames ?? [];
  const extra = without(actual, expected);
  const missing = without(expected, actual);
  return [
    ...(extra.length > 0 ? [`${id}: unexpectedly ${extra.join(' ')}`] : []),
    ...(missing.length > 0 ? [`${id}: missing ${missing.join(' ')}`] : []),
  ];
}

function without(names: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return names.filter((name) => !known.has(name));
}
