import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { accessLevels } from '../../../gitlab/world/world.ts';
import type { Answer, Bench } from '../../../fakes/graphqlBench.ts';
import { ask, at, createBench, fillTags, member, putIndex } from '../../../fakes/graphqlBench.ts';

const id = 'gid://gitlab/ContainerRepository/7';

/** As GitLab's own pages send them (gl: app/assets/javascripts/packages_and_registries/container_registry/explorer). */
const uiQueries = readFileSync(new URL('./uiQueries.graphql', import.meta.url), 'utf8');

describe("queries of GitLab's own pages", () => {
  it('list tags with their details', async () => {
    const bench = createBench();
    fillTags(bench.registry, 3);
    const answer = await send(bench, 'getContainerRepositoryTags', { id, first: 20 });
    assert.equal(answer.errors, undefined);
    assert.equal(at(answer, 'containerRepository.tagsCount'), 3);
    assert.deepEqual(at(answer, 'containerRepository.tags.nodes.0'), {
      digest: `sha256:${'d'.repeat(61)}001`,
      location: 'registry.test:5000/acme/shop/web:t001',
      path: 'acme/shop/web:t001',
      name: 't001',
      revision: `${'c'.repeat(61)}001`,
      shortRevision: 'ccccccccc',
      createdAt: '2025-01-01T01:00:00+00:00',
      publishedAt: '2025-01-01T01:00:00+00:00',
      totalSize: '5000000001',
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      userPermissions: { destroyContainerRepositoryTag: true },
      protection: { minimumAccessLevelForPush: null, minimumAccessLevelForDelete: null },
      referrers: null,
    });
  });

  it('show a manifest and the platforms of a tag', async () => {
    const bench = createBench();
    putIndex(bench);
    const manifest = await send(bench, 'getManifestDetails', { id, reference: 'sha256:child' });
    assert.equal(
      at(manifest, 'containerRepository.manifest'),
      '{"schemaVersion"=>2, "config"=>{"digest"=>"sha256:c1", "size"=>8}, "layers"=>[{"digest"=>"sha256:l1", "size"=>30}, {"digest"=>"sha256:l2", "size"=>12}]}',
    );
    const details = await send(bench, 'getTagPlatformDetails', { id, tagName: 'multi' });
    assert.deepEqual(at(details, 'containerRepository.tagDetails.manifests'), [
      {
        digest: 'sha256:child',
        platform: { os: 'linux', architecture: 'arm', variant: 'v7', osVersion: null },
      },
    ]);
  });
});

function send(
  bench: Bench,
  operationName: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  return ask(bench, member(bench.world, accessLevels.maintainer), uiQueries, variables, operationName);
}
