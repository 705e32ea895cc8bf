import assert from 'node:assert/strict';
import {
  artifactKindOf,
  kindOfPredicate,
  type ArtifactKind,
} from '../../../../src/domain/images/artifactKind.ts';
import type { ImageManifest } from '../../../../src/domain/manifest.ts';

const ociConfig = 'application/vnd.oci.image.config.v1+json';
const emptyConfig = 'application/vnd.oci.empty.v1+json';
const tar = 'application/vnd.oci.image.layer.v1.tar+gzip';
const inToto = 'application/vnd.in-toto+json';

function manifest(
  configType: string,
  layerType: string,
  more: { readonly artifactType?: string; readonly predicate?: string } = {},
): ImageManifest {
  const descriptor = { digest: `sha256:${'0'.repeat(64)}`, sizeBytes: 1 };
  const annotations: Record<string, string> =
    more.predicate === undefined ? {} : { 'in-toto.io/predicate-type': more.predicate };
  return {
    kind: 'image',
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: { ...descriptor, mediaType: configType, annotations: {} },
    layers: [{ ...descriptor, mediaType: layerType, annotations }],
    annotations: {},
    ...(more.artifactType === undefined ? {} : { artifactType: more.artifactType }),
  };
}

/** Types as the tools' own documentation names them. */
const cases: readonly (readonly [string, ImageManifest, ArtifactKind])[] = [
  ['OCI image', manifest(ociConfig, tar), 'image'],
  [
    'Docker image',
    manifest(
      'application/vnd.docker.container.image.v1+json',
      'application/vnd.docker.image.rootfs.diff.tar.gzip',
    ),
    'image',
  ],
  [
    'Helm chart',
    manifest(
      'application/vnd.cncf.helm.config.v1+json',
      'application/vnd.cncf.helm.chart.content.v1.tar+gzip',
    ),
    'helmChart',
  ],
  ['cosign signature', manifest(ociConfig, 'application/vnd.dev.cosign.simplesigning.v1+json'), 'signature'],
  [
    'sigstore bundle',
    manifest(emptyConfig, 'application/vnd.dev.sigstore.bundle.v0.3+json', {
      artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    }),
    'signature',
  ],
  [
    'notation signature',
    manifest('application/vnd.cncf.notary.signature', 'application/jose+json'),
    'signature',
  ],
  [
    'BuildKit provenance',
    manifest(ociConfig, inToto, { predicate: 'https://slsa.dev/provenance/v0.2' }),
    'provenance',
  ],
  ['BuildKit SBOM', manifest(ociConfig, inToto, { predicate: 'https://spdx.dev/Document' }), 'sbom'],
  ['another statement', manifest(ociConfig, inToto, { predicate: 'https://example.com/x' }), 'attestation'],
  ['SPDX', manifest(emptyConfig, 'text/plain', { artifactType: 'application/spdx+json' }), 'sbom'],
  [
    'CycloneDX',
    manifest(emptyConfig, 'text/plain', { artifactType: 'application/vnd.cyclonedx+json' }),
    'sbom',
  ],
  ['WASM', manifest('application/vnd.wasm.config.v0+json', 'application/wasm'), 'wasm'],
  ['build cache', manifest('application/vnd.buildkit.cacheconfig.v0', tar), 'buildCache'],
  [
    'something of somebody’s own',
    manifest(emptyConfig, 'text/plain', { artifactType: 'application/x-acme' }),
    'unknown',
  ],
];

describe('What a manifest is', () => {
  for (const [name, given, kind] of cases)
    it(`${name}: ${kind}`, () => assert.equal(artifactKindOf(given), kind));

  it('an index is an index', () =>
    assert.equal(artifactKindOf({ kind: 'index', mediaType: 'x', manifests: [], annotations: {} }), 'index'));

  it('a predicate without a word is an attestation', () => assert.equal(kindOfPredicate(''), 'attestation'));
});
