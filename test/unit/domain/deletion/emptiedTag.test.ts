// What GitLab's `generate_empty_manifest` makes (GitLab spec/lib/container_registry/client_spec.rb), and what is like it and is an image.
import assert from 'node:assert/strict';
import { isEmptied } from '../../../../src/domain/deletion/emptiedTag.ts';
import { readManifest } from '../../../../src/registry/documents.ts';

const docker = 'application/vnd.docker.distribution.manifest.v2+json';
const oci = 'application/vnd.oci.image.manifest.v1+json';
const digest = `sha256:${'0a'.repeat(32)}`;
const config = { mediaType: 'application/vnd.docker.container.image.v1+json', size: 22, digest };
const layer = { mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip', size: 1, digest };

describe('what a deletion leaves that ends half way', () => {
  const cases: readonly (readonly [string, object, string, boolean])[] = [
    ['GitLab’s empty image', { config, layers: [] }, docker, true],
    ['an image with a layer', { config, layers: [layer] }, docker, false],
    [
      'an image without layers whose config says something',
      { config: { ...config, size: 300 }, layers: [] },
      docker,
      false,
    ],
    ['an artifact without content', { config: { ...config, size: 2 }, layers: [] }, oci, false],
  ];
  for (const [what, document, type, is] of cases)
    it(`${what} is ${is ? 'such' : 'none'}`, () => {
      assert.equal(isEmptied(readManifest({ schemaVersion: 2, mediaType: type, ...document }, type)), is);
    });

  it('no list of images is such', () => {
    const type = 'application/vnd.docker.distribution.manifest.list.v2+json';
    assert.equal(isEmptied(readManifest({ schemaVersion: 2, manifests: [] }, type)), false);
  });
});
