import assert from 'node:assert/strict';
import { compareVersions, versionOf } from '../../../../src/domain/tags/tagVersion.ts';

/** Lowest first. The pre-releases are the example of Semantic Versioning 2.0.0, section 11. */
const ascending = [
  '0.9.9',
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.beta',
  '1.0.0-beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0-rc.1',
  '1',
  '1.0',
  '1.0.0',
  'v1.0.1',
  '1.2.0',
  '1.2.3',
  '1.2.3.4',
  '1.2.3.10',
  'release-1.2.4',
  '1.10.0',
  '2.0.0',
  // Java's updates, as the tags of public JDK images name them.
  '8u402',
  '8u412',
  '11.0.2',
];

describe('versions in tag names', () => {
  it('are ordered as Semantic Versioning says', () => {
    for (const [at, lower] of ascending.entries()) {
      for (const higher of ascending.slice(at + 1)) {
        const [a, b] = [versionOf(lower), versionOf(higher)];
        assert.ok(a !== undefined && b !== undefined);
        assert.ok(compareVersions(a, b) < 0, `${lower} < ${higher}`);
        assert.ok(compareVersions(b, a) > 0, `${higher} > ${lower}`);
      }
    }
  });

  it('ignore build metadata, which tags write with an underscore', () => {
    const [a, b] = [versionOf('1.2.3_7'), versionOf('1.2.3_8')];
    assert.ok(a !== undefined && b !== undefined);
    assert.equal(compareVersions(a, b), 0);
  });

  for (const name of ['latest', 'main-1.2.3', 'mr-12', '', 'v', '8u', '1..2', '1.2.3-'])
    it(`are not read from “${name}”`, () => assert.equal(versionOf(name), undefined));
});
