import '../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { mergeLayers } from '../../../src/domain/files/mergedFiles.ts';
import type { TarEntry } from '../../../src/domain/images/tarEntry.ts';
import type { ImagePackage } from '../../../src/domain/packages/joinPackages.ts';
import type { Contents } from '../../../src/protocol/contents.ts';
import type { OpenedImage } from '../../../src/ui/files/openedImages.ts';
import { accessibilityProblems } from './axe.ts';
import { PageBench, type OpenedPage } from './openPage.ts';
import { themes, type Theme } from './themes.ts';

const shots = join(import.meta.dirname, '../../../dist/test/screenshots');
const image: OpenedImage = {
  connectionId: 'c',
  instanceUrl: 'https://gitlab.example',
  projectPath: 'acme/shop',
  location: 'registry.example/acme/shop/storefront',
  reference: '2.7.1',
  digest: `sha256:${'a'.repeat(64)}`,
  platform: 'linux/amd64',
};
const entry = (index: number, path: string, sizeBytes: number, more: Partial<TarEntry> = {}): TarEntry => ({
  index,
  path,
  kind: 'file',
  sizeBytes,
  mode: 0o644,
  uid: 0,
  gid: 0,
  modifiedAt: 0,
  ...more,
});
const merged = mergeLayers([
  [
    entry(0, 'usr/bin/tool', 9e6, { contentHash: 'x' }),
    entry(1, 'var/cache/apt/pkgcache.bin', 2.4e6),
    entry(2, 'opt/old', 1e6),
  ],
  [
    entry(0, 'opt/.wh.old', 0, { kind: 'whiteout' }),
    entry(1, 'usr/bin/copy', 9e6, { contentHash: 'x' }),
    entry(2, 'srv/app', 5e5),
  ],
]);
const many: readonly ImagePackage[] = Array.from({ length: 300 }, (_, at) => ({
  name: `package-with-a-name-of-some-length-${at}`,
  version: `1.${at}.0-2+b7`,
  type: at % 3 === 0 ? 'npm' : 'deb',
  path: at % 3 === 0 ? `srv/app/node_modules/p${at}/package.json` : 'var/lib/dpkg/status',
  layer: at % 2,
  from: 'both' as const,
  ...(at === 1 ? { sbomVersion: '1.0.9' } : {}),
}));

describe('The page “Packages and Weight”', () => {
  let bench: PageBench;
  let opened: OpenedPage<Contents>;
  before(async () => {
    mkdirSync(shots, { recursive: true });
    bench = await PageBench.start();
  });
  after(() => bench.stop());
  afterEach(() => opened.close());

  async function open(
    packages: readonly ImagePackage[],
    options: { theme?: Theme; width?: number } = {},
  ): Promise<void> {
    const { contentsHandlers } = await import('../../../src/panels/contents/handlers.ts');
    const { contentsStrings } = await import('../../../src/panels/contents/strings.ts');
    const layer = { sizeBytes: 8e6, isCut: false };
    const facts = {
      files: {
        merged,
        layers: [
          { ...layer, step: 'COPY . /' },
          { ...layer, step: undefined },
        ],
      },
      report: {
        os: { name: 'Debian GNU/Linux 12 (bookworm)', supportEnd: undefined },
        packages,
        fileCount: 101,
        skipped: 0,
        sboms: [{ sbom: { format: 'SPDX' } }],
        unread: [],
      },
    };
    opened = await bench.open<Contents>({
      name: 'contents',
      title: 'storefront:2.7.1',
      strings: contentsStrings(),
      theme: themes[0]!,
      width: 930,
      height: 740,
      handlers: contentsHandlers({ read: () => Promise.resolve(facts) }, JSON.stringify(image)),
      ...options,
    });
    await opened.page.getByRole('heading', { level: 1, name: /storefront:2\.7\.1/ }).waitFor();
  }
  const tab = (name: RegExp) => opened.page.getByRole('tab', { name });
  const row = (name: RegExp) => opened.page.getByRole('row', { name }).first();

  for (const theme of themes)
    for (const width of [930, 400])
      it(`is accessible, within its policy and without sideways scrolling in ${theme.kind} at ${width} px`, async () => {
        await open(many, { theme, width });
        const { page } = opened;
        await row(/length-0/).waitFor();
        await page.screenshot({ path: join(shots, `contents-${theme.kind}-${width}.png`) });
        assert.deepEqual(await accessibilityProblems(page), []);
        await tab(/Weight/).click();
        await page.getByText('Stored and not visible').waitFor();
        await page.screenshot({ path: join(shots, `weight-${theme.kind}-${width}.png`) });
        assert.deepEqual(await accessibilityProblems(page), []);
        assert.deepEqual(await opened.problems(), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
        assert.deepEqual(opened.log, []);
      });

  it('lists, filters and orders packages, and says where an SBOM differs', async () => {
    await open(many);
    const { page } = opened;
    await page
      .getByText('read from files (101) and attached SBOMs (1, SPDX); versions that differ: 1')
      .waitFor();
    await page.getByText('SBOM says 1.0.9').waitFor();
    await page.getByRole('button', { name: /npm 100/ }).click();
    await page.getByText('100 of 300 packages').waitFor({ state: 'attached' });
    await page.getByRole('searchbox', { name: 'Filter packages' }).fill('length-29');
    await page.getByText('3 of 300 packages').waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Version' }).click();
    await page.getByRole('button', { name: 'Version' }).click();
    assert.match(await page.locator('.virtual-space .virtual-row').first().innerText(), /length-297/);
    await page.getByRole('searchbox', { name: 'Filter packages' }).fill('nothing like it');
    await page.getByText('No package matches the filter.').waitFor();
  });

  it('tells what weighs on the image, and which step made it', async () => {
    await open(many);
    const { page } = opened;
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    await page.getByText('95% efficient').waitFor();
    await row(/\/opt\/old 1 MB from layer 1 \(COPY \. \/\), removed by layer 2/).waitFor();
    await row(/\/var\/cache\/apt 2\.4 MB left by layer 1/).waitFor();
    await row(/\/usr\/bin\/copy {2}\/usr\/bin\/tool|\/usr\/bin\/copy \/usr\/bin\/tool/).waitFor();
  });

  it('says so where nothing names a package', async () => {
    await open([]);
    await opened.page
      .getByText('Neither the files of this image nor an attached SBOM name a package.')
      .waitFor();
  });
});
