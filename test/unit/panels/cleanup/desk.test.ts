import '../../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import {
  dailyTags,
  testDrafts,
  testManifests,
  testNow,
  testPolicy,
  testProject,
  TestSource,
} from '../../../fakes/cleanupSource.ts';
import type { CleanupDesk } from '../../../../src/panels/cleanup/desk.ts';
import type { cleanupHandlers as Handlers } from '../../../../src/panels/cleanup/handlers.ts';
import type { CleanupWorkbenchView, PolicyDraft } from '../../../../src/protocol/cleanup.ts';

describe('The desk of the cleanup workbench', () => {
  let source: TestSource;
  let drafts: ReturnType<typeof testDrafts>;
  let desk: CleanupDesk;
  let handlers: ReturnType<typeof Handlers>;
  let shown: CleanupWorkbenchView[];
  const never = new AbortController().signal;
  const mine = (change: Partial<PolicyDraft> = {}): PolicyDraft => ({
    ...desk.view().saved,
    nameRegex: 'mine.*',
    ...change,
  });

  async function finished(): Promise<void> {
    for (let turn = 0; turn < 1000 && shown.at(-1)?.isLoading !== false; turn += 1)
      await new Promise((resolve) => setImmediate(resolve));
  }

  async function newDesk(): Promise<void> {
    const { CleanupDesk: Desk } = await import('../../../../src/panels/cleanup/desk.ts');
    const { cleanupHandlers } = await import('../../../../src/panels/cleanup/handlers.ts');
    // Of its own: a desk of before may still be listing.
    const views: CleanupWorkbenchView[] = [];
    shown = views;
    desk = new Desk({ connectionId: 'c', projectPath: 'acme/platform/shop' }, 'key', {
      source,
      drafts,
      describe: ({ message }) => ({ why: `${message}.`, next: 'Try again.' }),
      findUses: () => Promise.resolve([]),
      readManifests: testManifests,
      now: () => testNow,
      onChanged: (view) => views.push(view),
    });
    handlers = cleanupHandlers(desk, {
      copy: () => Promise.resolve(),
      openText: () => Promise.resolve(),
      askFormat: () => Promise.resolve(undefined),
      deleteTags: (targets, onDeleted) => {
        const names = new Set(targets.flatMap(({ tags }) => tags.map(({ name }) => name)));
        source.tags_ = source.tags_.map((one) => ({
          ...one,
          tags: one.tags.filter(({ name }) => !names.has(name)),
        }));
        onDeleted();
        return Promise.resolve();
      },
      testPatterns: () => undefined,
    });
  }

  beforeEach(async () => {
    source = new TestSource();
    source.tags_ = [dailyTags('acme/platform/shop/web', ['a', 'b'])];
    drafts = testDrafts();
    await newDesk();
    await desk.open(never);
  });

  it('shows values that it does not know, and sends only what was changed', async () => {
    source.project_ = {
      ...testProject,
      policy: { ...testPolicy, keepN: 'SEVEN_TAGS', olderThan: '2fortnights', cadence: '5month' },
    };
    await newDesk();
    const view = await desk.open(never);
    assert.deepEqual(
      [view.draft.keepN, view.draft.olderThan, view.draft.cadence],
      ['SEVEN_TAGS', '2fortnights', '5month'],
    );
    for (const choices of [view.keepNs, view.olderThans, view.cadences])
      assert.equal(choices.filter(({ value }) => Object.values(view.draft).includes(value)).length, 1);
    await desk.save(mine(), never);
    const { nextRunAt, ...saved } = source.project_.policy ?? testPolicy;
    assert.deepEqual(saved.keepN, 'SEVEN_TAGS');
    assert.equal(nextRunAt, testPolicy.nextRunAt);
  });

  it('opens with an invalid regex that GitLab stores, and says where it is wrong', async () => {
    source.change({ enabled: false, nameRegex: '(?!main).*' });
    await newDesk();
    const { draft } = await desk.open(never);
    await finished();
    const { report } = await handlers.simulate.answer(
      {
        draft,
        query: { filter: 'all', text: '', order: 'name', isDescending: false, slice: { from: 0, count: 9 } },
      },
      never,
    );
    assert.deepEqual([report.goes, report.undecided], [0, 2]);
    assert.equal(report.advice.nameRegex[0]?.level, 'error');
  });

  it('takes patterns that were tried elsewhere into the draft, and nothing else; not before there is one', async () => {
    let taken = 0;
    const take = () => {
      taken += 1;
      return { nameRegex: 'tried.*', nameRegexKeep: 'kept.*' };
    };
    const before = desk.view();
    desk.usePatterns(take);
    const { draft, draftVersion } = desk.view();
    assert.deepEqual(draft, { ...before.draft, nameRegex: 'tried.*', nameRegexKeep: 'kept.*' });
    assert.notEqual(draftVersion, before.draftVersion);
    // As a draft of the person's own it is there after the page was closed.
    await newDesk();
    desk.usePatterns(take);
    assert.equal(taken, 1);
    assert.equal((await desk.open(never)).draft.nameRegex, 'tried.*');
  });

  it('sends nothing when somebody changed the policy between review and saving, and keeps the draft', async () => {
    const draft = mine();
    await handlers.review.answer({ draft }, never);
    source.change({ keepN: 25 });
    const { outcome, view } = await handlers.save.answer({ draft }, never);
    assert.equal(outcome, 'changedMeanwhile');
    assert.equal(source.saves, 0);
    assert.deepEqual([view.draft, view.saved.keepN], [draft, '25']);
    assert.ok(view.notes.some(({ level }) => level === 'warning'));
    // Reviewed again against what GitLab has now, it can be saved.
    const review = await handlers.review.answer({ draft }, never);
    assert.deepEqual(
      review.fields.map(({ from, to }) => [from, to]),
      [
        ['25 tags per repository', '5 tags per repository'],
        ['.*', 'mine.*'],
      ],
    );
    assert.equal((await handlers.save.answer({ draft }, never)).outcome, 'saved');
  });

  for (const [reason, isTaken] of [
    ['denied', false],
    ['offline', false],
    ['offline', true],
    ['rateLimited', false],
  ] as const)
    it(`loses nothing when saving fails: ${reason}, ${isTaken ? 'after' : 'before'} GitLab took it`, async () => {
      const draft = mine();
      source.failure = { reason, isTaken };
      await assert.rejects(async () => handlers.save.answer({ draft }, never), { reason });
      assert.deepEqual(desk.view().draft, draft);
      await newDesk();
      const reopened = await desk.open(never);
      assert.deepEqual(reopened.draft, draft);
      assert.equal((await handlers.save.answer({ draft }, never)).outcome, 'saved');
      assert.equal(source.project_.policy?.nameRegex, 'mine.*');
      assert.equal(drafts.stored.size, 0);
    });

  it('puts the messages of a refusal beside their fields, and others into the sentence', async () => {
    const fieldMessages = { name_regex_keep: 'not valid RE2 syntax', base: 'too late' };
    source.failure = { reason: 'invalid', details: { code: 'badInput', fieldMessages }, isTaken: false };
    const { outcome, fields, message } = await handlers.save.answer({ draft: mine() }, never);
    assert.equal(outcome, 'refused');
    assert.deepEqual(Object.keys(fields), ['nameRegexKeep']);
    assert.match(message, /base: too late/);
    assert.equal(desk.view().draft.nameRegex, 'mine.*');
  });

  it('says when a stored draft was begun on another policy, and follows GitLab where nothing was drafted', async () => {
    desk.keep(mine());
    source.change({ olderThan: '90d' });
    await newDesk();
    const view = await desk.open(never);
    assert.ok(view.notes.some(({ text }) => text.includes('after you started this draft')));
    assert.equal(view.draft.nameRegex, 'mine.*');
    desk.discard();
    source.change({ olderThan: '30d' });
    assert.equal((await desk.refresh(never)).draft.olderThan, '30d');
  });

  it('takes no draft of an unknown shape from the storage', async () => {
    drafts.stored.set('key', { draft: { enabled: 'yes' }, base: 3 });
    await newDesk();
    assert.equal((await desk.open(never)).draft.nameRegex, '.*');
  });

  it('counts freed bytes exactly once the manifests are read: shared layers once, and not where they stay', async () => {
    await finished();
    const query = {
      filter: 'all',
      text: '',
      order: 'name',
      isDescending: false,
      slice: { from: 0, count: 9 },
    } as const;
    const draft = { ...mine(), nameRegex: 'b', keepN: '', olderThan: '' };
    const { report } = await handlers.simulate.answer({ draft, query }, never);
    assert.equal(report.isFreedExact, false);
    assert.equal(report.freed, 'Frees up to 41.2 MB');
    await handlers.measure.answer(undefined, never);
    const one = (await handlers.simulate.answer({ draft, query }, never)).report;
    // Its config and its own layer; the base is needed by the image that stays.
    assert.ok(one.isFreedExact);
    assert.equal(one.freed, 'Frees 1.2 MB');
    const all = { ...draft, nameRegex: '.*', nameRegexKeep: '' };
    const both = (await handlers.simulate.answer({ draft: all, query }, never)).report;
    assert.equal(both.freed, 'Frees 42.4 MB');
  });

  it('deletes what goes, and lists what is left', async () => {
    await finished();
    const draft = { ...mine(), nameRegex: 'b', keepN: '', olderThan: '' };
    const query = {
      filter: 'all',
      text: '',
      order: 'name',
      isDescending: false,
      slice: { from: 0, count: 9 },
    } as const;
    await handlers.simulate.answer({ draft, query }, never);
    shown.length = 0;
    await handlers.deleteNow.answer({ draft, query, chosen: [] }, never);
    await finished();
    const { rows } = await handlers.simulate.answer({ draft, query }, never);
    assert.deepEqual(
      rows.map(({ name }) => name),
      ['a'],
    );
  });

  it('lists again after it was stopped', async () => {
    source.gate = new Promise(() => undefined);
    await newDesk();
    await desk.open(never);
    desk.stop();
    await finished();
    assert.equal(shown.at(-1)?.isLoading, false);
    assert.ok(shown.at(-1)?.repositories[0]?.incomplete?.includes('stopped'));
    source.gate = Promise.resolve();
    await desk.refresh(never);
    await finished();
    assert.equal(shown.at(-1)?.repositories[0]?.incomplete, undefined);
  });
});
