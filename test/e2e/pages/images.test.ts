import '../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { shopTags } from '../shop.ts';
import { accessibilityProblems } from './axe.ts';
import { multi } from '../../fakes/imageBench.ts';
import { manifestOpening, shots } from './imageOpening.ts';
import { themes } from './themes.ts';

const copied = () => (globalThis as unknown as { readonly copiedText?: string }).copiedText;

for (const kind of ['metadataDatabase', 'legacy'] as const)
  describe(`The page "Image details", ${kind} registry`, () => {
    const here = manifestOpening(kind);
    const { open, idle } = here;

    for (const theme of themes)
      for (const width of kind === 'legacy' ? [1000] : [1000, 400])
        for (const reference of kind === 'legacy' ? ['full', 'multi'] : ['full', 'multi', 'chart'])
          it(`is accessible, within its policy and without sideways scrolling: ${reference} in ${theme.kind} at ${width} px`, async () => {
            await open(reference, { theme, width });
            const { page } = here.opened;
            if (reference === 'multi') {
              await page.getByRole('button', { name: 'Find Signatures and Attestations' }).click();
              await page.getByRole('table', { name: 'Signatures and attestations' }).waitFor();
            }
            const path = join(shots, `manifest-${kind}-${reference}-${theme.kind}-${width}.png`);
            await page.screenshot({ path, fullPage: true });
            assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
            assert.deepEqual(await accessibilityProblems(page), []);
          });

    it('shows an image: facts, links, layers with their steps and shares, config', async () => {
      await open('full');
      const { page } = here.opened;
      const facts = page.locator('dl.facts').first();
      assert.match(await facts.innerText(), /Platform\s+linux\/amd64/);
      assert.match(await page.locator('.head-line').innerText(), /compressed in 3 layers/);
      const commit = page.getByRole('link', { name: 'Commit 01234567' });
      assert.equal(
        await commit.getAttribute('href'),
        `${here.data.box.url}/acme/platform/shop/-/commit/0123456789abcdef0123456789abcdef01234567`,
      );
      const rows = page.getByRole('table', { name: 'Layers and history' }).locator('tbody tr');
      assert.equal(await rows.count(), 5);
      assert.match(await rows.nth(3).innerText(), /WORKDIR \/app\s+no layer/);
      assert.match(
        await page.getByRole('table', { name: 'Environment' }).innerText(),
        /NODE_ENV\s+production/,
      );
      assert.match(
        await page.getByRole('table', { name: 'Labels' }).innerText(),
        /com\.example\.team\s+storefront/,
      );
      assert.match(await page.getByRole('table', { name: 'Annotations' }).innerText(), /note\s+A note/);
    });

    it('shows an index with the own platform first, attestations as what they are, and another image on demand', async () => {
      await open('multi');
      const { page } = here.opened;
      const table = page.getByRole('table', { name: 'Platforms' });
      const rows = table.locator('tbody tr');
      assert.equal(await rows.count(), 3);
      assert.doesNotMatch(await table.innerText(), /unknown/);
      assert.match(await rows.first().innerText(), /this machine/);
      assert.equal(await table.getByRole('button', { name: /^Attestation / }).count(), 3);
      await table.getByRole('button', { name: 'Show linux/arm/v7' }).click();
      await page.getByRole('heading', { level: 2, name: 'linux/arm/v7' }).waitFor();
      await page.reload();
      await page.getByRole('heading', { level: 2, name: 'linux/arm/v7' }).waitFor();
      await table
        .getByRole('button', { name: /^Attestation / })
        .first()
        .click();
      await idle();
      assert.match(here.data.opened.at(-1) ?? '', /^page sha256:/);
    });

    it('lists signatures and SBOMs when they are looked for', async () => {
      await open('multi');
      const { page } = here.opened;
      await page.getByRole('button', { name: 'Find Signatures and Attestations' }).click();
      const table = page.getByRole('table', { name: 'Signatures and attestations' });
      await table.waitFor();
      const text = await table.innerText();
      // Docker distribution knows no referrers, but cosign's tag is there.
      assert.match(
        text,
        new RegExp(`Signature\\s+application/vnd\\.dev\\.cosign.*\\s+sha256-${multi.digest.slice(7)}\\.sig`),
      );
      assert.equal(/SBOM/.test(text), kind === 'metadataDatabase');
      const rows = table.locator('tbody tr').filter({ hasText: '.sig' });
      await rows.getByRole('button', { name: /^Open / }).click();
      await idle();
      const signature = await here.data.box.backend.manifest(
        shopTags.path,
        `${multi.digest.replace(':', '-')}.sig`,
      );
      const digest = createHash('sha256')
        .update(signature?.bytes ?? '')
        .digest('hex');
      assert.equal(here.data.opened.at(-1), `page sha256:${digest}`);
    });

    it('says what an artifact is that is no image', async () => {
      await open('chart');
      const { page } = here.opened;
      assert.match(await page.locator('.head-line').innerText(), /Helm chart/);
      assert.match(await page.locator('pre').innerText(), /"name": "shop"/);
    });

    it('shows 127 layers, and 3,000 variables when asked to', async () => {
      await open('layers');
      assert.equal(await here.opened.page.locator('.layers tbody tr').count(), 129);
      await here.opened.close();
      await open('env');
      const { page } = here.opened;
      const rows = page.getByRole('table', { name: 'Environment' }).locator('tbody tr');
      assert.equal(await rows.count(), 40);
      await page.getByRole('button', { name: 'Show All 3001' }).click();
      assert.equal(await rows.count(), 3001);
    });

    it('shows an image without history and date as what it is', async () => {
      await open('bare');
      const { page } = here.opened;
      assert.match(await page.locator('dl.facts').first().innerText(), /Created\s+Unknown/);
      await page.getByText('The image config has no history').waitFor();
    });

    it('shows markup and control characters as text', async () => {
      await open('hostile');
      const { page } = here.opened;
      assert.equal(await page.locator('img').count(), 0);
      const text = await page.locator('main').innerText();
      assert.ok(text.includes('<img src=x onerror=alert(1)>\ufffd\ufffd[31m'));
      assert.ok(!/[\u001b\u202e]/.test(text));
    });

    it('copies digest, references and pull commands, of each platform too', async () => {
      await open('multi');
      const { page } = here.opened;
      const location = `${here.data.box.registryHost}/${shopTags.path}`;
      const press = async (name: string, at = 0): Promise<string | undefined> => {
        await page.getByRole('button', { name, exact: true }).nth(at).click();
        await idle();
        return copied();
      };
      assert.equal(await press('Copy Digest'), multi.digest);
      assert.equal(await press('Copy Reference'), `${location}:multi`);
      assert.equal(await press('Copy Reference by Digest'), `${location}@${multi.digest}`);
      assert.equal(await press('Copy Pull Command'), `docker pull ${location}:multi`);
      assert.equal(
        await press('Copy Pull Command: linux/arm/v7'),
        `docker pull ${location}@${multi.children[2]?.digest}`,
      );
      assert.match(
        (await press('Copy Dockerfile Text')) ?? '',
        /\nWORKDIR \/app\nENTRYPOINT \["\/app\/server"\]\n$/,
      );
      await page.getByRole('status').getByText('Copied').waitFor();
    });

    it('tells what a layer unpacks to once its files were listed', async () => {
      await open('full');
      const { page } = here.opened;
      assert.doesNotMatch(await page.locator('main').innerText(), /unpacked/);
      for (const layer of [1, 2, 3]) {
        await page.getByRole('button', { name: `List the Files of Layer ${layer}` }).click();
        await page
          .locator('.layers tbody tr')
          .nth(layer - 1)
          .getByText(/ unpacked$/)
          .waitFor();
      }
      await page.getByText(/compressed, [\d.]+ kB unpacked, 3 layers/).waitFor();
    });

    it('has no frame round icons and a box for each fact: labels as wide as the longest, digests short', async () => {
      await open('full');
      const { page } = here.opened;
      for (const button of await page.locator('.icon-button').all())
        assert.deepEqual(
          await button.evaluate((one) => {
            const { borderTopWidth, width, height } = getComputedStyle(one);
            return [borderTopWidth, width, height];
          }),
          ['0px', '24px', '24px'],
        );
      const whole = await page.locator('.head-line code').getAttribute('title');
      const shown = page.locator('.head-line code [aria-hidden]');
      assert.equal(await shown.innerText(), whole?.slice(0, 'sha256:'.length + 12));
      // Neither a word of the longest label is broken, nor does it take more than it needs.
      const names = page.getByRole('table', { name: 'Labels' }).locator('tbody td:first-child code');
      const boxes = await names.evaluateAll((all) => all.map((one) => one.getClientRects().length));
      assert.deepEqual(boxes, [1, 1, 1]);
      const heights = await names.evaluateAll((all) => all.map((one) => one.clientHeight));
      assert.equal(new Set(heights).size, 1);
    });

    it('shows layers as one bar, which the list follows, by keys too', async () => {
      await open('full');
      const { page } = here.opened;
      const bar = page.getByRole('listbox', { name: /^3 layers, / });
      const parts = bar.getByRole('option');
      const widths = await parts.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width));
      const bytes = await page
        .locator('.layers tbody .size')
        .evaluateAll((all) => all.flatMap((one) => /^[\d.]+/.exec(one.textContent.trim())?.[0] ?? []));
      const ratio = (values: readonly number[]) => values.map((value) => value / (values[0] ?? 1));
      ratio(widths).forEach((part, at) =>
        assert.ok(Math.abs(part - ratio(bytes.map(Number))[at]!) < 0.05, `${widths.join()} ${bytes.join()}`),
      );
      await bar.focus();
      await page.keyboard.press('End');
      await page.locator('.layers tr[aria-current] .number').getByText('3').waitFor();
      await page.keyboard.press('ArrowLeft');
      await page.locator('.layers tr[aria-current] .number').getByText('2').waitFor();
      await page.locator('.layers tbody tr').first().locator('.size').click();
      assert.equal(await parts.first().getAttribute('aria-selected'), 'true');
      assert.deepEqual(await accessibilityProblems(page), []);
    });

    it('is used with the keyboard alone', async () => {
      await open('multi');
      const { page } = here.opened;
      await page.getByRole('button', { name: 'Show linux/arm64/v8' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 2, name: 'linux/arm64/v8' }).waitFor();
    });
  });
