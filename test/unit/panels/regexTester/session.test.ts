import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { RegexTestSession, type Advise } from '../../../../src/panels/regexTester/session.ts';
import type { RowFilter, TesterPatterns } from '../../../../src/protocol/regexTester.ts';

const silent: Advise = () => ({ deletes: [], keeps: [], protections: [] });
const names = ['v1', 'dev', 'latest', 'main', 'dev-1', 'my-main', 'release-1'];
const patterns = (deletes: string, keeps = '', ...protections: readonly string[]): TesterPatterns => ({
  deletes,
  keeps,
  protections,
});

function tested(
  under: TesterPatterns,
  options: { filter?: RowFilter; text?: string; from?: number; count?: number } = {},
) {
  const { filter = 'all', text = '', from = 0, count = 100 } = options;
  const session = new RegexTestSession(silent);
  session.setRepository(names);
  session.setExpectations(
    new Map([
      ['dev', 'go'],
      ['main', 'go'],
      ['v1', 'stay'],
      ['not-here', 'go'],
    ]),
  );
  return { session, ...session.test({ patterns: under, filter, text, slice: { from, count } }) };
}

const outcomes = (rows: readonly { name: string; outcome: string }[]) =>
  Object.fromEntries(rows.map(({ name, outcome }) => [name, outcome]));

describe('A test of patterns', () => {
  it('asks in GitLab’s order: latest, delete pattern, keep pattern, protection', () => {
    const { rows, report } = tested(patterns('.*', 'dev.*|v1', 'ease', ''));
    assert.deepEqual(outcomes(rows), {
      latest: 'latest',
      // \Adev.*|v1\z: begins with dev, or ends with v1.
      dev: 'keptByPattern',
      'dev-1': 'keptByPattern',
      v1: 'keptByPattern',
      'release-1': 'protected',
      main: 'goes',
      'my-main': 'goes',
    });
    assert.deepEqual(report.counts, {
      goes: 2,
      latest: 1,
      notMatched: 0,
      keptByPattern: 3,
      protected: 1,
      undecided: 0,
    });
  });

  it('lists names in their order, with the part that the deciding pattern matched', () => {
    const { rows } = tested(patterns('main|dev.*'));
    assert.deepEqual(
      rows.map(({ name, match }) => name.slice(match?.start ?? 0, match?.end ?? 0)),
      ['dev', 'dev-1', '', 'main', '', '', ''],
    );
    const guarded = tested(patterns('.*', '', 'ain')).rows.find(({ name }) => name === 'my-main');
    assert.deepEqual(guarded?.match, { start: 4, end: 7 });
  });

  it('decides nothing with an invalid pattern', () => {
    const { report, rows } = tested(patterns('dev', 'a(b', 'ok', '[x'));
    assert.deepEqual([report.counts.undecided, rows[0]?.outcome], [names.length, 'undecided']);
    assert.equal(report.deletes.compiled, '\\Adev\\z');
    assert.equal(report.keeps.compiled, undefined);
  });

  it('counts what each pattern matches by itself', () => {
    const { report } = tested(patterns('.*', 'main|x', 'v', ''));
    assert.equal(report.deletes.matchCount, 7);
    assert.equal(report.keeps.matchCount, 1);
    assert.deepEqual(
      report.protections.map(({ matchCount, compiled }) => [matchCount, compiled]),
      [
        [3, 'v'],
        [0, undefined],
      ],
    );
  });

  it('filters by outcome, by expectation and by text, and cuts out a slice', () => {
    const under = patterns('dev.*');
    const listed = (options: Parameters<typeof tested>[1]) =>
      tested(under, options).rows.map(({ name }) => name);
    assert.deepEqual(listed({ filter: 'goes' }), ['dev', 'dev-1']);
    assert.deepEqual(listed({ filter: 'stays' }), ['latest', 'main', 'my-main', 'release-1', 'v1']);
    assert.deepEqual(listed({ filter: 'unmet' }), ['main']);
    assert.deepEqual(listed({ text: 'MAIN' }), ['main', 'my-main']);
    assert.deepEqual(listed({ from: 2, count: 2 }), ['latest', 'main']);
    const { session, report } = tested(under, { filter: 'stays' });
    assert.equal(report.rowCount, 5);
    assert.deepEqual(
      session.rows({ from: 4, count: 10 }).map(({ name }) => name),
      ['v1'],
    );
  });

  it('counts expectations of the names that are there, and says nothing about them when GitLab would not run', () => {
    assert.deepEqual(tested(patterns('dev.*')).report.expected, { met: 2, unmet: 1 });
    assert.deepEqual(tested(patterns('(')).report.expected, { met: 0, unmet: 0 });
  });

  it('puts repository and pasted names together, each once', () => {
    const { session } = tested(patterns(''));
    session.setPasted(['dev', 'new']);
    assert.equal(session.pastedCount, 1);
    const { report } = session.test({
      patterns: patterns('new'),
      filter: 'goes',
      text: '',
      slice: { from: 0, count: 9 },
    });
    assert.deepEqual([report.total, report.rowCount], [8, 1]);
  });

  it('has no rows of a test of other names', () => {
    const { session } = tested(patterns('dev'));
    session.setPasted(['new']);
    assert.deepEqual(session.rows({ from: 0, count: 9 }), []);
  });

  // Cases computed by the native RE2 library with GitLab's wrapping; `latest` is spared before any pattern is tried.
  it('matches what GitLab matches, on the conformance cases', () => {
    const file = new URL('../../../fixtures/conformance/re2-cases.json.gz', import.meta.url);
    const cases = JSON.parse(gunzipSync(readFileSync(file)).toString()) as {
      tags: string[];
      patterns: { pattern: string; re2Error: string | null; cleanupMatches: string[] | null }[];
    };
    const session = new RegexTestSession(silent);
    session.setRepository(cases.tags);
    for (const { pattern, cleanupMatches } of cases.patterns.slice(0, 300)) {
      if (pattern.trim() === '') continue;
      const { report, rows } = session.test({
        patterns: patterns(pattern),
        filter: 'goes',
        text: '',
        slice: { from: 0, count: 500 },
      });
      if (cleanupMatches === null) assert.equal(report.counts.undecided, cases.tags.length, pattern);
      else
        assert.deepEqual(
          rows.map(({ name }) => name).sort(),
          cleanupMatches.filter((name) => name !== 'latest').sort(),
          pattern,
        );
    }
  });
});
