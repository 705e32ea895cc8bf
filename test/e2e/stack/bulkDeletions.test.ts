import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../../src/base/failure.ts';
import { BulkDeletions, type BulkWatch } from '../../../src/catalog/deletion/bulkDeletions.ts';
import { writeGuard } from '../../../src/wiring/writeGuard.ts';
import { openDeletions } from '../../../src/wiring/openDeletions.ts';
import type { Deletions } from '../../../src/catalog/deletion/deletions.ts';
import { Policies } from '../../../src/catalog/cleanup/policies.ts';
import {
  forecastBulk,
  type BulkForecast,
  type BulkGround,
} from '../../../src/domain/deletion/bulkForecast.ts';
import type { BulkRule } from '../../../src/domain/deletion/bulkRule.ts';
import type { Repository } from '../../../src/domain/repository.ts';
import { coldProduct, connectionId } from '../../fakes/product.ts';
import { startBox, type Box } from '../../gitlab/box.ts';
import { buildImage } from '../../gitlab/registry/images.ts';
import type { TokenName } from '../../gitlab/seed/people.ts';
import { addGroup, addMember, addProject, addRepository, type Plot } from '../../gitlab/seed/plot.ts';
import { folderForEach } from '../../fakes/journal.ts';

const path = 'acme/shop/web';
const now = Date.parse('2026-09-01T12:00:00Z');
const day = 86_400_000;

/** Name → age in days. */
const ages: Readonly<Record<string, number>> = {
  latest: 90,
  main: 80,
  'mr-1': 70,
  'mr-2': 60,
  'mr-3': 5,
  'mr-4': 1,
  'dev-a': 50,
  'dev-b': 2,
  'prod-1': 40,
  'hold-1': 30,
  'v1.0': 20,
};

async function plant(plot: Plot): Promise<void> {
  const acme = addGroup(plot, 'acme', 'private');
  addMember(plot, plot.people.maintainer, acme, 40);
  addMember(plot, plot.people.developer, acme, 30);
  const rule = (id: number, tagNamePattern: string, level: 'maintainer' | 'owner') => ({
    id,
    tagNamePattern,
    minimumAccessLevelForPush: level,
    minimumAccessLevelForDelete: level,
  });
  const tagRules = [rule(1, '^prod', 'maintainer'), rule(2, '^hold', 'owner')];
  addRepository(plot, addProject(plot, 'acme/shop', { tagRules }), 'web');
  for (const name of Object.keys(ages)) await put(plot.backend, name);
}

async function put({ put: putTag }: Pick<Box['backend'], 'put'>, name: string): Promise<void> {
  const created = new Date(now - (ages[name] ?? 0) * day).toISOString();
  const image = buildImage({ seed: name, layers: 1, layerBytes: 50, created });
  await putTag(path, name, image, { createdAt: created });
}

for (const kind of ['metadataDatabase', 'legacy'] as const) {
  describe(`deleting by GitLab’s rule on a ${kind} registry`, function () {
    this.timeout(120_000);
    const folder = folderForEach();
    let box: Box;
    let isReadOnly = false;
    before(async () => (box = await startBox({ kind, seed: plant, now: () => new Date(now) })));
    after(() => box.close());
    beforeEach(async () => {
      isReadOnly = false;
      Object.assign(box.knobs, { faults: [], holdJobs: false });
      box.world.leases.clear();
      await box.jobs.run();
      const there = new Set(await box.backend.tagNames(path));
      for (const name of Object.keys(ages)) if (!there.has(name)) await put(box.backend, name);
    });

    const jobsAreDone = (): Promise<boolean> => box.jobs.run().then(() => true);
    /** Waits a moment for what would be seconds, and has a clock of its own, which stands while GitLab's job is at work. */
    const open = async (as: TokenName = 'maintainer') => {
      const product = await coldProduct({ url: box.url, token: box.tokens[as] });
      const { catalog, clients, connections, http } = product;
      const log = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };
      const policies = new Policies(connections, clients, catalog, log);
      const assertMay = writeGuard(() => isReadOnly, catalog);
      const parts = { clients, connections, http, assertMay };
      const deletions = openDeletions(catalog, folder(), parts);
      let time = now;
      const wait = async (ms: number, signal: AbortSignal): Promise<void> => {
        await sleep(5);
        if (signal.aborted) throw new Failure('cancelled', 'stopped');
        const isIdle = box.knobs.holdJobs || (await Promise.race([jobsAreDone(), sleep(1, false)]));
        if (isIdle) time += ms;
      };
      const rules = new BulkDeletions({
        clients,
        lists: catalog,
        policies,
        deletions,
        http,
        wait,
        now: () => time,
      });
      const { items } = await clients.of(connectionId).gitlab.projectRepositoriesByRest('acme/shop');
      const [repository] = items;
      assert.ok(repository);
      return { rules, deletions, repository };
    };
    const step = (signal = new AbortController().signal) => ({ signal, onProgress: () => undefined });
    const foretell = async (rule: BulkRule, opened: { rules: BulkDeletions; repository: Repository }) => {
      const ground = await opened.rules.prepare(connectionId, opened.repository, step());
      const forecast = forecastBulk(rule, ground, now);
      assert.ok(forecast, 'Couldn’t predict upcoming runs');
      return { ground, forecast };
    };
    const follow = (
      { rules, repository }: { rules: BulkDeletions; repository: Repository },
      { ground, forecast }: { ground: BulkGround; forecast: BulkForecast },
      signal?: AbortSignal,
    ): Promise<BulkWatch> => {
      const before = ground.tags.map(({ name }) => name);
      return rules.follow(connectionId, repository, { before, forecast }, step(signal));
    };
    const namesOf = (tags: readonly { readonly name: string }[]): readonly string[] =>
      tags.map(({ name }) => name).sort();
    const there = async (): Promise<readonly string[]> => [...(await box.backend.tagNames(path))].sort();

    const rules: readonly BulkRule[] = [
      { nameRegexDelete: 'mr-.*' },
      { nameRegexDelete: 'mr|dev-a' },
      { nameRegexDelete: '.*', nameRegexKeep: 'mr-.*|v1.0' },
      { nameRegexDelete: '(?:mr|dev)-.*', keepN: 2 },
      { nameRegexDelete: '.*', olderThan: '7d' },
      { nameRegexDelete: '.*', keepN: 3, olderThan: '1month', nameRegexKeep: 'main' },
      { nameRegexDelete: '(?:mr|dev)-.*', olderThan: '36h' },
    ];
    // A real registry takes its time.
    for (const rule of kind === 'legacy' ? rules.slice(2, 6) : rules) {
      it(`does what was foretold: ${JSON.stringify(rule)}`, async () => {
        const opened = await open();
        const plan = await foretell(rule, opened);
        const was = await there();
        assert.equal(await opened.rules.send(connectionId, opened.repository, rule), 'taken');
        const seen = await follow(opened, plan);
        const foretold = namesOf(plan.forecast.certain);
        assert.ok(foretold.length > 0);
        assert.deepEqual(
          was.filter((name) => !foretold.includes(name)),
          await there(),
        );
        assert.deepEqual([...seen.gone].sort(), foretold);
        assert.deepEqual([seen.end, seen.stillThere, seen.unexpectedlyGone], ['done', [], []]);
      });
    }

    it('spares what is protected from this person, other than a policy, which spares all that is protected', async () => {
      const { forecast } = await foretell({ nameRegexDelete: '(?:prod|hold)-.*' }, await open());
      const isPlain = kind === 'legacy';
      assert.deepEqual(namesOf(forecast.certain), isPlain ? ['hold-1', 'prod-1'] : ['prod-1']);
      assert.deepEqual(namesOf(forecast.protected), isPlain ? [] : ['hold-1']);
    });

    it('is taken once an hour, and the second time that is the reason', async () => {
      const opened = await open();
      const rule = { nameRegexDelete: 'mr-4' };
      await opened.rules.send(connectionId, opened.repository, rule);
      const again = await opened.rules.send(connectionId, opened.repository, rule);
      assert.ok(Failure.is(again, 'rateLimited') && again.details.code === 'oncePerHour');
    });

    it('is not believed: what stays is found by listing', async () => {
      box.knobs.holdJobs = true;
      const opened = await open();
      const plan = await foretell({ nameRegexDelete: 'mr-.*' }, opened);
      await opened.rules.send(connectionId, opened.repository, { nameRegexDelete: 'mr-.*' });
      const seen = await follow(opened, plan);
      assert.deepEqual([seen.end, seen.stillThere.length, seen.gone.length], ['idle', 4, 0]);
    });

    it('tells what went besides', async () => {
      const opened = await open();
      const plan = await foretell({ nameRegexDelete: 'mr-.*' }, opened);
      await box.backend.deleteTag(path, 'main');
      await opened.rules.send(connectionId, opened.repository, { nameRegexDelete: 'mr-.*' });
      assert.deepEqual((await follow(opened, plan)).unexpectedlyGone, ['main']);
    });

    it('can be looked after as long as the person wants', async () => {
      box.knobs.holdJobs = true;
      const opened = await open();
      const plan = await foretell({ nameRegexDelete: 'mr-.*' }, opened);
      const controller = new AbortController();
      controller.abort();
      const seen = await follow(opened, plan, controller.signal);
      assert.deepEqual([seen.end, seen.stillThere.length], ['stopped', 4]);
    });

    for (const when of ['before', 'after'] as const) {
      it(`is unclear when the answer is lost ${when} GitLab took it, until the tags are listed`, async () => {
        const opened = await open();
        const plan = await foretell({ nameRegexDelete: 'dev-.*' }, opened);
        box.knobs.faults = [{ act: { kind: 'reset', when }, method: 'DELETE', host: 'gitlab' }];
        const rule = { nameRegexDelete: 'dev-.*' };
        assert.equal(await opened.rules.send(connectionId, opened.repository, rule), 'unclear');
        const sent = box.log.entries.filter(({ method }) => method === 'DELETE').length;
        box.log.clear();
        assert.ok(sent >= 1);
        const seen = await follow(opened, plan);
        assert.deepEqual([seen.end, seen.gone.length], when === 'after' ? ['done', 2] : ['idle', 0]);
      });
    }

    it('can be taken back when the manifests were saved first', async () => {
      const opened = await open();
      const { rules: bulk, repository } = opened;
      const plan = await foretell({ nameRegexDelete: 'mr-[12]' }, opened);
      const saved = await bulk.save(connectionId, repository, plan.forecast.certain, step());
      await bulk.send(connectionId, repository, { nameRegexDelete: 'mr-[12]' });
      const seen = await follow(opened, plan);
      const ids = new Set(await saved.settle(seen.gone));
      assert.equal(ids.size, 2);
      const was = plan.forecast.certain.map(({ digest }) => digest);
      assert.ok(!(await there()).includes('mr-1'));
      await restoreAll(opened.deletions);
      assert.ok((await there()).includes('mr-1') && (await there()).includes('mr-2'));
      const back = await bulk.prepare(connectionId, repository, step());
      const digests = back.tags.filter(({ name }) => /^mr-[12]$/.test(name)).map(({ digest }) => digest);
      if (kind === 'metadataDatabase') assert.deepEqual(digests.sort(), [...was].sort());
    });

    it('leaves nothing to restore when it was not sent', async () => {
      const { rules: bulk, repository, deletions } = await open();
      const saved = await bulk.save(connectionId, repository, [{ name: 'mr-1' }], step());
      await saved.discard();
      assert.deepEqual(
        (await deletions.entries()).map(({ result }) => result),
        ['notTried'],
      );
    });

    it('is refused in read-only mode, and below the role of a maintainer before anything is asked', async () => {
      const developer = await open('developer');
      await assert.rejects(
        developer.rules.prepare(connectionId, developer.repository, step()),
        (error) => Failure.is(error, 'denied') && error.details.code === 'insufficientRole',
      );
      isReadOnly = true;
      const { rules: bulk, repository } = await open();
      const isRefused = (error: unknown): boolean =>
        Failure.is(error, 'denied') && error.details.code === 'readOnly';
      await assert.rejects(bulk.prepare(connectionId, repository, step()), isRefused);
      await assert.rejects(bulk.send(connectionId, repository, { nameRegexDelete: 'x' }), isRefused);
      assert.equal(box.world.leases.size, 0);
    });
  });
}

async function restoreAll(deletions: Deletions): Promise<void> {
  const options = { signal: new AbortController().signal, onDone: () => undefined };
  const results = await deletions.restore(await deletions.entries(), options);
  assert.deepEqual([...new Set(results.map(({ result }) => result))], ['restored']);
}
