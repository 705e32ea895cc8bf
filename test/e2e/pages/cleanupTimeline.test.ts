import '../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { accessibilityProblems } from './axe.ts';
import { dailyTags } from '../../fakes/cleanupSource.ts';
import { anyResult, cleanupOpening, shots } from './cleanupOpening.ts';

const many = [
  dailyTags(
    'acme/platform/shop/builds',
    Array.from({ length: 100_000 }, (_, index) => `build-${String(index).padStart(6, '0')}`),
    0.01,
  ),
];

describe('The timeline of the page "Cleanup policy"', () => {
  const on = cleanupOpening();
  const { open, field, result, button, chip, line } = on;

  it('moves the line by keys and by dragging, with the form and the list following; Escape puts it back', async () => {
    on.source.change({ keepN: undefined, olderThan: '30d', nameRegex: '.*', nameRegexKeep: '' });
    await open();
    const { page } = on.opened;
    await result(anyResult);
    const age = () => page.getByRole('combobox', { name: 'Delete tags older than' }).inputValue();
    assert.match(
      (await line().getAttribute('aria-valuetext')) ?? '',
      /^30 days: tags pushed before October 21, 2026$/,
    );
    await line().focus();
    await page.keyboard.press('ArrowLeft');
    assert.equal(await age(), '31d');
    await page.keyboard.press('Shift+ArrowLeft');
    assert.equal(await age(), '38d');
    await page.getByText('GitLab doesn’t offer it').waitFor();
    await page.keyboard.press('Home');
    await result(/^(No|0 of) /);
    await page.keyboard.press('End');
    assert.equal(await age(), '');
    await result('12 of 14 tags will be deleted');
    await page.getByRole('combobox', { name: 'Delete tags older than' }).selectOption('30d');
    const box = (await page.locator('.grip').boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 60, y, { steps: 6 });
    assert.notEqual(await age(), '30d');
    await page.keyboard.press('Escape');
    assert.equal(await age(), '30d');
    await page.mouse.up();
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 60, y, { steps: 6 });
    await page.mouse.up();
    const moved = Number((await age()).replace('d', ''));
    assert.ok(moved > 0 && moved < 30, String(moved));
    assert.equal(await line().getAttribute('aria-valuenow'), String(moved));
  });

  it('lists what a run deletes as many as the run’s mark says, also after a review was left', async () => {
    await open();
    const { page } = on.opened;
    await result(anyResult);
    await page.getByRole('combobox', { name: 'Keep the newest' }).selectOption('1');
    await page.getByRole('combobox', { name: 'Delete tags older than' }).selectOption('30d');
    const last = page.locator('.run').last();
    await last.waitFor();
    const total = Number(/(\d+) by then/.exec((await last.getAttribute('aria-label')) ?? '')?.[1]);
    assert.ok(total > 0);
    await button('Save…').click();
    await button('Cancel').click();
    await last.click();
    await page.getByRole('button', { name: new RegExp(`^By .* ${total}$`) }).waitFor();
    const listed = async () =>
      Number(await page.getByRole('treegrid').getAttribute('aria-rowcount')) -
      1 -
      (await page.locator('.virtual-group').count());
    await page.waitForFunction(
      (count) =>
        document.querySelectorAll('.virtual-space > .virtual-row:not(.virtual-group)').length === count,
      total,
    );
    assert.equal(await listed(), total);
  });

  it('says that nothing is deleted, by which rule, and offers a way on', async () => {
    on.source.change({ keepN: 25, olderThan: undefined, nameRegex: '.*', nameRegexKeep: '' });
    await open();
    const { page } = on.opened;
    await result('No tags will be deleted');
    await chip('Deleted').click();
    await page.getByText('Nothing to delete').waitFor();
    await page.getByText(/“Keep the newest 25” covers every tag/).waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.screenshot({ path: join(shots, 'cleanup-empty.png') });
    await button('Keep 10 tags per repository').click();
    assert.equal(await page.getByRole('combobox', { name: 'Keep the newest' }).inputValue(), '10');
  });

  it('says so of a project without tags', async () => {
    on.source.tags_ = [dailyTags('acme/platform/shop/web', [])];
    await open();
    await result('No tags yet');
    await on.opened.page.getByText('When images are pushed').waitFor();
    assert.deepEqual(await accessibilityProblems(on.opened.page), []);
  });

  // Another process may hold the processor for a moment: what the page itself does too long, it does each time.
  it('follows typing over 100,000 tags with its timeline on', async () => {
    on.source.tags_ = many;
    await open();
    await result(anyResult);
    await field('Delete tags matching').fill('');
    await result('No tags will be deleted');
    await field('Delete tags matching').pressSequentially('build-(?:0[0-4]|09).*', { delay: 15 });
    await result(/^59,\d+ of 100,000 tags will be deleted/);
    assert.ok(await line().isVisible());
  });
});
