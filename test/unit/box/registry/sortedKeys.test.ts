import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { SortedKeys, type KeyPage } from '../../../gitlab/registry/sortedKeys.ts';

/** The same page by the plainest means. */
function plainPage(all: readonly string[], page: KeyPage) {
  const accepted = [...new Set(all)].sort().filter((key) => page.accepts?.(key) ?? true);
  const shown = page.descending === true ? accepted.reverse() : accepted;
  const isBeyond = (key: string, marker: string) => (page.descending === true ? key < marker : key > marker);
  const { after, before, limit } = page;
  const keys =
    after !== undefined
      ? shown.filter((key) => isBeyond(key, after)).slice(0, limit)
      : before !== undefined
        ? shown.filter((key) => key !== before && !isBeyond(key, before)).slice(-limit)
        : shown.slice(0, limit);
  const [first, last] = [keys.at(0), keys.at(-1)];
  return {
    keys,
    hasBefore: first !== undefined && shown[0] !== first,
    hasAfter: last !== undefined && shown.at(-1) !== last,
  };
}

const key = fc.string({ unit: fc.constantFrom('a', 'b', 'C', '1'), minLength: 1, maxLength: 3 });

describe('sorted keys', () => {
  it('page like a plain sorted and filtered list, whatever was added, removed and read before', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(key),
        fc.uniqueArray(key),
        fc.array(key),
        fc.record({
          limit: fc.integer({ min: 1, max: 4 }),
          descending: fc.boolean(),
          after: fc.option(key, { nil: undefined }),
          before: fc.option(key, { nil: undefined }),
          accepts: fc.constantFrom(
            () => true,
            (name: string) => name.includes('a'),
          ),
        }),
        (early, late, removed, page) => {
          const [keys, names] = [new SortedKeys(), new Set(early)];
          for (const name of early) keys.add(name);
          keys.page({ limit: 1 });
          for (const name of late.filter((each) => !names.has(each))) keys.add(name);
          for (const name of removed) keys.remove(name);
          const left = [...early, ...late].filter((name) => !removed.includes(name));
          assert.deepEqual(keys.page(page), plainPage(left, page));
        },
      ),
      { numRuns: 500 },
    );
  });
});
