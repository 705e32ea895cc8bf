import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { checkCases } from '../../../scripts/conformanceCases.ts';

function fixture(name: string): unknown {
  const path = new URL(`../../../fixtures/conformance/${name}.json.gz`, import.meta.url);
  return JSON.parse(gunzipSync(readFileSync(path)).toString('utf8'));
}

describe('conformance', () => {
  it("deletes what GitLab's own cleanup services deleted, in all 324 cases", () => {
    const { differences, passed } = checkCases(fixture('cleanup-cases'));
    assert.deepEqual(differences, []);
    assert.equal(passed, 324);
  });

  it('accepts, matches and words errors as the native RE2 library does, for all 199 patterns', () => {
    const { differences, notes, passed } = checkCases(fixture('re2-cases'));
    assert.deepEqual([...differences, ...notes], []);
    assert.equal(passed, 199);
  });

  it('reports an expectation that the engine does not meet', () => {
    const result = checkCases([
      {
        id: 'wrong',
        registry: 'legacy',
        now: '2026-11-01T00:00:00Z',
        policy: { keepN: null, olderThan: null, nameRegex: 'a', nameRegexKeep: null },
        tags: [{ name: 'a', createdAt: null, updatedAt: null }],
        expected: { outcome: 'invalidRegex', deleted: ['b'] },
      },
    ]);
    assert.equal(result.failed, 1);
    assert.deepEqual(result.differences, [
      'wrong: outcome ran instead of invalidRegex',
      'wrong: unexpectedly a',
      'wrong: missing b',
    ]);
  });

  it('refuses a file in neither format', () => {
    assert.throws(() => checkCases({ something: 'else' }));
  });
});
