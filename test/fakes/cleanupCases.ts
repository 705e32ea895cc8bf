import fc from 'fast-check';
import type { TagCriteria } from '../../src/domain/cleanup/rules.ts';
import type { RegistryKind } from '../../src/domain/cleanup/run.ts';
import type { SimulatedTag } from '../../src/domain/cleanup/tagIndex.ts';

/** Milliseconds. */
export const day = 86_400_000;
export const now = Date.UTC(2026, 10, 1, 3, 30);

/** A policy that deletes everything, but for what is given. */
export function criteria(changes: Partial<TagCriteria> = {}): TagCriteria {
  return { keepN: undefined, olderThan: undefined, nameRegex: '.*', nameRegexKeep: undefined, ...changes };
}

/** A tag of so many days of age; without a date where none is given. */
export function tag(name: string, ageDays?: number): SimulatedTag {
  return ageDays === undefined ? { name } : { name, timestamp: now - ageDays * day };
}

/** `prefix0000`, `prefix0001`, …; the first is the newest and one day old, the next a day older. */
export function numbered(count: number, prefix = 't'): readonly SimulatedTag[] {
  return Array.from({ length: count }, (_, n) => tag(`${prefix}${String(n).padStart(4, '0')}`, n + 1));
}

const patterns = ['.*', 'v.*', 'v1|dev', '(?:a|b).*', '[a-m].*', '', '.*[0-9]'];
const word = fc
  .tuple(fc.constantFrom('v', 'dev', 'a', 'b-', 'main', 'x.'), fc.nat(60))
  .map(([a, b]) => `${a}${b}`);

/** Any policy on any small repository: dates with ties, missing and in the future among them. */
export const anyCase = fc.record({
  tags: fc.uniqueArray(
    fc
      .tuple(word, fc.option(fc.integer({ min: -2, max: 40 }), { nil: undefined }))
      .map(([name, age]) => tag(name, age)),
    { selector: ({ name }) => name, maxLength: 40 },
  ),
  registry: fc.constantFrom<RegistryKind>('metadataDatabase', 'legacy'),
  protections: fc.constantFrom<readonly string[]>([], ['1'], ['main', '^v2']),
  maxListSize: fc.constantFrom(0, 5, 200),
  policy: fc.record({
    keepN: fc.constantFrom(undefined, 1, 5, 10),
    olderThan: fc.constantFrom(undefined, '1d', '7d', '30d'),
    nameRegex: fc.constantFrom(...patterns),
    nameRegexKeep: fc.constantFrom(undefined, 'v1.*', '.*5', 'main|b'),
  }),
});
