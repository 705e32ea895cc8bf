import '../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AccessOpening } from './accessOpening.ts';
import { testAccess } from '../../fakes/accessSource.ts';
import { accessibilityProblems } from './axe.ts';
import { PageBench } from './openPage.ts';
import { themes } from './themes.ts';

const shots = join(import.meta.dirname, '../../../dist/test/screenshots');

describe('The page "Access and Protection"', () => {
  let bench: PageBench;
  let at: AccessOpening;

  before(async () => {
    mkdirSync(shots, { recursive: true });
    bench = await PageBench.start();
  });
  after(() => bench.stop());
  beforeEach(() => {
    at = new AccessOpening();
  });
  afterEach(() => at.opened.close());

  for (const theme of themes)
    for (const width of [1280, 400])
      it(`is accessible, within its policy and without sideways scrolling in ${theme.kind} at ${width} px`, async () => {
        await at.open(bench, { theme, width });
        const { page } = at;
        await at.button('List Tags').click();
        await page.getByText('Matches 15 of 20 tags.').waitFor();
        assert.deepEqual(await accessibilityProblems(page), []);
        await page.screenshot({ path: join(shots, `access-${theme.kind}-${width}.png`), fullPage: true });
        await at.add('Protected tags');
        await at.field().fill('v(?!1)');
        await page.getByText('RE2 has no lookahead').waitFor();
        assert.deepEqual(await accessibilityProblems(page), []);
        await page.screenshot({
          path: join(shots, `access-error-${theme.kind}-${width}.png`),
          fullPage: true,
        });
        await at.field().fill('v2|v3');
        await page.getByText('Matches 2 of 20 tags.').waitFor();
        await at.button('Match the Whole Name').waitFor();
        await page.screenshot({
          path: join(shots, `access-form-${theme.kind}-${width}.png`),
          fullPage: true,
        });
        assert.deepEqual(await accessibilityProblems(page), []);
        assert.deepEqual(await at.opened.problems(), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
        assert.deepEqual(at.opened.log, []);
      });

  it('says at a glance who can do what, and whether the person can', async () => {
    await at.open(bench);
    const rows = await at.page.getByRole('row').allInnerTexts();
    assert.deepEqual(
      rows.slice(1).map((row) => row.replace(/\s+/g, ' ').trim()),
      [
        'View and pull images Reporter or higher You can',
        'Push images Developer or higher You can',
        'Delete tags Developer or higher You can',
        'Delete repositories, and change policies and rules Maintainer or higher You can',
      ],
    );
    const hrefs = await at.page
      .locator('.links a')
      .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
    assert.deepEqual(hrefs, [
      'https://gitlab.example.com/acme/platform/shop/-/settings/packages_and_registries',
      'https://gitlab.example.com/acme/platform/shop/edit#js-shared-permissions',
    ]);
  });

  it('is read-only for a Developer, and does not say that there are no rules', async () => {
    at.source.project_ = {
      ...testAccess,
      role: 'DEVELOPER',
      administers: false,
      rules: { tag: { code: 'hidden' }, repository: { code: 'hidden' } },
    };
    await at.open(bench);
    const { page } = at;
    await page.getByText('Read-only: only a project Maintainer').waitFor();
    assert.equal(await page.getByText('Unknown: GitLab shows rules to maintainers only.').count(), 2);
    assert.equal(await at.button('Add Rule').count(), 0);
    assert.equal(await at.button('Change Visibility').count(), 0);
    for (const radio of await page.getByRole('radio').all()) assert.ok(await radio.isDisabled());
    assert.deepEqual(await accessibilityProblems(page), []);
  });

  it('asks before it opens the registry to the internet, and not before it closes it', async () => {
    await at.open(bench);
    const { page } = at;
    at.isSure = false;
    await page.getByRole('radio', { name: /^Enabled/ }).click();
    await at.button('Change Visibility').click();
    await at.alert('Nothing was changed.');
    assert.deepEqual(at.asked, [
      'acme/platform/shop enabled Anyone on the internet can view and pull without signing in.',
    ]);
    at.isSure = true;
    await page.getByRole('radio', { name: /^Enabled/ }).click();
    await at.button('Change Visibility').click();
    await at.alert('Visibility changed.');
    await page.getByRole('cell', { name: 'Anyone', exact: true }).waitFor();
    await page.getByRole('radio', { name: /^Private/ }).click();
    await at.button('Change Visibility').click();
    await page.getByRole('cell', { name: 'Reporter or higher' }).waitFor();
    assert.equal(at.asked.length, 2);
    await page.getByRole('radio', { name: /^Disabled/ }).click();
    await at.button('Change Visibility').click();
    await page.getByText('The registry is disabled').first().waitFor();
    assert.equal(at.asked.length, 3);
  });

  it('shows hostile texts as texts', async () => {
    const hostile = '<img src=x onerror=alert(1)>{{7*7}}${1}';
    at.source.project_ = {
      ...testAccess,
      fullPath: hostile,
      rules: {
        ...testAccess.rules,
        tag: { code: 'listed', rules: [{ id: 1, pattern: hostile, isImmutable: true }] },
      },
    };
    await at.open(bench);
    await at.section('Protected tags').getByText(hostile, { exact: true }).waitFor();
    assert.equal(await at.page.locator('img').count(), 0);
    assert.deepEqual(await at.opened.problems(), []);
  });

  it('is used with the keyboard alone', async () => {
    await at.open(bench);
    const { page } = at;
    await page.getByRole('radio', { name: /^Private/ }).focus();
    await page.keyboard.press('ArrowUp');
    assert.ok(await page.getByRole('radio', { name: /^Enabled/ }).isChecked());
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('Visibility changed.').waitFor();
    await at.section('Protected tags').getByRole('button', { name: 'Add Rule' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('nightly');
    await page.getByRole('group', { name: 'New rule' }).getByText('Matches 1 of 20 tags.').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('Rule saved.').waitFor();
  });
});
