import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { after, before, describe, it } from 'mocha';
import { buildArtifact, buildHelmChart, buildSignature } from '../../gitlab/registry/artifacts.ts';
import type { BuiltImage } from '../../gitlab/registry/backend.ts';
import { mediaTypes } from '../../gitlab/registry/blobs.ts';
import { buildImage, buildIndex } from '../../gitlab/registry/images.ts';
import { startLegacyRegistry, type LegacyRegistry } from '../../gitlab/registry/legacyRegistry.ts';
import { PlainClient } from '../../gitlab/registry/plainClient.ts';
import { unwrapped } from '../../gitlab/registry/servers.ts';
import { createTokenKeys } from '../../gitlab/registry/tokens.ts';

const run = promisify(execFile);
const keys = createTokenKeys();
const service = 'container_registry';
const path = 'group/project/app';

describe('the legacy registry', function () {
  this.timeout(120_000);
  let registry: LegacyRegistry;
  let client: PlainClient;
  const seen: string[] = [];

  before(async () => {
    registry = await startLegacyRegistry({
      keys,
      service,
      realmUrl: 'http://127.0.0.1:9/jwt/auth',
      wrap: (handler, host) =>
        unwrapped((request, response) => {
          seen.push(`${host} ${request.method ?? ''} ${request.url ?? ''}`);
          return handler(request, response);
        }, host),
    });
    client = new PlainClient(registry.url, keys, service);
  });
  after(() => registry.close());

  async function skopeo(command: string, ...rest: readonly string[]): Promise<string> {
    const { stdout } = await run('skopeo', [
      ...['--insecure-policy', command, '--tls-verify=false', '--registry-token', client.token(path)],
      ...rest,
    ]);
    return stdout;
  }

  const inspect = (name: string, ...options: readonly string[]) =>
    skopeo('inspect', ...options, `docker://${registry.host}/${path}:${name}`);

  it('challenges with the realm it was told, and has neither a version nor a listing of GitLab’s', async () => {
    const response = await fetch(`${registry.url}/v2/`);
    assert.equal(response.status, 401);
    assert.equal(
      response.headers.get('www-authenticate'),
      'Bearer realm="http://127.0.0.1:9/jwt/auth",service="container_registry"',
    );
    assert.equal(response.headers.get('gitlab-container-registry-version'), null);
    assert.equal((await fetch(`${registry.url}/gitlab/v1/`)).status, 404);
    assert.ok(seen.includes('registry GET /v2/'));
  });

  it('tells from its storage what every name points at, as it says itself', async () => {
    const at = 'group/project/stored';
    const images = ['a', 'b'].map((seed) => buildImage({ seed, layers: 1 }));
    for (const [name, which] of [
      ['one', 0],
      ['same', 0],
      ['two', 1],
      ['gone', 1],
    ] as const) {
      const image = images[which];
      assert.ok(image);
      await registry.put(at, name, image);
    }
    await registry.deleteTag(at, 'gone');
    const said = await Promise.all(
      (await registry.tagNames(at)).map(
        async (name) => [name, (await registry.tag(at, name))?.digest] as const,
      ),
    );
    assert.equal(said.length, 3);
    assert.deepEqual([...(await registry.digests(at))], said);
  });

  it('holds what was put, digest for digest, as skopeo sees it', async () => {
    const image = buildImage({ seed: 'whole', env: ['A=b'], labels: { team: 'blue' } });
    const docker = buildImage({ seed: 'docker', format: 'docker', created: '2001-02-03T04:05:06Z' });
    await registry.put(path, 'v1', image);
    await registry.put(path, 'docker', docker);
    const seenByOthers = JSON.parse(await inspect('v1')) as Record<string, unknown>;
    assert.equal(seenByOthers['Digest'], image.digest);
    assert.deepEqual(seenByOthers['Labels'], { team: 'blue' });
    assert.ok((seenByOthers['Env'] as string[]).includes('A=b'));
    assert.equal((JSON.parse(await inspect('docker')) as Record<string, unknown>)['Digest'], docker.digest);
    assert.deepEqual(await registry.tag(path, 'docker'), {
      name: 'docker',
      digest: docker.digest,
      configDigest: docker.configDigest,
      mediaType: docker.mediaType,
      sizeBytes: docker.layerBytes,
      createdAt: '2001-02-03T04:05:06.000Z',
    });
  });

  it('gives images back that skopeo can pull', async () => {
    await registry.put(path, 'pull', buildImage({ seed: 'pull', layers: 5 }));
    const directory = await mkdtemp(join(tmpdir(), 'pulled-'));
    try {
      const [from, to] = [`docker://${registry.host}/${path}:pull`, `oci:${directory}:pulled`];
      const token = client.token(path);
      const options = ['--src-tls-verify=false', '--src-registry-token', token, '--preserve-digests'];
      await run('skopeo', ['--insecure-policy', 'copy', '--quiet', ...options, from, to]);
      assert.ok(existsSync(join(directory, 'index.json')));
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  // Source: facts/gitlab.md 1.3, "Legacy + multi-arch".
  it('shows GitLab the linux/amd64 image of a Docker list, and nothing of an OCI index', async () => {
    const list = buildIndex({ seed: 'list', format: 'docker' });
    const index = buildIndex({ seed: 'index', attestations: true });
    await registry.put(path, 'list', list);
    await registry.put(path, 'index', index);
    assert.equal((await registry.tag(path, 'list'))?.digest, list.children[0]?.digest);
    assert.deepEqual(await registry.tag(path, 'index'), { name: 'index' });
    assert.equal(await registry.tag(path, 'nothing'), undefined);
    const raw = await registry.manifest(path, 'index');
    assert.equal(raw?.mediaType, mediaTypes.oci.index);
    assert.deepEqual(Buffer.from(raw.bytes), Buffer.from(index.bytes));
    const { manifests } = JSON.parse(await inspect('index', '--raw')) as { readonly manifests: unknown[] };
    assert.equal(manifests.length, 6);
  });

  it('knows no date of an image without one', async () => {
    await registry.put(path, 'timeless', buildImage({ seed: 'timeless', created: null }));
    assert.equal((await registry.tag(path, 'timeless'))?.createdAt, undefined);
  });

  it('takes signatures, charts and artifacts', async () => {
    const signed = buildImage({ seed: 'signed' });
    const files = [{ name: 'sbom.json', mediaType: 'application/spdx+json', content: '{}' }];
    const { name, image } = buildSignature(signed);
    const chart = buildHelmChart({ name: 'web', version: '1.2.3' });
    const artifact = buildArtifact({ artifactType: 'application/spdx+json', files, subject: signed });
    await registry.put('group/project/signed', name, image);
    await registry.put('group/project/charts', chart.name, chart.image);
    await registry.put('group/project/artifacts', 'sbom', artifact);
    await hasManifest('group/project/signed', name, image);
    await hasManifest('group/project/charts', '1.2.3', chart.image);
    await hasManifest('group/project/artifacts', 'sbom', artifact);
  });

  async function hasManifest(repository: string, name: string, image: BuiltImage): Promise<void> {
    const found = await registry.manifest(repository, name);
    assert.deepEqual(Buffer.from(found?.bytes ?? []), Buffer.from(image.bytes));
  }

  it('lists names sorted, whatever `n` and `last` say, because Docker distribution ignores them', async () => {
    const image = buildImage({ seed: 'list' });
    for (const name of ['b', 'c', 'a']) await registry.put('group/project/names', name, image);
    assert.deepEqual(await registry.tagNames('group/project/names'), ['a', 'b', 'c']);
    const { tags } = await registry.listTags('group/project/names', { n: 1, last: 'a' });
    assert.equal(tags.length, 3);
    assert.deepEqual(await registry.tagNames('group/project/nowhere'), []);
    const response = await client.send('group/project/names', 'tags/list?n=1');
    assert.equal(((await response.json()) as { readonly tags: unknown[] }).tags.length, 3);
  });

  // Source: facts/gitlab.md 3.5, ThirdParty::DeleteTagsService.
  it('deletes one tag of an image for GitLab while its siblings stay', async () => {
    const [image, index] = [buildImage({ seed: 'siblings' }), buildIndex({ seed: 'siblings' })];
    const repository = 'group/project/siblings';
    for (const name of ['one', 'two', 'three']) await registry.put(repository, name, image);
    for (const name of ['multi', 'multi-too']) await registry.put(repository, name, index);
    assert.equal(await registry.deleteTag(repository, 'one'), 'deleted');
    assert.equal(await registry.deleteTag(repository, 'one'), 'missing');
    assert.deepEqual(
      await Promise.all(['two', 'multi'].map((name) => registry.deleteTag(repository, name))),
      ['deleted', 'deleted'],
    );
    assert.deepEqual(await registry.tagNames(repository), ['multi-too', 'three']);
    await hasManifest(repository, 'three', image);
    await hasManifest(repository, 'multi-too', index);
    await registry.put(repository, 'one', image);
    await hasManifest(repository, 'one', image);
  });

  // Source: facts/libraries.md 5, "DELETE by tag -> 400 DIGEST_INVALID".
  it('lets clients delete by digest only', async () => {
    const image = buildImage({ seed: 'by-digest' });
    await registry.put('group/project/direct', 'one', image);
    await registry.put('group/project/direct', 'two', image);
    const remove = (reference: string) =>
      client.send('group/project/direct', `manifests/${reference}`, { method: 'DELETE' });
    assert.equal((await remove('one')).status, 400);
    assert.equal((await remove(image.digest)).status, 202);
    assert.deepEqual(await registry.tagNames('group/project/direct'), []);
  });

  it('hides what the box itself does from the log', () => {
    assert.ok(!seen.some((line) => line.includes('siblings')));
  });
});
