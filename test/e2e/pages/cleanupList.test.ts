import '../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { accessibilityProblems } from './axe.ts';
import { anyResult, cleanupOpening } from './cleanupOpening.ts';

describe('The list of the page "Cleanup policy"', () => {
  const on = cleanupOpening();
  const { open, result, button, chip } = on;

  it('lists by filter, text and repository, and orders by its headings', async () => {
    await open();
    const { page } = on.opened;
    await result(anyResult);
    await chip('Deleted').click();
    await page.getByRole('searchbox', { name: 'Filter tags' }).fill('mr-');
    await page
      .getByRole('row', { name: /mr-7[67]/ })
      .first()
      .waitFor();
    await page.getByRole('searchbox', { name: 'Filter tags' }).fill('no such tag');
    await page.getByText('No tags match the filter').waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    await button('Clear Filter').click();
    await button(/^api .*show only this repository/).click();
    await page.getByRole('row', { name: /nightly-3/ }).waitFor();
    assert.equal(await page.getByRole('row', { name: /mr-7/ }).count(), 0);
    await button(/^api .*show only this repository/).press('Space');
    await page.getByRole('row', { name: /mr-7/ }).first().waitFor();
    const heading = page.getByRole('columnheader', { name: 'Tag' });
    assert.equal(await heading.getAttribute('aria-sort'), 'none');
    await heading.getByRole('button').click();
    await page.locator('[role=columnheader][aria-sort=ascending]', { hasText: 'Tag' }).waitFor();
    await heading.getByRole('button').click();
    await page.locator('[role=columnheader][aria-sort=descending]', { hasText: 'Tag' }).waitFor();
  });

  it('orders, folds and chooses by keyboard alone', async () => {
    await open();
    const { page } = on.opened;
    await result(anyResult);
    await page.getByRole('combobox', { name: 'Keep the newest' }).selectOption('1');
    await result('6 of 14 tags will be deleted');
    const grid = page.getByRole('treegrid', { name: 'Listed tags' });
    await grid.focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.locator('[role=columnheader][aria-sort=descending]', { hasText: 'Pushed' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.locator('.virtual-group[aria-expanded=true]').first().waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.locator('.virtual-group[aria-expanded=false]').first().waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('searchbox', { name: 'Filter tags' }).fill('mr-76');
    await page.getByRole('row', { name: /mr-76/ }).waitFor();
    await grid.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Space');
    await button('Delete 1 Selected Tags Now…').waitFor();
  });

  it('says that listing goes on, and simulates what is there when it is stopped', async () => {
    on.source.gate = new Promise(() => undefined);
    await open();
    await on.opened.page.getByText('Listing tags: 6 so far').waitFor();
    await button('Stop Listing').click();
    await on.opened.page.getByText('listing was stopped').first().waitFor();
    await result(/^(No|\d+ of 6) tags will be deleted$/);
  });

  it('hands what goes to deletion: the listed tags, or those chosen by mouse and keyboard', async () => {
    await open();
    const { page } = on.opened;
    await result(anyResult);
    await page.getByRole('combobox', { name: 'Keep the newest' }).selectOption('1');
    await result('6 of 14 tags will be deleted');
    await page.getByRole('searchbox', { name: 'Filter tags' }).fill('mr-');
    await button('Delete 2 Listed Tags Now…').click();
    await page.getByRole('searchbox', { name: 'Filter tags' }).fill('');
    await button('Delete 6 Listed Tags Now…').waitFor();
    await page.getByRole('checkbox', { name: 'Select mr-77' }).check();
    await page.getByRole('row', { name: /mr-76/ }).click();
    await page.keyboard.press('Space');
    assert.deepEqual(await accessibilityProblems(page), []);
    await button('Delete 2 Selected Tags Now…').click();
    await button('Delete 2 Selected Tags Now…').waitFor({ state: 'detached' });
    assert.deepEqual(on.deleted.sort(), ['web:mr-76', 'web:mr-76', 'web:mr-77', 'web:mr-77']);
  });

  it('counts what is freed exactly once it has read the manifests, on request', async () => {
    await open();
    const { page } = on.opened;
    await page.getByRole('combobox', { name: 'Keep the newest' }).selectOption('1');
    await page.getByText(/^Frees up to 2\d\d MB/).waitFor();
    await button('Calculate Exact Size').click();
    // Of each its config and own layer, 1.2 MB; the base of 40 MB is needed by those that stay.
    await page.getByText(/^Frees 7\.2 MB/).waitFor();
    await button('Calculate Exact Size').waitFor({ state: 'detached' });
    assert.deepEqual(await accessibilityProblems(page), []);
  });
});
