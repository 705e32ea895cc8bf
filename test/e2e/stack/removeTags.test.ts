import assert from 'node:assert/strict';
import { readTagStates } from '../../../src/catalog/deletion/tagStates.ts';
import { startBox, type Box } from '../../gitlab/box.ts';
import { rateLimited } from '../../gitlab/faults.ts';
import { addTagRule } from '../../gitlab/graphql/protectionRules.ts';
import { projectAt } from '../../fakes/callBox.ts';
import {
  assertTrue,
  clientsOf,
  manyPath,
  namesTo,
  plantMany,
  removeFrom,
  repositoryOf,
  smallImage,
} from './deletionBox.ts';

for (const kind of ['metadataDatabase', 'legacy'] as const) {
  describe(`removing tags from a ${kind} registry`, function () {
    this.timeout(120_000);
    let box: Box;
    const wasMoved = new Set<string>();
    before(async () => (box = await startBox({ kind, seed: plantMany(8) })));
    after(() => box.close());
    afterEach(async () => {
      box.knobs.faults = [];
      box.knobs.registryDown = false;
      const there = new Set(await box.backend.tagNames(manyPath));
      const images = namesTo(8).map((name, index) => ({ name, image: smallImage(index + 1) }));
      for (const { name, image } of images)
        if (!there.has(name) || wasMoved.delete(name)) await box.backend.put(manyPath, name, image);
    });

    it('waits as long as the server asks, and then goes on', async () => {
      const clients = clientsOf(box);
      const repository = await repositoryOf(clients);
      box.knobs.faults = [{ act: rateLimited(0), path: /graphql/, method: 'POST', times: 2 }];
      const outcomes = await removeFrom(clients, repository, doomed(2));
      assert.deepEqual(
        outcomes.map(({ result }) => result),
        ['deleted', 'deleted'],
      );
    });

    it('reads what happened from GitLab where the registry itself cannot be reached', async () => {
      const clients = clientsOf(box, 'maintainer', 1000);
      const repository = await repositoryOf(clients);
      box.knobs.faults = [
        { act: { kind: 'status', status: 502 }, host: 'registry' },
        {
          act: { kind: 'silence', when: 'after' },
          path: /graphql/,
          method: 'POST',
          // After two looks at two names each.
          skip: 4,
          times: 1,
        },
      ];
      const outcomes = await removeFrom(clients, repository, doomed(2));
      await assertTrue(box, outcomes);
      assert.ok(
        outcomes.every(({ result }) => result === 'deleted'),
        JSON.stringify(outcomes),
      );
    });

    it('says what is true when GitLab has lost its registry', async () => {
      const clients = clientsOf(box);
      const repository = await repositoryOf(clients);
      box.knobs.registryDown = true;
      const outcomes = await removeFrom(clients, repository, doomed(2));
      await assertTrue(box, outcomes);
      assert.ok(outcomes.every(({ result }) => result === 'refused' || result === 'failed'));
    });

    it('leaves a tag alone that was moved since it was looked at, and one that is gone', async () => {
      const clients = clientsOf(box);
      const repository = await repositoryOf(clients);
      const tags = await Promise.all(
        namesTo(3).map(async (name) => {
          const { digest } = await clients.registry.manifest(manyPath, name);
          return { name, digest };
        }),
      );
      await box.backend.put(manyPath, 't0002', smallImage('pushed meanwhile'));
      wasMoved.add('t0002');
      await box.backend.deleteTag(manyPath, 't0003');
      const outcomes = await removeFrom(clients, repository, tags);
      assert.deepEqual(
        outcomes.map(({ result }) => result),
        ['deleted', 'refused', 'gone'],
      );
      assert.equal(outcomes[1]?.failure?.details.code, 'tagMoved');
      await assertTrue(box, outcomes);
    });

    it('sends nothing where it cannot be read where the tags stand', async () => {
      const clients = clientsOf(box, 'maintainer', 1000);
      const repository = await repositoryOf(clients);
      box.log.clear();
      box.knobs.faults = [
        { act: { kind: 'status', status: 502 }, host: 'registry' },
        { act: { kind: 'status', status: 502 }, host: 'gitlab', method: 'GET' },
        { act: { kind: 'status', status: 502 }, path: /graphql/, times: 4 },
      ];
      const outcomes = await removeFrom(clients, repository, doomed(2));
      box.knobs.faults = [];
      assert.deepEqual(
        outcomes.map(({ result, failure }) => [result, failure?.details.code]),
        [
          ['notTried', 'stateUnknown'],
          ['notTried', 'stateUnknown'],
        ],
      );
      await assertTrue(box, outcomes);
    });

    it('is told by a reporter that it is refused', async () => {
      const repository = await repositoryOf(clientsOf(box));
      const outcomes = await removeFrom(clientsOf(box, 'reporter'), repository, doomed(2));
      assert.deepEqual(
        outcomes.map(({ result }) => result),
        ['refused', 'refused'],
      );
      await assertTrue(box, outcomes);
    });
  });
}

function doomed(count: number): readonly { readonly name: string }[] {
  return namesTo(count).map((name) => ({ name }));
}

describe('removing many tags', () => {
  let box: Box;
  before(async () => (box = await startBox({ seed: plantMany(200) })));
  after(() => box.close());
  beforeEach(() => box.log.clear());

  it('takes one deletion and one look right before it for twenty, and one listing for all', async () => {
    const clients = clientsOf(box);
    const repository = await repositoryOf(clients);
    box.log.clear();
    const outcomes = await removeFrom(clients, repository, doomed(100));
    assert.ok(outcomes.every(({ result }) => result === 'deleted'));
    assert.equal(box.log.count({ route: 'POST /api/graphql' }), 5);
    // A token for the registry, its listing, and a look before each batch.
    assert.equal(box.log.entries.length, 12);
    await assertTrue(box, outcomes);
  });

  it('stops after what is in flight and says exactly where it stands', async () => {
    const clients = clientsOf(box);
    const repository = await repositoryOf(clients);
    const controller = new AbortController();
    box.log.clear();
    box.knobs.faults = [{ act: { kind: 'delay', ms: 50 }, path: /graphql/ }];
    const names = namesTo(200).slice(100);
    const stopping = removeFrom(
      clients,
      repository,
      [...names.map((name) => ({ name })), { name: 'alias' }].concat(namesTo(100).map((name) => ({ name }))),
      controller.signal,
    );
    while (!box.log.entries.some(({ path }) => path.includes('graphql')))
      await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    const outcomes = await stopping;
    box.knobs.faults = [];
    assert.ok(outcomes.some(({ result }) => result === 'deleted'));
    assert.ok(outcomes.filter(({ result }) => result === 'deleted').length <= 80);
    const there = new Set(await box.backend.tagNames(manyPath));
    for (const { name, result } of outcomes)
      assert.equal(there.has(name), result !== 'deleted' && result !== 'gone', `${name} ${result}`);
  });

  it('tells the protected ones apart from those that went', async () => {
    const clients = clientsOf(box);
    const left = await box.backend.tagNames(manyPath);
    addTagRule(box.world, projectAt(box, 'acme/shop'), {
      tagNamePattern: `^${left[0] ?? ''}$`,
      minimumAccessLevelForPush: 'OWNER',
      minimumAccessLevelForDelete: 'OWNER',
    });
    const [one = '', two = ''] = left;
    const outcomes = await removeFrom(clients, await repositoryOf(clients), [{ name: one }, { name: two }]);
    assert.deepEqual(
      outcomes.map(({ result }) => result),
      ['refused', 'deleted'],
    );
    await assertTrue(box, outcomes);
  });
});

describe('tags that are pushed while others are deleted', () => {
  let box: Box;
  before(async () => (box = await startBox({ seed: plantMany(100) })));
  after(() => box.close());

  it('keep their new image', async () => {
    const clients = clientsOf(box);
    const repository = await repositoryOf(clients);
    const all = await clients.registry.tagsPage(manyPath);
    const tags = all.items.flatMap(({ name, digest }) =>
      digest === undefined || name === 'alias' ? [] : [{ name, digest }],
    );
    const late = ['t0090', 't0095', 't0099', 't0100'];
    let isPushed = false;
    // Four batches go at once; with the first deletion somebody pushes into the last one, which waits.
    box.knobs.faults = [
      {
        act: { kind: 'delay', ms: 50 },
        path: /graphql/,
        when: () => {
          if (!isPushed)
            for (const name of late) void box.backend.put(manyPath, name, smallImage(`new ${name}`));
          isPushed = true;
          return true;
        },
      },
    ];
    const outcomes = await removeFrom(clients, repository, tags);
    box.knobs.faults = [];
    const refused = outcomes.filter(({ result }) => result === 'refused').map(({ name }) => name);
    assert.deepEqual(refused, late);
    await assertTrue(box, outcomes);
  });
});

for (const order of ['bytes', 'linguistic'] as const)
  describe(`a registry that sorts names by ${order}`, function () {
    this.timeout(120_000);
    let box: Box;
    // By bytes "Zebra" comes before all others, linguistically behind all.
    const names = ['Zebra', 'a-z', 'a_b', 'B1', 'c0'];
    before(async () => {
      box = await startBox({ seed: plantMany(2100), order });
      for (const name of names) await box.backend.put(manyPath, name, smallImage(name));
    });
    after(() => box.close());

    it('says of each tag where it stands, whether few or many are asked for', async () => {
      const clients = clientsOf(box);
      const repository = await repositoryOf(clients);
      const gone = ['Zulu', 'a', 'none'];
      for (const more of [[], namesTo(40)]) {
        const states = await readTagStates(clients, repository, [...names, ...gone, ...more]);
        for (const name of [...names, ...more]) assert.ok(typeof states.get(name) === 'object', name);
        for (const name of gone) assert.equal(states.get(name), 'absent');
      }
    });

    it('and so does its GitLab, where the registry itself cannot be reached', async () => {
      const clients = clientsOf(box);
      const repository = await repositoryOf(clients);
      box.knobs.faults = [{ act: { kind: 'status', status: 502 }, host: 'registry' }];
      const states = await readTagStates(clients, repository, [...names, 'Zulu']);
      box.knobs.faults = [];
      for (const name of names) assert.ok(typeof states.get(name) === 'object', name);
      assert.equal(states.get('Zulu'), 'absent');
    });
  });
