import '../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { AccessOpening } from './accessOpening.ts';
import { testAccess } from '../../fakes/accessSource.ts';
import { dailyTags } from '../../fakes/cleanupSource.ts';
import { PageBench } from './openPage.ts';

describe('The rules on the page "Access and Protection"', () => {
  let bench: PageBench;
  let at: AccessOpening;

  before(async () => {
    bench = await PageBench.start();
  });
  after(() => bench.stop());
  beforeEach(() => {
    at = new AccessOpening();
  });
  afterEach(() => at.opened.close());

  it('shows what a tag rule matches while it is typed, binds it to the whole name, and saves it', async () => {
    await at.open(bench);
    const { page } = at;
    await at.add('Protected tags');
    assert.ok(await at.field().evaluate((input) => input === document.activeElement));
    assert.ok(await at.button('Save Rule').isDisabled());
    await at.field().pressSequentially('main');
    const form = page.getByRole('group', { name: 'New rule' });
    await form.getByText('Matches 1 of 20 tags.').waitFor();
    await form.getByText('web:main').waitFor();
    await form.getByText('It can match anywhere in the name, so longer names match too.').waitFor();
    await at.button('Match the Whole Name').click();
    assert.equal(await at.field().inputValue(), '^main$');
    await page.getByRole('combobox', { name: 'Delete needs' }).selectOption('Owner');
    await at.button('Match the Whole Name').waitFor({ state: 'detached' });
    await at.button('Save Rule').click();
    await at.alert('Rule saved.');
    assert.deepEqual(at.source.changes, [
      {
        act: 'add',
        kind: 'tag',
        wanted: {
          pattern: '^main$',
          minimumAccessLevelForPush: 'MAINTAINER',
          minimumAccessLevelForDelete: 'OWNER',
        },
      },
    ]);
    await at
      .section('Protected tags')
      .getByText('Push: Maintainer or higher. Delete: Owner or higher.')
      .nth(1)
      .waitFor();
    assert.equal(await form.count(), 0);
    assert.equal(at.drafts.stored.size, 0);
  });

  it('edits a rule, keeps the draft over a reload, and says what GitLab refused', async () => {
    await at.open(bench);
    await at.button('Edit the rule ^v\\d+\\.').click();
    await at.field().fill('^v9');
    await at.page.getByText('Matches 0 of 20 tags.').waitFor();
    await at.page.reload();
    await at.field().waitFor();
    assert.equal(await at.field().inputValue(), '^v9');
    at.source.failure = { reason: 'invalid', details: { code: 'badInput', serverMessage: 'Not today' } };
    await at.button('Save Rule').click();
    await at.alert('GitLab refused the rule. Your draft is kept. Response: “Not today”');
    assert.equal(await at.field().inputValue(), '^v9');
    at.source.failure = { reason: 'denied', details: { code: 'readOnly' } };
    await at.button('Save Rule').click();
    await at.alert('Couldn’t save the rule. Your draft is kept');
    await at.button('Save Rule').click();
    await at.alert('Rule saved.');
    assert.equal(at.source.changes[0]?.act, 'change');
    assert.deepEqual(await at.opened.problems(), []);
  });

  it('asks before it removes a rule, and does not offer to touch an immutable one', async () => {
    await at.open(bench);
    await at.button('List Tags').click();
    await at.page.getByText('Matches 15 of 20 tags.').waitFor();
    assert.equal(await at.page.getByRole('button', { name: /\^release-/ }).count(), 0);
    await at.page.getByText('Immutable: nobody can overwrite or delete').waitFor();
    await at.button('Remove the rule ^v\\d+\\.').click();
    await at.alert('Rule removed.');
    assert.deepEqual(at.asked, ['^v\\d+\\. Matches 15 of 20 tags.']);
    assert.equal(await at.page.getByText('^v\\d+\\.').count(), 0);
  });

  it('adds a rule of repositories, which needs a path of the project and one role', async () => {
    await at.open(bench);
    const { page } = at;
    await at.add('Protected repositories');
    const pattern = page.getByRole('textbox', { name: 'Repositories matching' });
    assert.equal(await pattern.inputValue(), 'acme/platform/shop/');
    await pattern.fill('acme/other');
    await page.getByText('It must start with the project path').waitFor();
    await pattern.fill('acme/platform/shop/*i');
    await page.getByRole('group', { name: 'New rule' }).getByText('Matches 1 of 2 repositories.').waitFor();
    for (const name of ['Push needs', 'Delete needs'])
      await page.getByRole('combobox', { name }).selectOption('Not restricted');
    await page.getByText('Choose at least one of the two roles.').waitFor();
    await page.getByRole('combobox', { name: 'Push needs' }).selectOption('Owner');
    await pattern.press('Enter');
    await at.alert('Rule saved.');
    await page.getByText('Push: Owner or higher. Delete isn’t restricted.').waitFor();
  });

  it('says of repositories that failed, and of a list that was stopped, what is missing', async () => {
    at.source.gate = new Promise(() => undefined);
    await at.open(bench);
    const { page } = at;
    await at.button('List Tags').click();
    await page.getByText('Listing tags: 2 so far').waitFor();
    await at.button('Stop Listing').click();
    await page.getByText('2 tags are listed. There may be more.').waitFor();
    assert.equal(await page.getByText('Incomplete: listing was stopped.').count(), 2);
    at.source.gate = Promise.resolve();
    const [web] = at.source.tags_;
    at.source.tags_ = [web!, { ...dailyTags('acme/platform/shop/api', []), state: 'failed' }];
    await at.button('Refresh').click();
    await page.getByText('Matches 14 of the 18 tags that are listed; there may be more.').waitFor();
    await page.locator('.problems').getByText('Incomplete:').waitFor();
  });

  it('takes no sixth rule for tags', async () => {
    const rules = ['a', 'b', 'c', 'd', 'e'].map((pattern, id) => ({ id, pattern, isImmutable: true }));
    at.source.project_ = { ...testAccess, rules: { ...testAccess.rules, tag: { code: 'listed', rules } } };
    await at.open(bench);
    await at.page.getByText('GitLab takes at most 5 rules for tags in a project.').waitFor();
    assert.equal(await at.section('Protected tags').getByRole('button', { name: 'Add Rule' }).count(), 0);
  });
});
