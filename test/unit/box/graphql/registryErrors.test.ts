import assert from 'node:assert/strict';
import { accessLevels } from '../../../gitlab/world/world.ts';
import { ask, at, createBench, fillTags, member } from '../../../fakes/graphqlBench.ts';

const id = 'gid://gitlab/ContainerRepository/7';

describe('a registry in trouble', () => {
  for (const kind of ['metadataDatabase', 'legacy'] as const) {
    it(`that cannot be reached is an error of the field (${kind})`, async () => {
      const bench = createBench({ kind });
      fillTags(bench.registry, 3);
      bench.knobs.registryDown = true;
      const query = `{ containerRepository(id: "${id}") { name tags(first: 5) { nodes { name } } } }`;
      const answer = await ask(bench, member(bench.world, accessLevels.reporter), query);
      assert.deepEqual(at(answer, 'containerRepository'), { name: 'web', tags: null });
      assert.equal(
        answer.errors?.[0]?.message,
        "Can't connect to the Container Registry. If this error persists, please review the troubleshooting documentation.",
      );
    });

    it(`that answers with errors looks empty (${kind})`, async () => {
      const bench = createBench({ kind });
      fillTags(bench.registry, 3);
      bench.knobs.registryBroken = true;
      const query = `{ containerRepository(id: "${id}") { tagsCount tags(first: 5) { nodes { name } } } }`;
      const answer = await ask(bench, member(bench.world, accessLevels.reporter), query);
      assert.deepEqual(answer, { data: { containerRepository: { tagsCount: 0, tags: { nodes: [] } } } });
    });
  }

  it('takes the whole repository with it where its count of tags is asked for', async () => {
    const bench = createBench();
    bench.knobs.registryDown = true;
    const query = `{ containerRepository(id: "${id}") { tagsCount } }`;
    const answer = await ask(bench, member(bench.world, accessLevels.reporter), query);
    assert.equal(at(answer, 'containerRepository'), null);
    assert.match(
      answer.errors?.[0]?.message ?? '',
      /^We are having trouble connecting to the Container Registry\./,
    );
  });
});
