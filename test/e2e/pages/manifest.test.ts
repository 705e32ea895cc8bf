import './vscodeStub.ts';
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../../src/base/failure.ts';
import type { Manifest, ManifestStrings, ManifestView } from '../../../src/protocol/manifest.ts';
import type { Handlers } from '../../../src/panels/pageServer.ts';
import { buildImage } from '../../gitlab/registry/images.ts';
import { shopTags } from '../shop.ts';
import { accessibilityProblems } from './axe.ts';
import { multi, startManifestBench, type ManifestBench } from './manifestBench.ts';
import { PageBench, type OpenedPage } from './openPage.ts';
import { themes, type Theme } from './themes.ts';

const shots = join(import.meta.dirname, '../../../dist/test/screenshots');
const copied = () => (globalThis as unknown as { readonly copiedText?: string }).copiedText;

for (const kind of ['metadataDatabase', 'legacy'] as const)
  describe(`The page "Image details", ${kind} registry`, () => {
    let bench: PageBench;
    let data: ManifestBench;
    let strings: ManifestStrings;
    let opened: OpenedPage<Manifest>;

    before(async () => {
      mkdirSync(shots, { recursive: true });
      const { manifestStrings } = await import('../../../src/panels/manifestStrings.ts');
      strings = manifestStrings();
      [bench, data] = await Promise.all([PageBench.start(), startManifestBench({ kind })]);
    });
    after(async () => {
      await Promise.all([bench.stop(), data.box.close()]);
      assert.deepEqual(data.box.log.unknownRequests, []);
    });
    afterEach(async () => {
      assert.deepEqual(await opened.problems(), []);
      assert.deepEqual(opened.log, []);
      await opened.close();
    });

    async function open(
      reference: string,
      options: { theme?: Theme; width?: number; handlers?: Partial<Handlers<Manifest>> } = {},
    ) {
      const { handlers, ...rest } = await data.handlers(reference);
      const all = { ...handlers, ...options.handlers };
      const { theme = themes[0]!, width } = options;
      const size = width === undefined ? {} : { width };
      opened = await bench.open<Manifest>({
        name: 'manifest',
        title: 'web',
        strings,
        theme,
        handlers: all,
        ...size,
      });
      await opened.page.getByRole('heading', { level: 1, name: new RegExp(`/web[:@]`) }).waitFor();
      return rest;
    }

    if (kind === 'metadataDatabase')
      for (const theme of themes)
        for (const width of [1000, 400])
          for (const reference of ['full', 'multi', 'chart'])
            it(`is accessible, within its policy and without sideways scrolling: ${reference} in ${theme.kind} at ${width} px`, async () => {
              await open(reference, { theme, width });
              const { page } = opened;
              if (reference === 'multi') {
                await page.getByRole('button', { name: 'Look for Them' }).click();
                await page.getByRole('table', { name: 'Signatures and Attestations' }).waitFor();
              }
              const path = join(shots, `manifest-${reference}-${theme.kind}-${width}.png`);
              await page.screenshot({ path, fullPage: true });
              assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
              assert.deepEqual(await accessibilityProblems(page), []);
            });

    it('shows an image: facts, links, layers with their steps and shares, config', async () => {
      await open('full');
      const { page } = opened;
      const facts = page.locator('dl.facts').first();
      assert.match(await facts.innerText(), /Platform\s+linux\/amd64/);
      assert.match(await facts.innerText(), /compressed, layers: 3/);
      const commit = page.getByRole('link', { name: 'Commit 01234567' });
      assert.equal(
        await commit.getAttribute('href'),
        `${data.box.url}/acme/platform/shop/-/commit/0123456789abcdef0123456789abcdef01234567`,
      );
      const rows = page.getByRole('table', { name: 'Layers and History' }).locator('tbody tr');
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
      const { page } = opened;
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
      await page.waitForFunction(() => document.querySelector('main')?.ariaBusy === 'false');
      assert.match(data.opened.at(-1) ?? '', /^page sha256:/);
    });

    it('lists signatures and SBOMs when they are looked for', async () => {
      await open('multi');
      const { page } = opened;
      await page.getByRole('button', { name: 'Look for Them' }).click();
      if (kind === 'legacy') {
        await page.getByText('Nothing refers to this digest.').waitFor();
        return;
      }
      const table = page.getByRole('table', { name: 'Signatures and Attestations' });
      await table.waitFor();
      assert.match(await table.innerText(), /SBOM/);
    });

    it('says what an artifact is that is no image', async () => {
      await open('chart');
      const { page } = opened;
      assert.match(await page.locator('dl.facts').first().innerText(), /Helm chart/);
      assert.match(await page.locator('pre').innerText(), /"name": "shop"/);
    });

    it('shows 127 layers, and 3,000 variables when asked to', async () => {
      await open('layers');
      assert.equal(await opened.page.locator('.layers tbody tr').count(), 129);
      await opened.close();
      await open('env');
      const { page } = opened;
      const rows = page.getByRole('table', { name: 'Environment' }).locator('tbody tr');
      assert.equal(await rows.count(), 40);
      await page.getByRole('button', { name: 'Show All 3001' }).click();
      assert.equal(await rows.count(), 3001);
    });

    it('shows an image without history and date as what it is', async () => {
      await open('bare');
      const { page } = opened;
      assert.match(await page.locator('dl.facts').first().innerText(), /Created\s+Unknown/);
      await page.getByText('The config has no history').waitFor();
    });

    it('shows markup and control characters as text', async () => {
      await open('hostile');
      const { page } = opened;
      assert.equal(await page.locator('img').count(), 0);
      const text = await page.locator('main').innerText();
      assert.ok(text.includes('<img src=x onerror=alert(1)>\ufffd\ufffd[31m'));
      assert.ok(!/[\u001b\u202e]/.test(text));
    });

    it('copies digest, references and pull commands, of each platform too', async () => {
      await open('multi');
      const { page } = opened;
      const location = `${data.box.registryHost}/${shopTags.path}`;
      const press = async (name: string, at = 0): Promise<string | undefined> => {
        await page.getByRole('button', { name, exact: true }).nth(at).click();
        await page.waitForFunction(() => document.querySelector('main')?.ariaBusy === 'false');
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

    it('follows a tag that moved, with a notice, when the person wants to', async () => {
      const before = buildImage({ seed: `before ${kind}` });
      const after = buildImage({ seed: `after ${kind}` });
      await data.box.backend.put(shopTags.path, 'moving', before);
      await open('moving');
      const { page } = opened;
      await data.box.backend.put(shopTags.path, 'moving', after);
      await page.getByRole('button', { name: 'Refresh' }).click();
      await page.getByText(`This tag now points elsewhere: ${after.digest.slice(7, 19)}`).waitFor();
      assert.equal(await page.getByText(before.digest, { exact: true }).count(), 1);
      assert.deepEqual(await accessibilityProblems(page), []);
      await page.screenshot({ path: join(shots, 'manifest-moved.png') });
      await page.getByRole('button', { name: 'Show It' }).click();
      await page.getByText(after.digest, { exact: true }).waitFor();
      assert.equal(await page.getByText(/This tag now points elsewhere/).count(), 0);
    });

    it('hears of a tag that moved from a listing', async () => {
      const listing = await open('1.0.0');
      listing.hear(`sha256:${'0'.repeat(64)}`);
      await opened.page.waitForTimeout(100);
      assert.equal((listing.sent.at(-1) as ManifestView | undefined)?.movedTo, `sha256:${'0'.repeat(64)}`);
    });

    it('tells nothing of other tags before they are listed, then their sizes, then what they share, each on request', async () => {
      await open('full');
      const { page } = opened;
      const idle = () => page.waitForFunction(() => document.querySelector('main')?.ariaBusy === 'false');
      const before = data.box.log.entries.length;
      const asked = () => data.box.log.entries.slice(before).filter(({ host }) => host !== 'storage').length;
      await page.getByRole('button', { name: 'List Tags', exact: true }).click();
      const button = page.getByRole('button', { name: /^Look at \d+ Other Images/ });
      await button.waitFor();
      await idle();
      assert.ok(asked() <= 2, `${asked()} requests`);
      const chart = page.locator('svg.size-chart');
      const summary = page.getByText('Sizes as a Table');
      await summary.click();
      const sizes = page.getByRole('table', { name: /^Size of the Last \d+ Images/ });
      const known = kind === 'metadataDatabase' ? /full\s+shown here\s+[\d.]+ kB/ : /v2\.0|2\.0\.0\s+Unknown/;
      assert.match(await sizes.innerText(), known);
      const most = Number(/at most (\d+)/.exec(await page.locator('#look-cost').innerText())?.[1]);
      const atLook = asked();
      await button.click();
      const table = page.getByRole('table', { name: 'Layers in common with other images' });
      await table.waitFor();
      assert.ok(asked() - atLook <= most, `${asked() - atLook} requests, ${most} announced`);
      assert.match(await table.innerText(), /2\.0\.0\s+1 \/ 3\s+[\d.]+ kB/);
      await page.getByText(/\d of 3 layers \(.*\) are in at least one of the images looked at/).waitFor();
      await page.getByText(/^Looked at: \d+ of \d+ other images among \d+ listed tags\./).waitFor();
      assert.match(
        await page.getByRole('table', { name: 'Layers and History' }).innerText(),
        /also in \d+ other images/,
      );
      assert.match((await chart.getAttribute('aria-label')) ?? '', /^Sizes of \d+ images, from .+ to .+/);
      for (const width of [1000, 400]) {
        await page.setViewportSize({ width, height: 700 });
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
        assert.deepEqual(await accessibilityProblems(page), []);
        await page.screenshot({ path: join(shots, `manifest-tags-${kind}-${width}.png`), fullPage: true });
      }
    });

    it('stops looking at other images when the person cancels, and keeps what was found', async () => {
      let stopped = false;
      const { handlers } = await data.handlers('full');
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
      const { page } = opened;
      await page.getByRole('button', { name: 'List Tags', exact: true }).click();
      await page.getByRole('button', { name: /^Look at/ }).click();
      await page.getByText(/^Looked at 0 of \d+…/).waitFor();
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.getByRole('button', { name: /^Look at/ }).waitFor();
      assert.ok(stopped);
      assert.equal(await page.locator('.failure').count(), 0);
    });

    it('is used with the keyboard alone', async () => {
      await open('multi');
      const { page } = opened;
      await page.getByRole('button', { name: 'Show linux/arm64/v8' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 2, name: 'linux/arm64/v8' }).waitFor();
    });
  });
