import assert from 'node:assert/strict';
import { knowRepository } from '../../../src/catalog/deletion/repositoryKnowledge.ts';
import { planDeletion } from '../../../src/domain/deletion/plan.ts';
import { startBox, type Box } from '../../gitlab/box.ts';
import { addTagRule } from '../../gitlab/graphql/protectionRules.ts';
import { buildIndex } from '../../gitlab/registry/images.ts';
import { projectAt } from '../../fakes/callBox.ts';
import { clientsOf, manyPath, plantMany, repositoryOf, smallImage } from './deletionBox.ts';

for (const kind of ['metadataDatabase', 'legacy'] as const) {
  describe(`what is known of a ${kind} repository before tags are deleted`, function () {
    this.timeout(120_000);
    let box: Box;
    before(async () => {
      box = await startBox({ kind, seed: plantMany(3) });
      await box.backend.put(manyPath, 'multi', buildIndex({ seed: 'multi', layers: 1, layerBytes: 60 }));
      addTagRule(box.world, projectAt(box, 'acme/shop'), {
        tagNamePattern: '^t0002$',
        minimumAccessLevelForPush: 'OWNER',
        minimumAccessLevelForDelete: 'OWNER',
      });
    });
    after(() => box.close());
    beforeEach(() => {
      box.knobs.faults = [];
    });

    const plan = async (...names: readonly string[]) => {
      const clients = clientsOf(box);
      const repository = await repositoryOf(clients);
      box.log.clear();
      const known = await knowRepository(
        clients,
        repository,
        names.map((name) => ({ name })),
      );
      return planDeletion(known);
    };

    it('has siblings, rules, bytes and platforms', async () => {
      const { tags, orphans, unreferencedBytes, canUndo, isUpperBound } = await plan(
        't0001',
        't0002',
        'multi',
      );
      assert.deepEqual(
        tags.map(({ siblings }) => siblings),
        [['alias'], [], []],
      );
      // A plain registry knows no protection: GitLab deletes there whatever the rules say.
      assert.deepEqual(
        tags.map(({ rules }) => rules.length),
        kind === 'legacy' ? [0, 0, 0] : [0, 1, 0],
      );
      assert.equal(orphans.length, 3);
      assert.ok(unreferencedBytes !== undefined && unreferencedBytes > 0);
      assert.deepEqual([canUndo, isUpperBound], [true, false]);
      assert.equal(tags[1]?.digest, smallImage(2).digest);
    });

    it('says that rules are unknown to who is not shown them, unless they cannot matter', async () => {
      const clients = clientsOf(box, 'reporter');
      const known = await knowRepository(clients, await repositoryOf(clients), [{ name: 't0002' }]);
      assert.deepEqual(known.rules, kind === 'legacy' ? [] : undefined);
      assert.equal(planDeletion(known).areRulesKnown, kind === 'legacy');
    });

    it('promises nothing where the registry cannot be reached', async () => {
      box.knobs.faults = [{ act: { kind: 'status', status: 502 }, host: 'registry' }];
      const { tags, canUndo, unreferencedBytes } = await plan('t0001');
      assert.deepEqual([canUndo, unreferencedBytes, tags[0]?.siblings], [false, undefined, undefined]);
      assert.equal(tags[0]?.change, undefined);
    });

    it('knows a tag that is gone', async () => {
      assert.equal((await plan('t0001', 'gone')).tags[1]?.change, 'gone');
    });
  });
}
