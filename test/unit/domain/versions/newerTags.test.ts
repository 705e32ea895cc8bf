import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import * as v from 'valibot';
import { newerTags } from '../../../../src/domain/versions/newerTags.ts';
import { checkVersions, versionCases } from '../../../scripts/versionCases.ts';

const fixture = new URL('../../../fixtures/conformance/version-cases.json.gz', import.meta.url);
const cases = v.parse(versionCases, JSON.parse(gunzipSync(readFileSync(fixture)).toString('utf8')));

const named = (...names: readonly string[]) => names.map((name) => ({ name }));
const newer = (current: string, ...names: readonly string[]) => newerTags(current, named(current, ...names));

describe('the newer tags of a line', () => {
  it('are those that Renovate finds, or that the table recommends instead', () => {
    assert.ok(cases.cases.length >= 49);
    assert.deepEqual(checkVersions(cases).flat(), []);
  });

  it('come newest first, numbers compared as numbers', () => {
    assert.deepEqual(newer('1.2.0', '1.9.0', '1.10.0', '2.0.0', '1.1.0'), ['2.0.0', '1.10.0', '1.9.0']);
    assert.deepEqual(newerTags('1.2.0', named('1.9.0', '2.0.0'), 'major'), ['1.9.0']);
  });

  // Source: Renovate's rule 3: the same number of parts and the same flavour.
  it('have as many parts and the same flavour', () => {
    assert.deepEqual(newer('22', '23.1', '22-alpine', '24'), ['24']);
    assert.deepEqual(newer('22-alpine', '24', '24-alpine3.20', '24-alpine'), ['24-alpine']);
  });

  it('are no pre-releases for a release, whichever way they are written', () => {
    const words = [
      'rc.1',
      'RC1',
      'rc-1',
      'alpha',
      'beta.2',
      'pre',
      'preview1',
      'dev',
      'SNAPSHOT',
      'nightly',
      'm3',
    ];
    for (const word of words) assert.deepEqual(newer('1.0.0', `1.1.0-${word}`), [], word);
    assert.deepEqual(newer('1.0.0-alpine', '1.1.0-rc.1-alpine', '1.1.0-alpine'), ['1.1.0-alpine']);
  });

  it('are, for a pre-release, its release and the later ones before it', () => {
    assert.deepEqual(newer('1.0.0-rc.2', '1.0.0-rc.10', '1.0.0-rc.1', '1.0.0-beta.9', '1.1.0-rc.1'), [
      '1.0.0-rc.10',
    ]);
    assert.deepEqual(newer('1.0.0-beta', '1.0.0-rc', '1.0.0'), ['1.0.0', '1.0.0-rc']);
  });

  it('never mix years of two and of four digits, nor dates and small numbers', () => {
    assert.deepEqual(newer('24.1', '2024.2', '24.2'), ['24.2']);
    assert.deepEqual(newer('2024.1', '25.1', '2025.1'), ['2025.1']);
    assert.deepEqual(newer('7', '202401', '20240101', '8'), ['8']);
    assert.deepEqual(newer('1.2.3', '1.2.20240101', '1.2.4'), ['1.2.4']);
  });

  it('are found behind a word, and in dates with hyphens', () => {
    assert.deepEqual(newer('release-1.2.3', 'hotfix-1.2.4', 'release-1.3.0', 'v1.4.0'), ['release-1.3.0']);
    assert.deepEqual(newer('app-v1.2', 'app-v1.3', 'app-1.4'), ['app-v1.3']);
    assert.deepEqual(newer('2024-01-15', '2024-02', '2024-01-16', '2024-01-16-alpine'), ['2024-01-16']);
    assert.deepEqual(newer('2024-01', '2024-02', '2024-02-01'), ['2024-02']);
  });

  it('may differ in a build number, not in the number of a distribution', () => {
    assert.deepEqual(newer('1.2.3-r9', '1.2.3-r10', '1.2.4'), ['1.2.3-r10']);
    assert.deepEqual(newer('1.2.3-2', '1.2.3-10', '1.2.3-rc.9'), ['1.2.3-10']);
    assert.deepEqual(newer('1.2.3-debian-11', '1.2.3-debian-12', '1.2.4-debian-11'), ['1.2.4-debian-11']);
    assert.deepEqual(newer('9-jdk-17', '9-jdk-21', '10-jdk-21', '10-jdk-17'), ['10-jdk-17']);
  });

  it('go by their dates where only the commit differs', () => {
    const tags = [
      { name: '1.2.3-0a1b2c3d', publishedAt: '2026-01-02T00:00:00Z' },
      { name: '1.2.3-1b2c3d4e', publishedAt: '2026-01-03T00:00:00Z' },
      { name: '1.2.3-2c3d4e5f', publishedAt: '2026-01-01T00:00:00Z' },
      { name: '1.2.3-3d4e5f6a' },
    ];
    assert.deepEqual(newerTags('1.2.3-0a1b2c3d', tags), ['1.2.3-1b2c3d4e']);
    assert.deepEqual(newerTags('1.2.3-3d4e5f6a', tags), []);
  });

  it('include no commit that happens to have digits only', () => {
    const commits = named('12345678', '1b2c3d4e', '2c3d4e5f', '12345679', 'main');
    assert.deepEqual(newerTags('12345678', commits), []);
    assert.deepEqual(newer('1.2.3-0a1b2c3d', '1.2.4-12345679', '1.2.5-20260101'), ['1.2.4-12345679']);
  });

  it('do not exist for branches, caches, signatures and moving names', () => {
    const digest = '6c3c624b58dbbcd3c0dd82b4c53f04194d1247c6eebdaab7c610cf7d66709b3b';
    const pairs = [
      ['main', 'main-2'],
      ['main-1', 'main-2'],
      ['mr-2391', 'mr-2400'],
      ['16-4-stable', '16-5-stable'],
      ['cache-1.2', 'cache-1.3'],
      ['buildcache', 'buildcache-2'],
      ['latest', '2'],
      [`sha256-${digest}.sig`, `sha256-${digest.replace('6', '7')}.sig`],
    ] as const;
    for (const [current, other] of pairs) assert.deepEqual(newer(current, other, '9.9.9'), [], current);
  });

  it('compares numbers of any length exactly', () => {
    const big = '9'.repeat(40);
    assert.deepEqual(newer(`1${big.slice(1)}`, `2${big.slice(1)}`), [`2${big.slice(1)}`]);
  });

  // A law, for names that are made of what versions are made of: newer is an order.
  it('is an order: nothing is newer than what is newer than it', () => {
    const part = fc.constantFrom('0', '1', '02', '10', '20240101', '2024', '24');
    const end = fc.constantFrom(
      '',
      '-alpine',
      '-rc.1',
      '-rc.2',
      '-beta',
      '-r1',
      '-r2',
      'b1',
      '-1b2c3d4e',
      '-20240101',
    );
    const name = fc
      .tuple(fc.constantFrom('', 'v', 'app-'), part, part, end)
      .map(([a, b, c, d]) => `${a}${b}.${c}${d}`);
    fc.assert(
      fc.property(name, name, name, (a, b, c) => {
        const isNewer = (one: string, other: string): boolean => newerTags(other, named(one)).length > 0;
        assert.ok(!isNewer(a, a));
        assert.ok(!(isNewer(a, b) && isNewer(b, a)));
        if (isNewer(a, b) && isNewer(b, c)) assert.ok(isNewer(a, c));
      }),
      { numRuns: 2000 },
    );
  });

  it('reads every name of 128 characters at once', () => {
    const nasty = [
      'a-'.repeat(64),
      '1.'.repeat(64),
      `a${'-v'.repeat(63)}`,
      '1-'.repeat(64),
      'x'.repeat(100_000),
    ];
    for (const name of nasty) assert.deepEqual(newerTags(name, named('1.0')), []);
  });
});
