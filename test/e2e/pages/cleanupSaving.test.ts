import '../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { testProject } from '../../fakes/cleanupSource.ts';
import { anyResult, cleanupOpening } from './cleanupOpening.ts';

describe('Saving on the page "Cleanup policy"', () => {
  const on = cleanupOpening();
  const { open, field, result, button } = on;

  it('shows the difference before it saves, and saves what was shown', async () => {
    await open();
    await result(anyResult);
    await field('Keep tags matching').fill('(?:v.+|main)');
    await on.opened.page.getByText('Unsaved changes').waitFor();
    await button('Save…').click();
    const review = on.opened.page.getByRole('group', { name: 'Save this policy?' });
    assert.match(await review.innerText(), /v\.\+\|main\s+\(\?:v\.\+\|main\)/);
    assert.match(await review.innerText(), /Saving resets the schedule/);
    assert.equal(on.source.saves, 0);
    await button('Save Policy').click();
    await on.opened.page.getByText(/^Saved at /).waitFor();
    assert.equal(on.source.project_.policy?.nameRegexKeep, '(?:v.+|main)');
    assert.equal(on.drafts.stored.size, 0);
  });

  it('gives the focus to the review, and back to the button when it is left by Escape', async () => {
    await open();
    await result(anyResult);
    await field('Delete tags matching').fill('mr-.*');
    await button('Save…').focus();
    await on.opened.page.keyboard.press('Enter');
    await on.opened.page.locator('.review h2:focus').waitFor();
    await on.opened.page.keyboard.press('Escape');
    await on.opened.page.locator('#save:focus-within').waitFor();
    assert.equal(await on.opened.page.getByRole('group', { name: 'Save this policy?' }).count(), 0);
  });

  it('keeps the draft when saving fails, when the policy changed meanwhile, and over a reload', async () => {
    await open();
    await result(anyResult);
    await field('Delete tags matching').fill('mine.*');
    on.source.failure = { reason: 'offline', isTaken: false };
    await button('Save…').click();
    await button('Save Policy').click();
    await on.opened.page.getByText('Couldn’t save the policy. Your draft is kept').waitFor();
    assert.equal(await field('Delete tags matching').inputValue(), 'mine.*');
    on.source.change({ keepN: 25 });
    await button('Save…').click();
    await button('Save Policy').click();
    await on.opened.page.getByText('someone changed the policy').first().waitFor();
    assert.equal(await field('Delete tags matching').inputValue(), 'mine.*');
    assert.equal(on.source.saves, 0);
    await on.opened.page.reload();
    await on.opened.page.getByText('Unsaved changes').waitFor();
    assert.equal(await field('Delete tags matching').inputValue(), 'mine.*');
    await button('Save…').click();
    assert.match(
      await on.opened.page.getByRole('group', { name: 'Save this policy?' }).innerText(),
      /25 tags per repository\s+5 tags per repository/,
    );
  });

  it('puts GitLab’s complaints beside their fields', async () => {
    await open();
    await result(anyResult);
    await field('Delete tags matching').fill('mine.*');
    const details = {
      code: 'badInput',
      fieldMessages: { name_regex: 'not valid RE2 syntax: missing )' },
    } as const;
    on.source.failure = { reason: 'invalid', details, isTaken: false };
    await button('Save…').click();
    await button('Save Policy').click();
    await on.opened.page.getByText('GitLab says: not valid RE2 syntax: missing )').waitFor();
    assert.equal(await field('Delete tags matching').inputValue(), 'mine.*');
  });

  it('is read-only for who may not save, and simulates all the same', async () => {
    on.source.project_ = { ...testProject, access: 'role' };
    await open();
    await on.opened.page.getByText('only a project Maintainer').waitFor();
    await field('Delete tags matching').fill('nothing');
    await result('0 of 14 tags would be deleted');
    assert.equal(await button('Save…').count(), 0);
    await button('Copy for a Maintainer').click();
    for (const end = Date.now() + 5000; on.copied.length === 0 && Date.now() < end;)
      await on.opened.page.waitForTimeout(50);
    assert.match(on.copied[0] ?? '', /"name_regex":"nothing"/);
  });

  it('keeps values that it does not know, and shows them', async () => {
    on.source.change({ keepN: 7, olderThan: '2fortnights', cadence: '5month' });
    await open();
    const { page } = on.opened;
    assert.equal(
      await page.getByRole('combobox', { name: 'Delete tags older than' }).inputValue(),
      '2fortnights',
    );
    assert.equal(await page.getByRole('combobox', { name: 'Run cleanup' }).inputValue(), '5month');
    assert.equal(await page.getByRole('combobox', { name: 'Keep the newest' }).inputValue(), '7');
  });

  it('exports the report, and the policy as the call that sets it', async () => {
    await open();
    await result(anyResult);
    on.formats = ['markdown', 'csv', 'json'];
    const end = Date.now() + 10_000;
    for (const count of [1, 2, 3]) {
      await button('Export Report…').click();
      while (on.texts.length < count && Date.now() < end) await on.opened.page.waitForTimeout(50);
    }
    await button('Copy as API call').click();
    while (on.copied.length === 0 && Date.now() < end) await on.opened.page.waitForTimeout(50);
    assert.deepEqual(
      on.texts.map(({ language }) => language),
      ['markdown', 'csv', 'json'],
    );
    assert.equal(on.texts[1]?.content.split('\r\n').length, 16);
    assert.match(on.copied[0] ?? '', /projects\/acme%2Fplatform%2Fshop'$/);
  });
});
