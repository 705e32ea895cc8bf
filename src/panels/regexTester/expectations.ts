import * as v from 'valibot';
import { Failure } from '../../base/failure.ts';
import type { Expectation, TesterPatterns } from '../../protocol/regexTester.ts';

const fileSchema = v.object({
  mustGo: v.optional(v.array(v.string()), []),
  mustStay: v.optional(v.array(v.string()), []),
});

/**
 * Reads `{ "mustGo": ["dev-1"], "mustStay": ["v1"] }`. A name in both has to stay. Throws a `Failure` for anything else, so that
 * a file which somebody is editing is never taken for an empty one.
 */
export function parseExpectations(text: string): ReadonlyMap<string, Expectation> {
  const parsed = v.safeParse(
    v.pipe(
      v.string(),
      v.parseJson(),
      v.check((json) => !Array.isArray(json)),
      fileSchema,
    ),
    text,
  );
  if (!parsed.success) {
    const field = v.getDotPath(parsed.issues[0]);
    const details = field === null ? {} : { field };
    throw new Failure('invalid', 'not a file of expectations', { code: 'wrongShape', ...details });
  }
  const { mustGo, mustStay } = parsed.output;
  return new Map<string, Expectation>([
    ...mustGo.map((name) => [name, 'go'] as const),
    ...mustStay.map((name) => [name, 'stay'] as const),
  ]);
}

/**
 * Writes what `parseExpectations` reads: names sorted, one a line, so that it merges well. The patterns stand before them in the
 * words of GitLab's API, so that `npm run conformance` can check the names against them.
 */
export function formatExpectations(
  expectations: ReadonlyMap<string, Expectation>,
  patterns?: TesterPatterns,
): string {
  const named = (wanted: Expectation): readonly string[] =>
    [...expectations].flatMap(([name, expectation]) => (expectation === wanted ? name : [])).sort();
  const policy = patterns && {
    nameRegex: patterns.deletes,
    nameRegexKeep: patterns.keeps,
    protectedTagPatterns: patterns.protections.filter((pattern) => pattern !== ''),
  };
  const file = { ...policy, mustGo: named('go'), mustStay: named('stay') };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}
