import '../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { accessibilityProblems } from './axe.ts';
import { dailyTags } from '../../fakes/cleanupSource.ts';
import { anyResult, cleanupOpening, shots } from './cleanupOpening.ts';
import { themes } from './themes.ts';

/** A project as in the pictures that the page was designed by: names of up to 40 characters in four repositories. */
const shopTags = [
  dailyTags('acme/platform/shop', shopNames(86), 4.3),
  dailyTags('acme/platform/shop/web', shopNames(15), 9),
  dailyTags('acme/platform/shop/worker', shopNames(14), 14),
  dailyTags('acme/platform/shop/worker/debug', shopNames(30), 12),
];

function shopNames(count: number): readonly string[] {
  const kinds = [
    'mr-2417-checkout-redesign-gift-cards',
    '2.7',
    'mr',
    'nightly',
    'mr-2350-address-autocomplete-germany',
  ];
  return Array.from({ length: count }, (_, index) => `${kinds[index % kinds.length] ?? ''}-${100 + index}`);
}

describe('The page "Cleanup policy"', () => {
  const on = cleanupOpening();
  const { open, field, result, button, line } = on;

  for (const theme of themes)
    for (const width of [1280, 932, 400])
      it(`is accessible, within its policy and without sideways scrolling in ${theme.kind} at ${width} px`, async () => {
        await open({ theme, width });
        const { page } = on.opened;
        await result(anyResult);
        await line().waitFor();
        await page.screenshot({ path: join(shots, `cleanup-${theme.kind}-${width}.png`) });
        assert.deepEqual(await accessibilityProblems(page), []);
        if (width < 900) await button('Edit').click();
        await field('Delete tags matching').fill('dev-.*|(?!x)');
        await page.getByText('invalid perl operator').first().waitFor();
        assert.deepEqual(await accessibilityProblems(page), []);
        await field('Delete tags matching').fill('dev-.*|mr-.*');
        await button('Group the Alternatives').first().waitFor();
        await button('Save…').click();
        await page.getByRole('group', { name: 'Save this policy?' }).waitFor();
        await page.screenshot({ path: join(shots, `cleanup-review-${theme.kind}-${width}.png`) });
        assert.deepEqual(await accessibilityProblems(page), []);
        assert.deepEqual(await on.opened.problems(), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
        assert.deepEqual(on.opened.log, []);
      });

  for (const theme of themes)
    it(`answers on the first screen beside a side bar of 300 px in ${theme.kind}: names and reasons whole`, async () => {
      on.source.tags_ = shopTags;
      on.source.change({ keepN: 5, olderThan: '30d', nameRegex: 'mr-.*', nameRegexKeep: '' });
      await open({ theme, width: 932, height: 705 });
      await result(/^\d\d of 145 tags will be deleted$/);
      const { page } = on.opened;
      await page
        .getByRole('row', { name: /mr-2417/ })
        .first()
        .waitFor();
      await page.screenshot({ path: join(shots, `cleanup-first-screen-${theme.kind}.png`) });
      const isInSight = (selector: string) =>
        page
          .locator(selector)
          .first()
          .evaluate((element) => {
            const { top, bottom, left, right } = element.getBoundingClientRect();
            return top >= 0 && left >= 0 && bottom <= window.innerHeight && right <= window.innerWidth;
          });
      for (const selector of [
        'h1',
        '.chart',
        '.shares',
        '#field-keepN',
        '#field-nameRegexKeep',
        '#field-olderThan',
        '#field-nameRegex',
      ])
        assert.ok(await isInSight(selector), selector);
      const strip = await page.locator('.strip').boundingBox();
      assert.ok(strip !== null && strip.y === 0 && strip.height <= 104, String(strip?.height));
      const rows = await page
        .locator('.virtual-space > .virtual-row:not(.virtual-group)')
        .evaluateAll((all) =>
          all
            .filter((row) => row.getBoundingClientRect().bottom <= window.innerHeight)
            .map((row) => {
              const parts = [
                ...row.querySelectorAll('.name > .name, .name-start, .name-end, .reason > span'),
              ];
              return {
                isWhole: parts.every(
                  (part) => part.scrollWidth <= part.clientWidth || part.clientWidth === 0,
                ),
                name:
                  row.querySelector('span.name > .name')?.getAttribute('title')?.replace(/^.*:/, '') ?? '',
                isDeleted: row.querySelector('.choice') !== null,
              };
            }),
        );
      const deletedInSight = rows.filter(({ isDeleted }) => isDeleted);
      assert.ok(deletedInSight.length >= 12, `${deletedInSight.length} in sight`);
      assert.ok(
        deletedInSight.some(({ name }) => name.length === 40),
        rows.map(({ name }) => name.length).join(),
      );
      assert.deepEqual(
        rows.filter(({ isWhole }) => !isWhole),
        [],
      );
    });

  it('has no coloured frame round secondary buttons where VS Code has none', async () => {
    const light = themes.find(({ kind }) => kind === 'vscode-light')!;
    await open({ theme: light });
    await result(anyResult);
    await field('Delete tags matching').fill('mine.*');
    await button('Discard').waitFor();
    const borders = await on.opened.page.evaluate(() =>
      [...document.querySelectorAll('vscode-button')].map((one) => {
        const control = one.shadowRoot?.querySelector('button');
        return {
          isSecondary: one.getAttribute('appearance') === 'secondary',
          colors: [
            getComputedStyle(one),
            ...(control === null || control === undefined ? [] : [getComputedStyle(control)]),
          ]
            .filter(({ borderTopWidth }) => borderTopWidth !== '0px')
            .map(({ borderTopColor }) => borderTopColor),
        };
      }),
    );
    const secondary = borders.filter(({ isSecondary }) => isSecondary);
    assert.ok(secondary.length > 0);
    // #EAEAEA, VS Code's `button.secondaryBorder` in its default light theme.
    for (const { colors } of secondary) assert.deepEqual(colors, ['rgb(234, 234, 234)']);
  });

  it('says the result once the keyboard has rested, not at each letter', async () => {
    await open();
    await result(anyResult);
    await on.opened.page.evaluate(() => {
      const region = document.querySelector('body > [role=status]')!;
      const said: string[] = [];
      Object.assign(window, { said });
      new MutationObserver(() => said.push(region.textContent)).observe(region, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    });
    await on.opened.page.waitForTimeout(700);
    await on.opened.page.evaluate(() => (window as unknown as { said: string[] }).said.splice(0));
    await field('Delete tags matching').fill('');
    await field('Delete tags matching').pressSequentially('nothing-at-all', { delay: 30 });
    await on.opened.page.waitForTimeout(1200);
    const said = await on.opened.page.evaluate(() => (window as unknown as { said: string[] }).said);
    assert.equal(said.length, 1);
    assert.match(said[0] ?? '', /^No tags will be deleted/);
  });
});
