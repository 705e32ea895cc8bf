import '../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Failure } from '../../../src/base/failure.ts';
import type { ManifestView } from '../../../src/protocol/images.ts';
import { buildImage } from '../../gitlab/registry/images.ts';
import { shopTags } from '../shop.ts';
import { accessibilityProblems } from './axe.ts';
import { manifestOpening, shots } from './imageOpening.ts';

for (const kind of ['metadataDatabase', 'legacy'] as const)
  describe(`The tags around "Image details", ${kind} registry`, () => {
    const here = manifestOpening(kind);
    const { open, idle } = here;

    it('follows a tag that moved, with a notice, when the person wants to', async () => {
      const before = buildImage({ seed: `before ${kind}` });
      const after = buildImage({ seed: `after ${kind}` });
      await here.data.box.backend.put(shopTags.path, 'moving', before);
      await open('moving');
      const { page } = here.opened;
      await here.data.box.backend.put(shopTags.path, 'moving', after);
      await page.getByRole('button', { name: 'Refresh' }).click();
      await page.getByText(`This tag now points elsewhere: ${after.digest.slice(7, 19)}`).waitFor();
      assert.equal(await page.getByTitle(before.digest, { exact: true }).count(), 1);
      assert.deepEqual(await accessibilityProblems(page), []);
      await page.screenshot({ path: join(shots, 'manifest-moved.png') });
      await page.getByRole('button', { name: 'Show It' }).click();
      await page.getByTitle(after.digest, { exact: true }).waitFor();
      assert.equal(await page.getByText(/This tag now points elsewhere/).count(), 0);
    });

    it('sees a tag that moved when the person comes back to it a minute later, and asks nothing before', async () => {
      const before = buildImage({ seed: `back before ${kind}` });
      const after = buildImage({ seed: `back after ${kind}` });
      await here.data.box.backend.put(shopTags.path, 'returning', before);
      const real = Date.now;
      let skew = 0;
      Date.now = () => real() + skew;
      try {
        await open('returning');
        const { page } = here.opened;
        const back = () => page.evaluate(() => window.dispatchEvent(new Event('focus')));
        await idle();
        await here.data.box.backend.put(shopTags.path, 'returning', after);
        const asked = () =>
          here.data.box.log.entries.filter(({ path }) => path.endsWith('/manifests/returning')).length;
        const atFirst = asked();
        await back();
        await page.waitForTimeout(200);
        assert.equal(asked(), atFirst);
        skew = 61_000;
        await back();
        await page.getByText(`This tag now points elsewhere: ${after.digest.slice(7, 19)}`).waitFor();
        assert.equal(asked(), atFirst + 1);
        await page.getByTitle(before.digest, { exact: true }).waitFor();
      } finally {
        Date.now = real;
      }
    });

    it('hears of a tag that moved from a listing', async () => {
      const listing = await open('1.0.0');
      listing.hear(`sha256:${'0'.repeat(64)}`);
      await here.opened.page.waitForTimeout(100);
      assert.equal((listing.sent.at(-1) as ManifestView | undefined)?.movedTo, `sha256:${'0'.repeat(64)}`);
    });

    it('tells nothing of other tags before they are listed, then their sizes, then what they share, each on request', async () => {
      await open('full');
      const { page } = here.opened;
      const before = here.data.box.log.entries.length;
      const asked = () =>
        here.data.box.log.entries.slice(before).filter(({ host }) => host !== 'storage').length;
      await page.locator('#other-tags').scrollIntoViewIfNeeded();
      const button = page.getByRole('button', { name: /^Load \d+ Other Images/ });
      await button.waitFor();
      await idle();
      assert.ok(asked() <= 2, `${asked()} requests`);
      const chart = page.locator('svg.history');
      const summary = page.getByText('Show as Table');
      await summary.click();
      const sizes = page.getByRole('table', { name: /^Size of the last \d+ images/ });
      const known = kind === 'metadataDatabase' ? /full\s+shown here\s+[\d.]+ kB/ : /v2\.0|2\.0\.0\s+Unknown/;
      assert.match(await sizes.innerText(), known);
      const most = Number(/up to (\d+)/.exec(await page.locator('#look-cost').innerText())?.[1]);
      const atLook = asked();
      await button.click();
      const table = page.getByRole('table', { name: 'Layers shared with other images' });
      await table.waitFor();
      assert.ok(asked() - atLook <= most, `${asked() - atLook} requests, ${most} announced`);
      assert.match(await table.innerText(), /2\.0\.0\s+1 \/ 3\s+[\d.]+ kB/);
      await page.getByText(/\d of 3 layers \(.*\) are shared with at least one loaded image/).waitFor();
      await page.getByText(/^Loaded \d+ of \d+ other images \(\d+ tags listed\)\./).waitFor();
      assert.match(
        await page.getByRole('table', { name: 'Layers and history' }).innerText(),
        kind === 'metadataDatabase' ? /\d+ other images/ : /other image/,
      );
      assert.match((await chart.getAttribute('aria-label')) ?? '', /^Sizes of \d+ images, from .+ to .+/);
      for (const width of [1000, 400]) {
        await page.setViewportSize({ width, height: 700 });
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
        assert.deepEqual(await accessibilityProblems(page), []);
        await page.screenshot({ path: join(shots, `manifest-tags-${kind}-${width}.png`), fullPage: true });
      }
    });

    it('opens and compares tags from the strip of the history, by keys and by the mouse', async () => {
      await open('full');
      const { page } = here.opened;
      await page.locator('#other-tags').scrollIntoViewIfNeeded();
      const strip = page.getByRole('listbox', { name: /^Sizes of/ });
      await strip.waitFor();
      const chosen = () => strip.locator('[aria-selected=true]').getAttribute('aria-label');
      await strip.focus();
      await page.keyboard.press('Home');
      const first = (await chosen())?.replace(/[:,].*$/, '');
      await page.keyboard.press('Enter');
      await idle();
      assert.equal(here.data.opened.at(-1), `page ${first}`);
      await page.keyboard.press('Control+Enter');
      await idle();
      assert.equal(here.data.opened.at(-1), `compare ${first}`);
      await strip.getByRole('option', { name: /^2\.0\.0/ }).click();
      await idle();
      assert.equal(here.data.opened.at(-1), 'page 2.0.0');
      // Nothing but the bars' own heights tells the sizes: they begin at zero, and no two lie on each other.
      const boxes = await strip
        .locator('.history-bar, .history-shown, .history-unknown')
        .evaluateAll((all) =>
          all.map((one) => [one.getBoundingClientRect().left, one.getBoundingClientRect().right]),
        );
      boxes.slice(1).forEach(([left], at) => assert.ok(left! >= boxes[at]![1]! - 0.5, boxes.join(' ')));
      assert.deepEqual(await accessibilityProblems(page), []);
    });

    it('stops looking at other images when the person cancels, and keeps what was found', async () => {
      let stopped = false;
      const { handlers } = await here.data.handlers('full');
      await open('full', {
        handlers: {
          lookAtTags: {
            ...handlers.lookAtTags,
            answer: (_, signal) =>
              new Promise((_resolve, reject) => {
                signal.addEventListener('abort', () => {
                  stopped = true;
                  reject(new Failure('cancelled', 'cancelled'));
                });
              }),
          },
        },
      });
      const { page } = here.opened;
      await page.locator('#other-tags').scrollIntoViewIfNeeded();
      await page.getByRole('button', { name: /^Load/ }).click();
      await page.getByText(/^0 of \d+ loaded…/).waitFor();
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.getByRole('button', { name: /^Load/ }).waitFor();
      assert.ok(stopped);
      assert.equal(await page.locator('.failure').count(), 0);
    });
  });
