import assert from 'node:assert/strict';
import { ownPlatform, partsOfIndex } from '../../../../src/domain/images/indexPlatforms.ts';
import type { Descriptor, ImageIndex } from '../../../../src/domain/manifest.ts';
import { formatPlatform, type Platform } from '../../../../src/domain/platform.ts';

const entry = (
  digit: string,
  platform: Platform | undefined,
  annotations: Descriptor['annotations'] = {},
): Descriptor => ({
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  digest: `sha256:${digit.repeat(64)}`,
  sizeBytes: 500,
  annotations,
  ...(platform === undefined ? {} : { platform }),
});
const unknown = { os: 'unknown', architecture: 'unknown' };
const attestation = (digit: string, about: string): Descriptor =>
  entry(digit, unknown, {
    'vnd.docker.reference.digest': `sha256:${about.repeat(64)}`,
    'vnd.docker.reference.type': 'attestation-manifest',
  });
const index = (...manifests: readonly Descriptor[]): ImageIndex => ({
  kind: 'index',
  mediaType: 'application/vnd.oci.image.index.v1+json',
  manifests,
  annotations: {},
});
const linux = (architecture: string, variant?: string): Platform => ({
  os: 'linux',
  architecture,
  ...(variant === undefined ? {} : { variant }),
});
const names = (parts: ReturnType<typeof partsOfIndex>): readonly string[] =>
  parts.images.map(({ platform }) => (platform === undefined ? '-' : formatPlatform(platform)));

describe('An index', () => {
  it('shows the person’s own platform first and keeps the order of the rest', () => {
    const given = index(
      entry('1', linux('amd64')),
      entry('2', linux('arm', 'v7')),
      entry('3', { os: 'windows', architecture: 'arm64' }),
      entry('4', linux('arm64', 'v8')),
    );
    assert.deepEqual(names(partsOfIndex(given, linux('arm64'))), [
      'linux/arm64/v8',
      'linux/amd64',
      'linux/arm/v7',
      'windows/arm64',
    ]);
  });

  it('prefers the usual variant to another', () => {
    const given = index(entry('1', linux('arm', 'v6')), entry('2', linux('arm', 'v7')));
    assert.deepEqual(names(partsOfIndex(given, linux('arm'))), ['linux/arm/v7', 'linux/arm/v6']);
  });

  it('puts attestations with the image that they are about, and not into the list', () => {
    const given = index(
      entry('1', linux('amd64')),
      attestation('a', '1'),
      attestation('b', '1'),
      attestation('c', '9'),
    );
    const parts = partsOfIndex(given, linux('amd64'));
    assert.deepEqual(names(parts), ['linux/amd64']);
    assert.deepEqual(
      parts.images[0]?.attestations.map(({ digest }) => digest[7]),
      ['a', 'b'],
    );
    assert.deepEqual(
      parts.strays.map(({ digest }) => digest[7]),
      ['c'],
    );
  });

  it('shows an unknown platform that is no attestation, and an entry without a platform, as images', () => {
    const given = index(entry('1', undefined), entry('2', unknown));
    assert.deepEqual(names(partsOfIndex(given, linux('amd64'))), ['unknown/unknown', '-']);
  });

  it('may be empty', () =>
    assert.deepEqual(partsOfIndex(index(), linux('amd64')), { images: [], strays: [] }));
});

describe('The own platform', () => {
  for (const [node, expected] of [
    ['x64', 'linux/amd64'],
    ['arm64', 'linux/arm64'],
    ['ia32', 'linux/386'],
    ['s390x', 'linux/s390x'],
  ] as const)
    it(`of ${node} is ${expected}`, () => assert.equal(formatPlatform(ownPlatform(node)), expected));
});
