import '../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { mergeLayers } from '../../../src/domain/files/mergedFiles.ts';
import type { ImageDifference } from '../../../src/domain/images/compareImages.ts';
import type { TarEntry } from '../../../src/domain/images/tarEntry.ts';
import type { ImagePackage } from '../../../src/domain/packages/joinPackages.ts';
import type { ChangesFacts, ComparedSide } from '../../../src/panels/changes/view.ts';
import type { Changes } from '../../../src/protocol/changes.ts';
import { accessibilityProblems } from './axe.ts';
import { PageBench, type OpenedPage } from './openPage.ts';
import { themes, type Theme } from './themes.ts';

const shots = join(import.meta.dirname, '../../../dist/test/screenshots');
const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;
const layer = (digit: string, sizeBytes: number) => ({
  mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
  digest: digest(digit),
  sizeBytes,
  annotations: {},
  urls: [],
});
const entry = (index: number, path: string, sizeBytes: number, contentHash: string): TarEntry => ({
  index,
  path,
  kind: 'file',
  sizeBytes,
  mode: 0o644,
  uid: 0,
  gid: 0,
  modifiedAt: 0,
  contentHash,
});
const base = [entry(0, 'usr/bin/node', 30e6, 'n')];
const packages = (...texts: readonly string[]): readonly ImagePackage[] =>
  texts.map((text) => {
    const [name = '', version = ''] = text.split(' ');
    return { name, version, type: 'npm', from: 'files' };
  });

function side(
  reference: string,
  own: readonly TarEntry[],
  all: readonly ImagePackage[],
  ownDigit: string,
): ComparedSide {
  return {
    image: {
      connectionId: 'c',
      instanceUrl: 'https://gitlab.example',
      projectPath: 'acme/shop',
      location: 'registry.example/acme/shop/storefront',
      reference,
      digest: digest(ownDigit),
      platform: 'linux/amd64',
    },
    files: {
      merged: mergeLayers([base, own]),
      layers: [
        { digest: digest('0'), sizeBytes: 28.2e6, step: 'ADD rootfs /', isCut: false },
        { digest: digest(ownDigit), sizeBytes: 6.3e6, step: 'COPY . /srv', isCut: false },
      ],
      readBytes: reference === '2.7.0' ? 34.5e6 : 6.3e6,
    },
    report: { packages: all, unread: [] },
  };
}
const many = Array.from({ length: 60 }, (_, at) =>
  entry(at + 10, `srv/app/node_modules/p${at}/index.js`, 1000, `p${at}`),
);
const facts: ChangesFacts = {
  before: side(
    '2.7.0',
    [entry(0, 'srv/app/dist/server.js', 5000, 'a'), entry(1, 'srv/app/dist/legacy-cart.js', 9000, 'b')],
    packages('uuid 10.0.0', 'zod 3.23.6', 'sharp 0.33.6', 'same 1.0.0'),
    '1',
  ),
  after: side(
    '2.7.1',
    [
      entry(0, 'srv/app/dist/server.js', 6000, 'c'),
      entry(1, 'srv/app/dist/gift-cards.js', 7000, 'd'),
      ...many,
    ],
    packages('nanoid 5.0.9', 'zod 3.23.8', 'sharp 0.33.5', 'same 1.0.0'),
    '2',
  ),
  difference: {
    bytes: { before: 47.9e6, after: 48.2e6 },
    kept: [layer('0', 28.2e6)],
    added: [layer('2', 6.3e6)],
    removed: [layer('1', 6.3e6)],
    sameBase: 1,
    environment: [
      { name: 'APP_VERSION', before: '2.7.0', after: '2.7.1' },
      { name: 'ONLY_NOW', before: undefined, after: 'x' },
    ],
    labels: [],
    settings: [],
  },
};

describe('The page “What Changed”', () => {
  let bench: PageBench;
  let opened: OpenedPage<Changes>;
  let shown: string[];
  before(async () => {
    mkdirSync(shots, { recursive: true });
    bench = await PageBench.start();
  });
  after(() => bench.stop());
  afterEach(() => opened.close());

  async function open(
    of: ChangesFacts = facts,
    options: { theme?: Theme; width?: number } = {},
  ): Promise<void> {
    const { changesHandlers } = await import('../../../src/panels/changes/handlers.ts');
    const { changesStrings } = await import('../../../src/panels/changes/strings.ts');
    shown = [];
    const source = { compare: () => Promise.resolve(of), show: (key: string) => void shown.push(key) };
    opened = await bench.open<Changes>({
      name: 'changes',
      title: 'storefront: 2.7.0 ↔ 2.7.1',
      strings: changesStrings(),
      theme: themes[0]!,
      width: 930,
      height: 740,
      handlers: changesHandlers(source, JSON.stringify({ before: of.before.image, after: of.after.image })),
      ...options,
    });
    await opened.page.getByRole('heading', { level: 1, name: /storefront 2\.7\.\d → 2\.7\.\d/ }).waitFor();
  }

  for (const theme of themes)
    for (const width of [930, 400])
      it(`is accessible, within its policy and without sideways scrolling in ${theme.kind} at ${width} px`, async () => {
        await open(facts, { theme, width });
        const { page } = opened;
        await page.getByText('srv/app').click();
        await page.getByText('dist', { exact: true }).click();
        await page.getByText('gift-cards.js').waitFor();
        await page.screenshot({ path: join(shots, `changes-${theme.kind}-${width}.png`), fullPage: true });
        assert.deepEqual(await accessibilityProblems(page), []);
        assert.deepEqual(await opened.problems(), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
        assert.deepEqual(opened.log, []);
      });

  it('says what became of packages, files, layers and the configuration', async () => {
    await open();
    const { page } = opened;
    await page.getByText(/300 kB larger, 47\.9 MB → 48\.2 MB/).waitFor();
    await page.getByText(/Read 40\.8 MB; shared layers \(1\) only once/).waitFor();
    await page.getByText('1 added, 1 removed, 1 up, 1 down').waitFor();
    await page.getByText('1 unchanged').waitFor();
    await page.getByRole('button', { name: 'Files +61 −1 ~1' }).waitFor();
    await page.getByText('1 the same, 1 removed, 1 added').waitFor();
    await page.getByLabel('Before: not set').waitFor();
    await page.getByLabel('After: 2.7.1').waitFor();
  });

  it('shows long folders in parts', async () => {
    await open();
    const { page } = opened;
    await page.getByText('srv/app').click();
    await page.getByText('node_modules', { exact: true }).click();
    await page.getByRole('button', { name: 'Show 20 More' }).click();
    assert.equal(await page.locator('summary .file-name', { hasText: /^p\d+$/ }).count(), 60);
  });

  it('can be turned round, and says so where nothing differs', async () => {
    await open();
    await opened.page.getByRole('button', { name: 'Swap Sides' }).click();
    await opened.page.waitForFunction(() => document.querySelector('#page')?.ariaBusy === 'false');
    assert.deepEqual(
      shown.map(
        (key) => (JSON.parse(key) as { readonly before: { readonly reference: string } }).before.reference,
      ),
      ['2.7.1'],
    );
    await opened.close();
    const { before: one } = facts;
    const same = {
      bytes: { before: 1e6, after: 1e6 },
      kept: [layer('0', 1)],
      added: [],
      removed: [],
      sameBase: 1,
      environment: [],
      labels: [],
      settings: [],
    };
    await open({ before: one, after: one, difference: same as unknown as ImageDifference });
    await opened.page.getByText('The packages are the same.').waitFor();
    await opened.page.getByText('The files are the same.').waitFor();
    await opened.page.getByText('The configuration is the same.').waitFor();
  });
});
