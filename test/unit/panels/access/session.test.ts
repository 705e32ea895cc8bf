import '../../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { tagRule, testAccess, TestAccess } from '../../../fakes/accessSource.ts';
import { dailyTags, testDrafts } from '../../../fakes/cleanupSource.ts';
import type { AccessProject } from '../../../../src/domain/access/projectAccess.ts';
import type { AccessDesk } from '../../../../src/panels/access/session.ts';
import type { accessHandlers as Handlers } from '../../../../src/panels/access/handlers.ts';
import type { AccessView, RuleDraft } from '../../../../src/protocol/access.ts';

describe('The desk of access and protection', () => {
  let source: TestAccess;
  let drafts: ReturnType<typeof testDrafts>;
  let desk: AccessDesk;
  let handlers: ReturnType<typeof Handlers>;
  let shown: AccessView[];
  let isSure: boolean;
  const never = new AbortController().signal;
  const draft: RuleDraft = { kind: 'tag', pattern: 'main', push: 'MAINTAINER', remove: 'OWNER' };

  async function newDesk(change: Partial<AccessProject> = {}): Promise<AccessView> {
    source.project_ = { ...source.project_, ...change };
    const { AccessDesk: Desk } = await import('../../../../src/panels/access/session.ts');
    const { accessHandlers } = await import('../../../../src/panels/access/handlers.ts');
    shown = [];
    desk = new Desk({ connectionId: 'c', projectPath: 'acme/platform/shop' }, 'key', {
      source,
      readTags: source.readTags,
      drafts,
      describe: ({ message }) => ({ why: `${message}.`, next: 'Try again.' }),
      now: () => 0,
      onChanged: (view) => shown.push(view),
    });
    const answer = () => Promise.resolve(isSure);
    handlers = accessHandlers(desk, { confirmVisibility: answer, confirmRemoval: answer });
    return desk.open(never);
  }

  async function listed(): Promise<void> {
    desk.list();
    for (let turn = 0; turn < 1000 && desk.view().tags.state !== 'listed'; turn += 1)
      await new Promise((resolve) => setImmediate(resolve));
  }

  const summaries = (view: AccessView) => view.rules.tag.rows.map(({ matches }) => matches.summary);

  beforeEach(async () => {
    source = new TestAccess();
    drafts = testDrafts();
    isSure = true;
    await newDesk();
  });

  it('lists no tags before somebody asks, and does not say that a rule matches none', () => {
    const view = desk.view();
    assert.equal(view.tags.state, 'notListed');
    assert.ok(
      summaries(view).every((text) => text.includes('it’s unknown')),
      summaries(view).join(),
    );
    // Repositories are few, and known.
    assert.equal(view.rules.repository.rows[0]?.matches.summary, 'Matches 1 of 2 repositories.');
  });

  it('shows at once what rules match where all tags are here already', async () => {
    source.areLoaded = true;
    const view = await newDesk();
    assert.deepEqual(summaries(view), ['Matches 15 of 20 tags.', 'Matches 1 of 20 tags.']);
    const [first] = view.rules.tag.rows;
    assert.deepEqual(
      [first?.matches.names.slice(0, 2), first?.matches.more],
      [['api:v3.0', 'web:v1.0.0'], 'and 5 more'],
    );
  });

  it('says that there may be more where a repository failed, and which', async () => {
    const [web] = source.tags_;
    source.tags_ = [web!, { ...dailyTags('acme/platform/shop/api', []), state: 'failed' }];
    await listed();
    const { tags, ...view } = desk.view();
    assert.deepEqual(
      tags.problems.map(({ path }) => path),
      ['acme/platform/shop/api'],
    );
    assert.equal(
      summaries({ tags, ...view })[0],
      'Matches 14 of the 18 tags that are listed; there may be more.',
    );
  });

  it('can be asked again when listing failed whole', async () => {
    source.gate = Promise.reject(new Error('no network'));
    source.gate.catch(() => undefined);
    source.tags_ = [];
    desk.list();
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    const view = desk.view();
    assert.equal(view.tags.state, 'notListed');
    assert.ok(view.notes.some(({ level, text }) => level === 'error' && text.includes('no network')));
  });

  it('warns of a registry that takes no rules for tags', async () => {
    source.tags_ = source.tags_.map((one) => ({ ...one, registry: 'legacy' }));
    await listed();
    assert.ok(
      desk.view().notes.some(({ text }) => text.includes('only for registries with a metadata database')),
    );
  });

  it('keeps a draft until GitLab has it', async () => {
    desk.preview(draft);
    assert.deepEqual(drafts.stored.get('key'), draft);
    assert.deepEqual((await newDesk()).draft, draft);
    source.failure = { reason: 'offline' };
    await assert.rejects(async () => handlers.saveRule.answer({ draft }, never), { reason: 'offline' });
    assert.deepEqual(desk.view().draft, draft);
    const { outcome, view } = await handlers.saveRule.answer({ draft }, never);
    assert.deepEqual([outcome, view.draft, drafts.stored.size], ['saved', undefined, 0]);
    assert.equal(view.rules.tag.rows.length, 3);
  });

  it('takes no draft of an unknown shape from the storage', async () => {
    drafts.stored.set('key', { kind: 'tag', pattern: 7 });
    assert.equal((await newDesk()).draft, undefined);
  });

  for (const [code, words] of [
    ['changedMeanwhile', /someone changed the rule meanwhile/],
    ['gone', /no longer exists/],
    ['unclear', /refresh to see/],
  ] as const)
    it(`says in a sentence, and keeps the draft, when a rule is ${code}`, async () => {
      source.obstacle = code;
      const edited = { ...draft, id: 1 };
      const { outcome, message, view } = await handlers.saveRule.answer({ draft: edited }, never);
      assert.equal(outcome, 'refused');
      assert.match(message, words);
      assert.deepEqual(view.draft, edited);
    });

  it('says in a sentence what GitLab refused, and that it cannot change rules', async () => {
    const details = {
      code: 'badInput',
      serverMessage: 'GitLab container registry API not supported',
    } as const;
    source.failure = { reason: 'invalid', details };
    const refused = await handlers.saveRule.answer({ draft }, never);
    assert.match(refused.message, /Response: “GitLab container registry API not supported”/);
    source.failure = { reason: 'invalid', details: { code: 'unsupported' } };
    const old = await handlers.saveRule.answer({ draft }, never);
    assert.match(old.message, /This GitLab can’t change rules for tags/);
    source.failure = { reason: 'invalid', details: { code: 'unsupported' } };
    const removal = await handlers.removeRule.answer({ kind: 'tag', id: 1 }, never);
    assert.match(removal.message, /This GitLab can’t change rules for tags/);
  });

  it('sends nothing for a rule that is gone from the list, or when the person says no', async () => {
    isSure = false;
    assert.equal((await handlers.removeRule.answer({ kind: 'tag', id: 1 }, never)).outcome, 'kept');
    assert.equal((await handlers.removeRule.answer({ kind: 'tag', id: 99 }, never)).outcome, 'refused');
    const gone = await handlers.saveRule.answer({ draft: { ...draft, id: 99 } }, never);
    assert.match(gone.message, /no longer exists/);
    assert.equal((await handlers.setVisibility.answer({ value: 'enabled' }, never)).outcome, 'kept');
    assert.deepEqual(source.changes, []);
    assert.equal(source.project_.registryAccess, 'private');
  });

  it('lets go of the draft of a rule that was removed', async () => {
    desk.preview({ ...draft, id: 1 });
    const { view } = await handlers.removeRule.answer({ kind: 'tag', id: 1 }, never);
    assert.equal(view.draft, undefined);
  });

  it('judges a pattern as GitLab does, with the place of what is wrong', () => {
    const wrong = desk.preview({ ...draft, pattern: 'v(?=1)' });
    assert.equal(wrong.canSave, false);
    assert.deepEqual(
      wrong.notes.map(({ level, range }) => [level, range?.start]),
      [['error', 1]],
    );
    assert.ok(!wrong.notes.some(({ text }) => text.includes('keep pattern')));
    const loose = desk.preview({ ...draft, pattern: 'v1|v2' });
    assert.deepEqual(
      loose.notes.flatMap(({ fixes = [] }) => fixes.map(({ pattern }) => pattern)),
      ['^(?:v1|v2)$'],
    );
    assert.ok(loose.canSave);
    const taken = desk.preview({ ...draft, pattern: '^release-' });
    assert.equal(taken.problems.pattern, 'Another rule has this pattern.');
    const itself = desk.preview({ ...draft, id: 1, pattern: '^v\\d+\\.' });
    assert.ok(itself.canSave);
  });

  it('reads rules again after the visibility was changed, and says so when somebody was faster', async () => {
    const before = source.reads;
    const { outcome, view } = await handlers.setVisibility.answer({ value: 'disabled' }, never);
    assert.deepEqual([outcome, view.visibility.current, source.reads], ['saved', 'disabled', before + 1]);
    assert.ok(view.glance.every(({ who }) => who === 'Nobody'));
    source.project_ = { ...source.project_, registryAccess: 'enabled' };
    const late = await handlers.setVisibility.answer({ value: 'private' }, never);
    assert.deepEqual([late.outcome, late.view.visibility.current], ['refused', 'enabled']);
    assert.match(late.message, /someone changed the visibility meanwhile/);
  });

  it('is read-only for a token that only reads, for a Developer and for nobody, each with its reason', async () => {
    const cases: readonly (readonly [Partial<AccessProject>, RegExp])[] = [
      [{ scopes: ['read_api'] }, /doesn’t have the “api” scope/],
      [{ role: 'DEVELOPER', administers: false }, /only a project Maintainer/],
      [{ credential: 'anonymous' }, /isn’t signed in/],
    ];
    for (const [change, reason] of cases) {
      source.project_ = testAccess;
      const view = await newDesk(change);
      assert.ok(
        view.notes.some(({ text }) => reason.test(text)),
        String(reason),
      );
      assert.deepEqual(
        [view.visibility.canChange, view.rules.tag.canChange, view.rules.repository.canChange],
        [false, false, false],
      );
    }
    // GitLab decides where it does not tell the role.
    const { administers, role, ...unknown } = testAccess;
    assert.ok(administers && role);
    source.project_ = unknown;
    const view = await newDesk();
    assert.ok(view.visibility.canChange);
    assert.ok(view.facts.some(({ text }) => text === 'Unknown'));
    assert.ok(view.notes.some(({ text }) => text.includes('it decides when you save')));
  });

  it('does not edit a rule with a level that it does not know', async () => {
    const odd = { ...tagRule(1, 'v'), minimumAccessLevelForDelete: 'EMPEROR' };
    const view = await newDesk({ rules: { ...testAccess.rules, tag: { code: 'listed', rules: [odd] } } });
    assert.equal(view.rules.tag.rows[0]?.isEditable, false);
    assert.match(view.rules.tag.rows[0].levels, /EMPEROR/);
  });
});
