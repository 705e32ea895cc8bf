import assert from 'node:assert/strict';
import { artifactKindOf, kindOfReferrer } from '../../../../src/domain/images/artifactKind.ts';
import type { ArtifactKind } from '../../../../src/domain/images/artifactTypes.ts';
import { kindOfPredicate } from '../../../../src/domain/images/predicateKind.ts';
import { readManifest } from '../../../../src/registry/documents.ts';
import { fieldCase } from '../../../fakes/fieldCase.ts';
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
    'Docker 1.10 image',
    manifest('application/octet-stream', 'application/vnd.docker.image.rootfs.diff.tar.gzip'),
    'image',
  ],
  [
    'octets without image layers',
    manifest('application/octet-stream', 'application/octet-stream'),
    'unknown',
  ],
  // Document 02 of skopeo's and containers/image's fixtures: an artifact with the layers of an image.
  [
    'artifact with image layers',
    manifest('application/vnd.oci.custom.artifact.config.v1+json', tar),
    'unknown',
  ],
  [
    'Helm provenance alone',
    manifest(emptyConfig, 'application/vnd.cncf.helm.chart.provenance.v1.prov'),
    'helmProvenance',
  ],
  [
    'Flux',
    manifest('application/vnd.cncf.flux.config.v1+json', 'application/vnd.cncf.flux.content.v1.tar+gzip'),
    'fluxSource',
  ],
  [
    'compose',
    manifest(
      'application/vnd.docker.compose.config.empty.v1+json',
      'application/vnd.docker.compose.file+yaml',
      {
        artifactType: 'application/vnd.docker.compose.project',
      },
    ),
    'composeProject',
  ],
  [
    'Docker model',
    manifest('application/vnd.docker.ai.model.config.v0.1+json', 'application/vnd.docker.ai.gguf.v3'),
    'aiModel',
  ],
  [
    'Ollama',
    manifest('application/vnd.docker.container.image.v1+json', 'application/vnd.ollama.image.model'),
    'aiModel',
  ],
  [
    'ModelPack',
    manifest('application/vnd.cncf.model.config.v1+json', 'application/vnd.cncf.model.weight.v1.tar', {
      artifactType: 'application/vnd.cncf.model.manifest.v1+json',
    }),
    'aiModel',
  ],
  [
    'devcontainer feature',
    manifest('application/vnd.devcontainers', 'application/vnd.devcontainers.layer.v1+tar'),
    'devContainer',
  ],
  [
    'OpenTofu',
    manifest(emptyConfig, 'archive/zip', { artifactType: 'application/vnd.opentofu.modulepkg' }),
    'openTofu',
  ],
  [
    'SIF',
    manifest('application/vnd.sylabs.sif.config.v1+json', 'application/vnd.sylabs.sif.layer.v1.sif'),
    'sifImage',
  ],
  ['OpenVEX', manifest(emptyConfig, 'application/vnd.openvex+json'), 'vex'],
  ['SARIF', manifest(emptyConfig, 'text/plain', { artifactType: 'application/sarif+json' }), 'scanReport'],
  [
    'SOCI',
    manifest(emptyConfig, 'application/octet-stream', {
      artifactType: 'application/vnd.amazon.soci.index.v2+json',
    }),
    'lazyIndex',
  ],
  [
    'Spin',
    manifest(
      'application/vnd.fermyon.spin.application.v1+config',
      'application/vnd.wasm.content.layer.v1+wasm',
    ),
    'wasm',
  ],
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

  it('field case 14: a sigstore bundle is what its annotation says', () => {
    const { manifest: json } = fieldCase('14-sigstore-bundle') as { readonly manifest: object };
    const read = readManifest(json, 'application/vnd.oci.image.manifest.v1+json');
    assert.equal(artifactKindOf(read), 'provenance');
    const { artifactType = '', annotations } = read;
    assert.equal(kindOfReferrer({ digest: '', artifactType, annotations }), 'provenance');
  });

  // cosign, specs/BUNDLE_SPEC.md; predicates: in-toto attestation, spec/predicates; cosign, pkg/cosign/attestation.
  for (const [annotations, kind] of [
    [{ 'dev.sigstore.bundle.content': 'message-signature' }, 'signature'],
    [{ 'dev.sigstore.bundle.content': 'dsse-envelope' }, 'attestation'],
    [{ 'dev.sigstore.bundle.predicateType': 'https://spdx.dev/Document/v2.3' }, 'sbom'],
    [{ 'dev.sigstore.bundle.predicateType': 'https://cyclonedx.org/bom' }, 'sbom'],
    [{ 'dev.sigstore.bundle.predicateType': 'https://openvex.dev/ns/v0.2.0' }, 'vex'],
    [
      { 'dev.sigstore.bundle.predicateType': 'https://cosign.sigstore.dev/attestation/vuln/v1' },
      'scanReport',
    ],
    [{ 'dev.sigstore.bundle.predicateType': 'https://sigstore.dev/cosign/sign/v1' }, 'signature'],
    [{ 'dev.sigstore.bundle.predicateType': 'https://slsa.dev/verification_summary/v1' }, 'attestation'],
    [{}, 'signature'],
  ] as const)
    it(`a bundle with ${JSON.stringify(annotations)} is a ${kind}`, () =>
      assert.equal(
        kindOfReferrer({
          digest: '',
          artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
          annotations: annotations,
        }),
        kind,
      ));

  it('BuildKit’s cache is known by the entry that is its own config', () => {
    const entry = (mediaType: string) => ({ mediaType, digest: '', sizeBytes: 1, annotations: {} });
    const manifests = [entry(tar), entry('application/vnd.buildkit.cacheconfig.v0')];
    assert.equal(artifactKindOf({ kind: 'index', mediaType: 'x', manifests, annotations: {} }), 'buildCache');
  });

  it('a predicate without a word is an attestation', () => assert.equal(kindOfPredicate(''), 'attestation'));
});
