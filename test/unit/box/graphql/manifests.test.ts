import assert from 'node:assert/strict';
import { accessLevels } from '../../../gitlab/world/world.ts';
import { ask, at, createBench, member, putIndex } from '../../../fakes/graphqlBench.ts';

const id = 'gid://gitlab/ContainerRepository/7';

describe('manifest(reference)', () => {
  const query = (reference: string): string =>
    `{ containerRepository(id: "${id}") { manifest(reference: "${reference}") } }`;

  it('is null for an OCI index and for what is not there', async () => {
    const bench = createBench();
    putIndex(bench);
    const user = member(bench.world, accessLevels.reporter);
    for (const reference of ['multi', 'sha256:index', 'nothing']) {
      const answer = await ask(bench, user, query(reference));
      assert.deepEqual(answer, { data: { containerRepository: { manifest: null } } });
    }
  });

  it('of a Docker list by tag is that of its linux/amd64 child', async () => {
    const bench = createBench();
    bench.registry.tags.set('list', { name: 'list', digest: 'sha256:list' });
    bench.registry.manifests.set('sha256:list', {
      mediaType: 'application/vnd.docker.distribution.manifest.list.v2+json',
      json: {
        manifests: [
          { digest: 'sha256:arm', platform: { os: 'linux', architecture: 'arm64' } },
          { digest: 'sha256:amd', platform: { os: 'linux', architecture: 'amd64' } },
        ],
      },
    });
    bench.registry.manifests.set('sha256:amd', { mediaType: 'any', json: { chosen: true, note: null } });
    const answer = await ask(bench, member(bench.world, accessLevels.reporter), query('list'));
    assert.equal(at(answer, 'containerRepository.manifest'), '{"chosen"=>true, "note"=>nil}');
  });
});

describe('tagDetails', () => {
  it('counts layers, config and the manifest itself of a child, prints 0 for the index itself, and is null for a missing tag', async () => {
    const bench = createBench();
    putIndex(bench);
    const child = JSON.stringify(bench.registry.manifests.get('sha256:child')?.json);
    const query = `{ containerRepository(id: "${id}") {
      found: tagDetails(name: "multi") { totalSize platform { os } manifests { size } } missing: tagDetails(name: "x") { name } } }`;
    const answer = await ask(bench, member(bench.world, accessLevels.reporter), query);
    assert.equal(answer.errors, undefined);
    assert.deepEqual(at(answer, 'containerRepository'), {
      found: { totalSize: '0', platform: null, manifests: [{ size: String(42 + 8 + child.length) }] },
      missing: null,
    });
  });

  it('tells the platform of a single image from its config', async () => {
    const bench = createBench();
    bench.registry.tags.set('one', { name: 'one', digest: 'sha256:one' });
    bench.registry.manifests.set('sha256:one', {
      mediaType: 'any',
      json: { config: { digest: 'sha256:cfg' } },
    });
    const config = Buffer.from(
      JSON.stringify({ os: 'windows', architecture: 'amd64', 'os.version': '10.0' }),
    );
    const readBlob = (_path: string, digest: string): Promise<Uint8Array | undefined> =>
      Promise.resolve(digest === 'sha256:cfg' ? config : undefined);
    const query = `{ containerRepository(id: "${id}") { tagDetails(name: "one") {
      manifests { digest } platform { os architecture variant osVersion } } } }`;
    const answer = await ask(
      { ...bench, context: { ...bench.context, readBlob } },
      member(bench.world, accessLevels.reporter),
      query,
    );
    assert.deepEqual(at(answer, 'containerRepository.tagDetails'), {
      manifests: null,
      platform: { os: 'windows', architecture: 'amd64', variant: null, osVersion: '10.0' },
    });
  });
});
