import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { after, before, describe, it } from 'mocha';
import { buildImage, buildIndex } from '../../gitlab/registry/images.ts';
import { startMetadataRegistry, type MetadataRegistry } from '../../gitlab/registry/metadataRegistry.ts';
import { PlainClient } from '../../gitlab/registry/plainClient.ts';
import { pushWithSkopeo } from '../../gitlab/registry/skopeo.ts';
import { createTokenKeys } from '../../gitlab/registry/tokens.ts';

const run = promisify(execFile);
const keys = createTokenKeys();
const service = 'container_registry';
const path = 'group/project/app';

describe('the in-memory registry, used by skopeo', function () {
  this.timeout(120_000);
  let registry: MetadataRegistry;
  let directory: string;
  const unknown: string[] = [];
  const token = () => new PlainClient(registry.url, keys, service).token(path);

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'skopeo-'));
    registry = await startMetadataRegistry({
      keys,
      service,
      realmUrl: 'http://127.0.0.1:9/jwt/auth',
      onUnknown: (request) => unknown.push(`${request.method ?? ''} ${request.url ?? ''}`),
    });
  });
  after(async () => {
    await registry.close();
    await rm(directory, { recursive: true });
  });

  for (const [name, image] of [
    ['image', buildImage({ seed: 'image', layerBytes: 100_000 })],
    ['index', buildIndex({ seed: 'index', attestations: true })],
    ['list', buildIndex({ seed: 'list', format: 'docker' })],
  ] as const) {
    it(`takes and gives back an ${name}, byte for byte, without a token at the storage host`, async () => {
      await pushWithSkopeo(image, { host: registry.host, path, tag: name, token: token(), directory });
      const pushed = await registry.manifest(path, name);
      assert.deepEqual(Buffer.from(pushed?.bytes ?? []), Buffer.from(image.bytes));
      const target = await mkdtemp(join(directory, 'pulled-'));
      await run('skopeo', [
        ...['--insecure-policy', 'copy', '--quiet', '--all', '--preserve-digests'],
        ...['--src-tls-verify=false', '--src-registry-token', token()],
        `docker://${registry.host}/${path}:${name}`,
        `dir:${target}`,
      ]);
      for (const [digest, bytes] of image.blobs)
        assert.deepEqual(await readFile(join(target, digest.slice('sha256:'.length))), Buffer.from(bytes));
      assert.deepEqual(registry.storageLeaks, []);
      assert.deepEqual(unknown, []);
    });
  }
});
