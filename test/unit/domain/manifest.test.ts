// Covers the small word files around manifests: digest, mediaType, platform, manifest.
import assert from 'node:assert/strict';
import { fallbackTagOf, isDigest, shortDigest } from '../../../src/domain/digest.ts';
import { compressedSizeOf, type Descriptor } from '../../../src/domain/manifest.ts';
import {
  bareMediaType,
  isSchema1,
  kindOfMediaType,
  manifestMediaTypes,
} from '../../../src/domain/mediaType.ts';
import { formatPlatform, isUnknownPlatform } from '../../../src/domain/platform.ts';

const hex = '0123456789abcdef'.repeat(4);

describe('digests', () => {
  it('are sha256 or sha512 in lower-case hex', () => {
    assert.ok(isDigest(`sha256:${hex}`));
    assert.ok(isDigest(`sha512:${hex}${hex}`));
    for (const text of [hex, `sha256:${hex.toUpperCase()}`, 'sha256:12', `md5:${hex}`, `sha256:${hex}\n`])
      assert.ok(!isDigest(text), text);
  });

  it('are shortened to twelve digits and turned into the fallback tag', () => {
    assert.equal(shortDigest(`sha256:${hex}`), '0123456789ab');
    assert.equal(fallbackTagOf(`sha256:${hex}`), `sha256-${hex}`);
  });
});

describe('media types', () => {
  it('are the four that OCI and Docker define', () => {
    assert.equal(manifestMediaTypes.length, 4);
    assert.equal(kindOfMediaType('application/vnd.oci.image.index.v1+json; charset=utf-8'), 'index');
    assert.equal(kindOfMediaType('Application/vnd.docker.distribution.manifest.v2+json'), 'image');
    assert.equal(kindOfMediaType('application/json'), undefined);
    assert.equal(bareMediaType('A/B ;x=1'), 'a/b');
  });

  it('know schema 1, signed or not', () => {
    assert.ok(isSchema1('application/vnd.docker.distribution.manifest.v1+prettyjws'));
    assert.ok(isSchema1('application/vnd.docker.distribution.manifest.v1+json'));
    assert.ok(!isSchema1('application/vnd.docker.distribution.manifest.v2+json'));
  });
});

describe('platforms', () => {
  it('read like Go writes them', () => {
    assert.equal(formatPlatform({ os: 'linux', architecture: 'arm', variant: 'v7' }), 'linux/arm/v7');
    assert.equal(
      formatPlatform({ os: 'windows', architecture: 'amd64', osVersion: '10.0.1' }),
      'windows/amd64 (10.0.1)',
    );
    assert.ok(isUnknownPlatform({ os: 'unknown', architecture: 'unknown' }));
    assert.ok(!isUnknownPlatform({ os: 'linux', architecture: 'unknown' }));
  });
});

describe('the compressed size', () => {
  const part = (sizeBytes: number): Descriptor => ({
    mediaType: 'x',
    digest: 'd',
    sizeBytes,
    annotations: {},
  });

  it('is layers plus config, and unknown for an index', () => {
    const common = { mediaType: 'x', annotations: {} };
    assert.equal(
      compressedSizeOf({ kind: 'image', config: part(1), layers: [part(10), part(100)], ...common }),
      111,
    );
    assert.equal(compressedSizeOf({ kind: 'index', manifests: [part(5)], ...common }), undefined);
  });
});
