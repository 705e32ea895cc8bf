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

  const names = { mustGo: ['dev-1', 'old'], mustStay: ['v1', 'latest'] };

  it('checks the names that must go and must stay, against the patterns of their file or given ones', () => {
    const file = { nameRegex: '(?:dev-.*|old)', nameRegexKeep: 'v.+', ...names };
    assert.deepEqual(checkCases(file), { passed: 4, failed: 0, differences: [], notes: [] });
    const given = checkCases(file, { deletes: 'dev-.*|v1', keeps: '', protections: [] });
    assert.deepEqual(given.differences, ['old: must go, but: notMatched', 'v1: must stay, but: goes']);
    const guarded = checkCases(file, { protections: ['^dev'] });
    assert.deepEqual(guarded.differences, ['dev-1: must go, but: protected']);
  });

  it('meets no expectation with a pattern that GitLab would not run', () => {
    assert.equal(checkCases({ nameRegex: '(?!v).*', ...names }).failed, 4);
    assert.throws(() => checkCases(names), /--delete/);
  });

  it('refuses a file in neither format', () => {
    assert.throws(() => checkCases({ something: 'else' }));
  });
});
