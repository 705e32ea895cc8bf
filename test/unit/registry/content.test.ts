// Also covers documents: what comes out of a manifest.
import assert from 'node:assert/strict';
import { formatPlatform } from '../../../src/domain/platform.ts';
import { readManifest } from '../../../src/registry/documents.ts';
import { fieldCase } from '../../fakes/fieldCase.ts';
import { rejectsWith, type Answer } from '../../fakes/httpServer.ts';
import { place, sha256 } from '../../fakes/registry.ts';

const ociImage = 'application/vnd.oci.image.manifest.v1+json';
const ociIndex = 'application/vnd.oci.image.index.v1+json';
const dockerList = 'application/vnd.docker.distribution.manifest.list.v2+json';
const config = { mediaType: 'application/vnd.oci.image.config.v1+json', digest: sha256('{}'), size: 2 };
const layer = { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: sha256('layer'), size: 5 };
const image = {
  schemaVersion: 2,
  mediaType: ociImage,
  config,
  layers: [layer],
  annotations: { a: 'b', odd: 5 },
};

const serve = (document: unknown, type: string, headers: Record<string, string> = {}): Answer => ({
  text: typeof document === 'string' ? document : JSON.stringify(document),
  headers: { 'content-type': type, ...headers },
});

describe('manifests', () => {
  const here = place();
  const route = 'GET /v2/g/p/manifests/v1';

  it('are asked for with all four types and read', async () => {
    const { client, registry } = here();
    const text = JSON.stringify(image);
    registry.routes = { [route]: serve(text, ociImage, { 'docker-content-digest': sha256(text) }) };
    const document = await client.manifest('g/p', 'v1');
    const part = { annotations: {} };
    assert.deepEqual(document, {
      digest: sha256(text),
      text,
      sizeBytes: text.length,
      manifest: {
        kind: 'image',
        mediaType: ociImage,
        config: { mediaType: config.mediaType, digest: config.digest, sizeBytes: 2, ...part },
        layers: [{ mediaType: layer.mediaType, digest: layer.digest, sizeBytes: 5, ...part }],
        annotations: { a: 'b' },
      },
    });
    assert.equal(registry.seen[0]?.headers.accept?.split(', ').length, 4);
  });

  it('that are lists tell platforms, variants and Windows versions', async () => {
    const { client, registry } = here();
    const one = (platform: unknown) => ({ ...layer, mediaType: ociImage, platform });
    const manifests = [
      one({ os: 'linux', architecture: 'arm', variant: 'v7' }),
      one({ os: 'windows', architecture: 'amd64', 'os.version': '10.0.1', variant: '' }),
      { ...one(undefined), annotations: { 'vnd.docker.reference.type': 'attestation-manifest' } },
    ];
    registry.routes = { [route]: serve({ schemaVersion: 2, manifests }, dockerList) };
    const { manifest } = await client.manifest('g/p', 'v1');
    assert.equal(manifest.kind, 'index');
    assert.deepEqual(
      manifest.manifests.map(({ platform }) => platform),
      [
        { os: 'linux', architecture: 'arm', variant: 'v7' },
        { os: 'windows', architecture: 'amd64', osVersion: '10.0.1' },
        undefined,
      ],
    );
    assert.deepEqual(manifest.manifests[2]?.annotations, {
      'vnd.docker.reference.type': 'attestation-manifest',
    });
  });

  // Source: OCI image index, `platform`: "os" and "architecture" are REQUIRED, which not every builder knows.
  it('field case 32: that are lists with fields missing or odd show what there is', () => {
    const { index } = fieldCase('32-partial-platform') as {
      readonly index: { readonly manifests: readonly object[] };
    };
    const ociIndex = 'application/vnd.oci.image.index.v1+json';
    const platformsOf = (manifests: readonly object[]) => {
      const read = readManifest({ ...index, manifests }, ociIndex);
      assert.ok(read.kind === 'index');
      return read.manifests.map(({ platform }) => platform && formatPlatform(platform));
    };
    assert.deepEqual(platformsOf(index.manifests), ['amd64']);
    const cases: readonly (readonly [unknown, string | undefined])[] = [
      [{ os: 'linux' }, 'linux'],
      [{ os: null, architecture: 'arm64', variant: 'v8' }, 'arm64/v8'],
      [{ os: 7, architecture: 'amd64' }, 'amd64'],
      [{ 'os.version': '10.0.1' }, undefined],
      [{}, undefined],
      [null, undefined],
      ['linux/amd64', undefined],
      [[], undefined],
    ];
    const given = cases.map(([platform]) => ({ ...index.manifests[0], platform }));
    assert.deepEqual(
      platformsOf(given),
      cases.map(([, expected]) => expected),
    );
  });

  it('that are artifacts keep their type and subject', async () => {
    const { client, registry } = here();
    const subject = { ...layer, mediaType: ociImage };
    registry.routes = { [route]: serve({ ...image, artifactType: 'application/x', subject }, ociImage) };
    const { manifest } = await client.manifest('g/p', 'v1');
    assert.deepEqual([manifest.artifactType, manifest.subject?.digest], ['application/x', layer.digest]);
  });

  it('are shown only if they are what the digest says', async () => {
    const { client, registry } = here();
    const text = JSON.stringify(image);
    const right = sha256(text);
    const wrong = sha256('other');
    registry.routes = {
      [`GET /v2/g/p/manifests/${right}`]: serve(text, ociImage),
      [`GET /v2/g/p/manifests/${wrong}`]: serve(text, ociImage, { 'docker-content-digest': wrong }),
      [route]: serve(text, ociImage, { 'docker-content-digest': wrong }),
    };
    assert.equal((await client.manifest('g/p', right)).digest, right);
    await rejectsWith(client.manifest('g/p', wrong), 'invalid', { code: 'digestMismatch' });
    await rejectsWith(client.manifest('g/p', 'v1'), 'invalid', { code: 'digestMismatch' });
  });

  const bad: readonly (readonly [string, Answer, object])[] = [
    [
      'of schema 1',
      serve({ schemaVersion: 1 }, 'application/vnd.docker.distribution.manifest.v1+prettyjws'),
      { code: 'schema1' },
    ],
    [
      'of schema 1, whose digest is that of their payload without the signatures,',
      serve({ schemaVersion: 1 }, 'application/vnd.docker.distribution.manifest.v1+prettyjws', {
        'docker-content-digest': sha256('the payload'),
      }),
      { code: 'schema1' },
    ],
    ['of no known type', serve({ a: 1 }, 'application/json'), { code: 'unsupported' }],
    [
      'of another type than they came with',
      serve(image, ociIndex),
      { code: 'wrongShape', field: 'manifest.mediaType' },
    ],
    ['without a config', serve({ layers: [] }, ociImage), { code: 'wrongShape', field: 'manifest.config' }],
    [
      'with a digest that is a path',
      serve({ ...image, layers: [{ ...layer, digest: '../../etc' }] }, ociImage),
      { code: 'wrongShape', field: 'manifest.layers.0.digest' },
    ],
    [
      'with a negative size',
      serve({ ...image, layers: [{ ...layer, size: -1 }] }, ociImage),
      { code: 'wrongShape', field: 'manifest.layers.0.size' },
    ],
    ['that are no JSON', serve('{"config"', ociImage), { code: 'notJson' }],
    ['that are too deep', serve('['.repeat(1_000_000), ociImage), { code: 'notJson' }],
    [
      'of a few bytes for each of more values than an image has',
      serve({ ...image, annotations: { x: Array.from({ length: 100_000 }, () => ({})) } }, ociImage),
      { code: 'tooLarge' },
    ],
    [
      'that are deep to their end',
      serve(`{"annotations":${'['.repeat(200_000)}${']'.repeat(200_000)}}`, ociImage),
      { code: 'tooLarge' },
    ],
    ['that claim 100 MB', { text: 'x'.repeat(4 * 2 ** 20 + 1) }, { code: 'tooLarge' }],
  ];
  for (const [what, answer, details] of bad)
    it(`${what} are refused`, async () => {
      const { client, registry } = here();
      registry.routes = { [route]: answer };
      await rejectsWith(client.manifest('g/p', 'v1'), 'invalid', details);
    });

  it('keep of what decides nothing its beginning', async () => {
    const { client, registry } = here();
    const long = 'x'.repeat(100_000);
    const layers = [{ ...layer, mediaType: long, artifactType: `application/${long}`, urls: [long] }];
    registry.routes = { [route]: serve({ ...image, layers }, ociImage) };
    const { manifest } = await client.manifest('g/p', 'v1');
    const [first] = manifest.kind === 'image' ? manifest.layers : [];
    assert.equal(first?.mediaType.length, 255);
    assert.equal(first.urls?.[0]?.length, 2048);
    assert.equal(first.artifactType, undefined);
  });

  it('are not asked for by anything but a tag or a digest', async () => {
    const { client, gitlab } = here();
    gitlab.routes = {};
    for (const reference of ['..', 'a/b', 'sha256:12', '', 'a?b'])
      await rejectsWith(client.manifest('g/p', reference), 'invalid', { code: 'badInput' });
    assert.equal(gitlab.seen.length, 0);
  });
});

describe('blobs', () => {
  const here = place();
  const digest = sha256('{"os":"linux"}');
  const route = `GET /v2/g/p/blobs/${digest}`;

  it('come from storage elsewhere, which sees no token', async () => {
    const { client, registry, stranger } = here();
    registry.routes = { [route]: { status: 307, headers: { location: `${stranger.origin}/bucket?sig=1` } } };
    stranger.routes = {
      'GET /bucket?sig=1': { text: '{"os":"linux"}', headers: { 'docker-content-digest': 'sha256:odd' } },
    };
    assert.equal(Buffer.from(await client.blob('g/p', digest)).toString(), '{"os":"linux"}');
    assert.match(registry.seen[0]?.headers.authorization ?? '', /^Bearer /);
    assert.equal(stranger.seen[0]?.headers.authorization, undefined);
  });

  it('are handed out only if they fit their digest and the limit', async () => {
    const { client, registry } = here();
    registry.routes = {
      [route]: [
        { text: '{"os":"windows"}' },
        { text: 'x'.repeat(8 * 2 ** 20 + 1) },
        { text: '{"os":"linux"}' },
      ],
    };
    await rejectsWith(client.blob('g/p', digest), 'invalid', { code: 'digestMismatch' });
    await rejectsWith(client.blob('g/p', digest), 'invalid', { code: 'tooLarge' });
    await rejectsWith(client.blob('g/p', digest, { maxBytes: 3 }), 'invalid', { code: 'tooLarge' });
  });

  it('that are gone are missing, in circles refused', async () => {
    const { client, registry } = here();
    const errors = [{ code: 'BLOB_UNKNOWN', message: 'blob unknown to registry' }];
    registry.routes = {
      [route]: [
        { status: 404, json: { errors } },
        { status: 307, headers: { location: `/v2/g/p/blobs/${digest}` } },
      ],
    };
    await rejectsWith(client.blob('g/p', digest), 'missing');
    await rejectsWith(client.blob('g/p', digest), 'invalid', { code: 'foreignRedirect' });
  });
});
