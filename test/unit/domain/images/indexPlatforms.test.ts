import assert from 'node:assert/strict';
import { imagesOfIndex, ownPlatform, partsOfIndex } from '../../../../src/domain/images/indexPlatforms.ts';
import type { Descriptor, ImageIndex } from '../../../../src/domain/manifest.ts';
import { formatPlatform, type Platform } from '../../../../src/domain/platform.ts';
import { readManifest } from '../../../../src/registry/documents.ts';
import { fieldCase } from '../../../fakes/fieldCase.ts';

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

  it('field case 15: the index that SOCI puts beside an image belongs to it and adds no bytes', () => {
    const { index: json } = fieldCase('15-soci-v2') as { readonly index: object };
    const read = readManifest(json, 'application/vnd.oci.image.index.v1+json');
    assert.ok(read.kind === 'index');
    const { images, strays } = partsOfIndex(read, linux('amd64'));
    assert.deepEqual(
      images.map(({ platform, attestations }) => [platform, attestations.map(({ digest }) => digest[7])]),
      [[linux('amd64'), ['b']]],
    );
    assert.deepEqual(strays, []);
    assert.deepEqual(imagesOfIndex(read), [images[0]?.descriptor]);
  });

  // nydus, docs/nydusify.md, "--merge-platform".
  it('shows the manifest that Nydus puts beside an image with it', () => {
    const features = { ...linux('arm64'), osFeatures: ['nydus.remoteimage.v1'] };
    const given = index(entry('1', linux('amd64')), entry('2', linux('arm64')), entry('3', features));
    const parts = partsOfIndex(given, linux('amd64'));
    assert.deepEqual(names(parts), ['linux/amd64', 'linux/arm64']);
    assert.deepEqual(parts.images[1]?.attestations[0]?.digest[7], '3');
  });

  // OCI image specification, image-index.md; distribution specification, "Listing Referrers".
  it('lists the artifacts of an index that has no image', () => {
    const artifact = (digit: string) => ({ ...entry(digit, undefined), artifactType: 'application/x-acme' });
    assert.equal(partsOfIndex(index(artifact('1'), artifact('2')), linux('amd64')).images.length, 2);
    const mixed = partsOfIndex(index(artifact('1'), entry('2', linux('amd64'))), linux('amd64'));
    assert.deepEqual([mixed.images.length, mixed.strays.length], [1, 1]);
  });

  it('has no images in a build cache, whose entries are layers and a config of its own', () => {
    const layer = { ...entry('1', undefined), mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip' };
    const config = { ...entry('2', undefined), mediaType: 'application/vnd.buildkit.cacheconfig.v0' };
    assert.deepEqual(imagesOfIndex(index(layer, config)), []);
  });

  it('field case 16: a platform of empty texts is none', () => {
    const { platform } = fieldCase('16-empty-platform') as { readonly platform: Platform };
    assert.equal(formatPlatform(platform), '');
    const [only] = partsOfIndex(index(entry('1', platform)), linux('amd64')).images;
    assert.equal(only?.platform, undefined);
  });

  it('is taken apart in time that grows with its length', () => {
    const many = Array.from({ length: 20_000 }, (_, at) => ({
      ...entry('1', linux('amd64')),
      digest: `sha256:${String(at).padStart(64, '0')}`,
      ...(at % 2 === 0 ? {} : { artifactType: 'application/x-acme' }),
    }));
    assert.equal(partsOfIndex(index(...many), linux('amd64')).images.length, 10_000);
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
