import '../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import type { AccessDesk } from '../../../src/panels/access/session.ts';
import type { accessHandlers } from '../../../src/panels/access/handlers.ts';
import type { CleanupDesk } from '../../../src/panels/cleanup/desk.ts';
import type { AccessView, RuleDraft } from '../../../src/protocol/access.ts';
import type { AccessBench } from '../../fakes/accessBench.ts';
import { testDrafts, testManifests } from '../../fakes/cleanupSource.ts';

const address = { connectionId: 'c', projectPath: 'acme/shop' };
const never = new AbortController().signal;
const draft: RuleDraft = { kind: 'tag', pattern: '^1\\.0\\.', push: 'MAINTAINER', remove: 'OWNER' };

describe('access and protection on a GitLab', function () {
  this.timeout(120_000);
  let bench: AccessBench;
  let desk: AccessDesk;
  let handlers: ReturnType<typeof accessHandlers>;
  let questions: string[];

  beforeEach(async () => {
    // Imported late like the pages' parts, so that both know one and the same class of failures.
    const { AccessBench: Bench } = await import('../../fakes/accessBench.ts');
    bench = new Bench();
    questions = [];
  });
  afterEach(async () => {
    desk.dispose();
    await bench.close();
  });

  /** The page of whoever the bench was started for. */
  async function open(): Promise<AccessView> {
    const { AccessDesk: Desk } = await import('../../../src/panels/access/session.ts');
    const { accessHandlers: handlersOf } = await import('../../../src/panels/access/handlers.ts');
    const { failureText } = await import('../../../src/ui/text/failureText.ts');
    desk = new Desk(address, 'key', {
      source: bench.access,
      readTags: (...read) => bench.policies.tags(...read),
      drafts: testDrafts(),
      describe: failureText,
      now: Date.now,
      onChanged: () => undefined,
    });
    const sure = (...about: readonly string[]): Promise<boolean> => {
      questions.push(about.join(' '));
      return Promise.resolve(true);
    };
    handlers = handlersOf(desk, { confirmVisibility: sure, confirmRemoval: sure });
    return desk.open(never);
  }

  async function listed(): Promise<AccessView> {
    desk.list();
    for (const end = Date.now() + 10_000; desk.view().tags.state !== 'listed' && Date.now() < end;)
      await new Promise((resolve) => setImmediate(resolve));
    return desk.view();
  }

  const webOf = async () => {
    const { repositories } = await bench.access.repositories(address, { signal: never, isFresh: false });
    return repositories.find(({ path }) => path === 'acme/shop/web') ?? assert.fail('no repository');
  };

  it('lists, adds, edits and removes rules, with the tags that each matches', async () => {
    await bench.start();
    bench.protect();
    const first = await open();
    assert.deepEqual(
      first.rules.tag.rows.map(({ pattern, isEditable }) => [pattern, isEditable]),
      [
        ['^1\\.', true],
        ['forever', false],
      ],
    );
    assert.equal(first.rules.repository.rows[0]?.matches.summary, 'Matches 1 of 3 repositories.');
    const { rules } = await listed();
    assert.equal(rules.tag.rows[0]?.matches.summary, 'Matches 4 of 6 tags.');
    assert.deepEqual(rules.tag.rows[0].matches.names, ['web:1.0', 'web:1.0.0', 'web:1.0.1', 'web:1.0.2']);

    assert.equal(desk.preview(draft).matches?.summary, 'Matches 3 of 6 tags.');
    assert.equal((await handlers.saveRule.answer({ draft }, never)).outcome, 'saved');
    const id = bench.shop().tagRules.at(-1)?.id;
    const edited = { ...draft, id, pattern: '^latest$' };
    assert.equal((await handlers.saveRule.answer({ draft: edited }, never)).outcome, 'saved');
    assert.equal(bench.shop().tagRules.at(-1)?.tagNamePattern, '^latest$');
    assert.equal((await handlers.removeRule.answer({ kind: 'tag', id: id ?? 0 }, never)).outcome, 'saved');
    assert.deepEqual(questions, ['^latest$ Matches 1 of 6 tags.']);
    assert.deepEqual(
      bench.shop().tagRules.map((rule) => rule.id),
      [71, 72],
    );
    await handlers.removeRule.answer({ kind: 'repository', id: 81 }, never);
    assert.deepEqual(bench.shop().repositoryRules, []);
  });

  it('says what a registry without a metadata database takes, before and after GitLab refuses it', async () => {
    await bench.start({ kind: 'legacy' });
    await open();
    const view = await listed();
    assert.ok(view.notes.some(({ text }) => text.includes('only for registries with a metadata database')));
    const { outcome, message } = await handlers.saveRule.answer({ draft }, never);
    assert.equal(outcome, 'refused');
    assert.match(message, /Your draft is kept\. Response: “GitLab container registry API not supported”/);
    assert.deepEqual(desk.view().draft, draft);
  });

  it('is read-only for a Developer, who is told why, and sends nothing', async () => {
    await bench.start({ as: 'developer' });
    bench.protect();
    const view = await open();
    assert.ok(view.notes.some(({ text }) => text.startsWith('Read-only: only a project Maintainer')));
    assert.deepEqual([view.visibility.canChange, view.rules.tag.canChange], [false, false]);
    assert.deepEqual(
      view.glance.map(({ act, answer }) => [act, answer.level]),
      [
        ['pull', 'yes'],
        ['push', 'yes'],
        ['deleteTags', 'yes'],
        ['administer', 'no'],
      ],
    );
    assert.match(view.rules.tag.note?.text ?? '', /maintainers only/);
  });

  it('says plainly that read-only mode is on, and keeps the draft', async () => {
    await bench.start({ isReadOnly: true });
    await open();
    const failure = await Promise.resolve(handlers.saveRule.answer({ draft }, never)).then(
      () => assert.fail('saved'),
      (error: unknown) => error,
    );
    const { failureText } = await import('../../../src/ui/text/failureText.ts');
    const { Failure } = await import('../../../src/base/failure.ts');
    assert.match(failureText(Failure.from(failure)).why, /the “gitlabRegistry.readOnly” setting is on/);
    assert.deepEqual([desk.view().draft, bench.shop().tagRules], [draft, []]);
  });

  it('switches the registry off and on again, and shows what follows from it', async () => {
    await bench.start();
    bench.protect();
    await open();
    const off = await handlers.setVisibility.answer({ value: 'disabled' }, never);
    assert.equal(bench.shop().registryAccess, 'disabled');
    assert.deepEqual(
      off.view.glance.map(({ who }) => who),
      ['Nobody', 'Nobody', 'Nobody', 'Nobody'],
    );
    assert.match(off.view.rules.tag.note?.text ?? '', /while the registry is disabled/);
    const on = await handlers.setVisibility.answer({ value: 'enabled' }, never);
    assert.equal(on.view.rules.tag.rows.length, 2);
    assert.equal(questions.length, 2);
    assert.match(questions[1] ?? '', /Members with the role Reporter or higher/);
  });

  it('does not let plans and forecasts go by rules that were changed', async () => {
    await bench.start();
    await open();
    const web = await webOf();
    const { CleanupDesk: Desk } = await import('../../../src/panels/cleanup/desk.ts');
    const cleanup: CleanupDesk = new Desk(address, 'cleanup', {
      source: bench.policies,
      drafts: testDrafts(),
      describe: ({ message }) => ({ why: message, next: '' }),
      findUses: () => Promise.resolve([]),
      readManifests: testManifests,
      now: Date.now,
      onChanged: () => undefined,
    });
    let following: Promise<void> = Promise.resolve();
    bench.policies.onDidForget(() => (following = cleanup.follow()));
    await cleanup.open(never);
    const list = () =>
      bench.policies.tags(address, { signal: never, isFresh: false, onProgress: () => undefined });
    await list();
    assert.deepEqual(bench.policies.loaded(address, web)?.project.protections, []);
    const { knowRepository } = await import('../../../src/catalog/deletion/repositoryKnowledge.ts');
    const { planDeletion } = await import('../../../src/domain/deletion/plan.ts');
    const plan = async () => {
      const { gitlab, registry } = bench.clients;
      const sources = { gitlab, registry: registry(bench.box.registryHost) };
      return planDeletion(await knowRepository(sources, web, [{ name: '1.0.1' }]));
    };
    assert.deepEqual((await plan()).tags[0]?.rules, []);

    await handlers.saveRule.answer({ draft }, never);
    await following;
    assert.deepEqual(cleanup.project.protections, [draft.pattern]);
    // GraphQL's list, which tells what is protected, is forgotten with the rules.
    assert.equal(bench.policies.loaded(address, web), undefined);
    await list();
    assert.deepEqual(bench.policies.loaded(address, web)?.project.protections, [draft.pattern]);
    assert.equal((await plan()).tags[0]?.rules[0]?.pattern, draft.pattern);
    cleanup.dispose();
  });
});
