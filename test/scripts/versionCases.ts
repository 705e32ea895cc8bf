import * as v from 'valibot';
import { newerTags } from '../../src/domain/versions/newerTags.ts';

const nameOrNone = v.nullable(v.string());

/** A file in the format of `version-cases.json`: which tag is the newer one of the same line. */
export const versionCases = v.object({
  cases: v.array(
    v.object({
      id: v.union([v.number(), v.string()]),
      current: v.string(),
      candidates: v.array(v.string()),
      /** What Renovate answers with its docker versioning. */
      expected: nameOrNone,
      expectedSameMajor: v.exactOptional(nameOrNone),
      /** What a registry of one's own builds deserves instead; then `expectedSameMajor` is of the other answer. */
      recommended: v.exactOptional(nameOrNone),
    }),
  ),
});

/** The differences of each case, from the answers that the file wants. */
export function checkVersions({ cases }: v.InferOutput<typeof versionCases>): readonly (readonly string[])[] {
  return cases.map(({ id, current, candidates, expected, expectedSameMajor, recommended }) => {
    const tags = candidates.map((name) => ({ name }));
    const newest = newerTags(current, tags)[0] ?? null;
    const wanted = recommended === undefined ? expected : recommended;
    const differences = newest === wanted ? [] : [`${id}: ${current} to ${newest} instead of ${wanted}`];
    if (recommended !== undefined || expectedSameMajor === undefined) return differences;
    const sameMajor = newerTags(current, tags, 'major')[0] ?? null;
    if (sameMajor === expectedSameMajor) return differences;
    return [
      ...differences,
      `${id}: ${current} to ${sameMajor} of the same major instead of ${expectedSameMajor}`,
    ];
  });
}
