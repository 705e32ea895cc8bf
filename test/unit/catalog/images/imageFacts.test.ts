import assert from 'node:assert/strict';
import { imageFacts } from '../../../../src/catalog/images/imageFacts.ts';
import type { Descriptor, Manifest } from '../../../../src/domain/manifest.ts';
import type { Platform } from '../../../../src/domain/platform.ts';

const place = { connectionId: 'c', location: 'registry.example.com/acme/web', reference: '1.0' };
const descriptor = (mediaType: string, platform?: Platform): Descriptor => ({
  mediaType,
  digest: `sha256:${'a'.repeat(64)}`,
  sizeBytes: 1,
  annotations: {},
  ...(platform !== undefined && { platform }),
});
const factsOf = (manifest: Manifest) =>
  imageFacts({
    manifest: () => Promise.resolve({ digest: '', text: '', sizeBytes: 0, mediaType: '', manifest }),
    config: () => Promise.reject(new Error('not asked for')),
  } as never).facts(place, new AbortController().signal);

describe('what a manifest alone tells of an image', () => {
  it('is the platforms of an index, without what only describes them', async () => {
    const platforms = [
      { os: 'linux', architecture: 'arm64' },
      { os: 'linux', architecture: 'amd64' },
    ];
    const type = 'application/vnd.oci.image.manifest.v1+json';
    const attestation = {
      ...descriptor(type, { os: 'unknown', architecture: 'unknown' }),
      annotations: {
        'vnd.docker.reference.type': 'attestation-manifest',
        'vnd.docker.reference.digest': `sha256:${'a'.repeat(64)}`,
      },
    };
    const manifests = [...platforms.map((platform) => descriptor(type, platform)), attestation];
    const facts = await factsOf({
      kind: 'index',
      mediaType: 'application/vnd.oci.image.index.v1+json',
      manifests,
      annotations: {},
    });
    assert.equal(facts.isChart, false);
    assert.deepEqual(facts.platforms.map(({ architecture }) => architecture).sort(), ['amd64', 'arm64']);
  });

  // Source: helm.sh/docs, "Helm OCI MediaTypes".
  it('is whether it is a Helm chart', async () => {
    const facts = await factsOf({
      kind: 'image',
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: descriptor('application/vnd.cncf.helm.config.v1+json'),
      layers: [descriptor('application/vnd.cncf.helm.chart.content.v1.tar+gzip')],
      annotations: {},
    });
    assert.deepEqual(facts, { platforms: [], isChart: true, kind: 'helmChart' });
  });
});
