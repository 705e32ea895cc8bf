import assert from 'node:assert/strict';
import type { AccessResult, AccessView, RuleDraft, RulePreview } from '../../../../src/protocol/access.ts';
import {
  canChangeVisibility,
  canSaveRule,
  changed,
  draftFor,
  initialModel,
  type AccessModel,
} from '../../../../webview/access/model.ts';

const section = { rows: [], canChange: true, levels: [], hint: '' };
const row = {
  id: 7,
  pattern: '^v',
  levels: '',
  push: 'MAINTAINER',
  remove: 'OWNER',
  isEditable: true,
  matches: { summary: '', names: [] },
} as const;
const view: AccessView = {
  projectPath: 'Acme/Shop',
  links: [],
  facts: [],
  notes: [],
  glance: [],
  visibility: { current: 'private', choices: [], canChange: true },
  rules: { tag: { ...section, rows: [row] }, repository: section },
  tags: { state: 'notListed', text: '', problems: [] },
  draftVersion: '1',
  knowledge: 0,
};
const draft: RuleDraft = { kind: 'tag', pattern: 'main', push: 'OWNER', remove: 'OWNER' };
const preview: RulePreview = { notes: [], problems: {}, canSave: true };
const failure = { reason: 'offline', title: 'GitLab didn’t answer' } as const;
const shown = changed(initialModel, { kind: 'viewed', view });
const drafted = changed(shown, { kind: 'drafted', draft });
const resultOf = (outcome: AccessResult['outcome'], next: AccessView = view): AccessResult => ({
  outcome,
  message: 'done',
  view: next,
});

describe('The state of the page "Access and Protection"', () => {
  it('keeps the draft when the host shows progress, and takes over one that the host changed', () => {
    const listing = changed(drafted, { kind: 'viewed', view: { ...view, knowledge: 1 } });
    assert.deepEqual(listing.draft, draft);
    const discarded = changed(drafted, { kind: 'viewed', view: { ...view, draftVersion: '2' } });
    assert.equal(discarded.draft, undefined);
    const stored = changed(initialModel, { kind: 'viewed', view: { ...view, draft } });
    assert.deepEqual(stored.draft, draft);
  });

  it('keeps a preview while a pattern is typed, but not for another rule', () => {
    const judged = changed(drafted, { kind: 'previewed', preview, draft });
    assert.equal(changed(judged, { kind: 'drafted', draft: { ...draft, pattern: 'x' } }).preview, preview);
    assert.equal(changed(judged, { kind: 'drafted', draft: { ...draft, id: 7 } }).preview, undefined);
    const late = changed(shown, { kind: 'previewed', preview, draft });
    assert.equal(late.preview, undefined);
  });

  it('keeps draft and choice when a change fails or is refused, and tells it where it was asked', () => {
    const chosen = changed(drafted, { kind: 'chose', visibility: 'enabled' });
    const asked = changed(chosen, { kind: 'asked' });
    const failed = changed(asked, { kind: 'failed', failure, place: 'tag' });
    assert.deepEqual([failed.draft, failed.chosen, failed.failure?.place], [draft, 'enabled', 'tag']);
    const refused = changed(asked, { kind: 'ended', result: resultOf('refused'), place: 'visibility' });
    assert.deepEqual(
      [refused.draft, refused.chosen, refused.result?.place],
      [draft, 'enabled', 'visibility'],
    );
    assert.equal(changed(refused, { kind: 'asked' }).result, undefined);
  });

  it('lets go of a choice that was made or taken back', () => {
    const chosen = changed(shown, { kind: 'chose', visibility: 'enabled' });
    for (const outcome of ['saved', 'kept'] as const)
      assert.equal(
        changed(chosen, { kind: 'ended', result: resultOf(outcome), place: 'visibility' }).chosen,
        undefined,
      );
  });

  it('offers a change of visibility only for another value, and to who may', () => {
    const chose = (model: AccessModel, visibility: 'enabled' | 'private') =>
      canChangeVisibility(changed(model, { kind: 'chose', visibility }));
    assert.ok(chose(shown, 'enabled'));
    assert.ok(!chose(shown, 'private'));
    const readOnly = { ...view, visibility: { ...view.visibility, canChange: false } };
    assert.ok(!chose(changed(initialModel, { kind: 'viewed', view: readOnly }), 'enabled'));
    assert.ok(!chose(changed(shown, { kind: 'asked' }), 'enabled'));
  });

  it('offers saving once the host found nothing to correct', () => {
    assert.ok(!canSaveRule(drafted));
    assert.ok(canSaveRule(changed(drafted, { kind: 'previewed', preview, draft })));
    const wrong = { ...preview, canSave: false };
    assert.ok(!canSaveRule(changed(drafted, { kind: 'previewed', preview: wrong, draft })));
  });

  it('begins a form with what the rule has, and a new one with the lowest roles', () => {
    assert.deepEqual(draftFor(view, 'tag', 7), {
      kind: 'tag',
      id: 7,
      pattern: '^v',
      push: 'MAINTAINER',
      remove: 'OWNER',
    });
    assert.deepEqual(draftFor(view, 'repository'), {
      kind: 'repository',
      pattern: 'acme/shop/',
      push: 'MAINTAINER',
      remove: 'MAINTAINER',
    });
  });
});
