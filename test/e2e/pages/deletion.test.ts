import '../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DeletionSession } from '../../../src/panels/deletion/session.ts';
import type { DeletionSheet } from '../../../src/protocol/deletion.ts';
import { accessibilityProblems } from './axe.ts';
import { buildNames, tagsOf, targetOf, TestDeletions } from '../../fakes/deletionSource.ts';
import { PageBench, type OpenedPage } from './openPage.ts';
import { themes, type Theme } from './themes.ts';

const shots = join(import.meta.dirname, '../../../dist/test/screenshots');
const path = 'acme/platform/shop/web';
const names = [...buildNames(40), 'latest', 'prod-1'];

/** What the page needs of the product; imported after VS Code's stand-in is there. */
async function parts() {
  const { DeletionSession: Session } = await import('../../../src/panels/deletion/session.ts');
  const { deletionSheetHandlers } = await import('../../../src/panels/deletion/handlers.ts');
  const { deletionSheetView } = await import('../../../src/panels/deletion/view.ts');
  const { deletionSheetStrings } = await import('../../../src/panels/deletion/strings.ts');
  const { DeletionRun } = await import('../../../src/ui/deletion/deletionRun.ts');
  const { planTargets } = await import('../../../src/ui/deletion/deletionSteps.ts');
  const { Failure } = await import('../../../src/base/failure.ts');
  return {
    Session,
    DeletionRun,
    deletionSheetHandlers,
    deletionSheetView,
    deletionSheetStrings,
    planTargets,
    Failure,
  };
}

describe('The page of a deletion', () => {
  let bench: PageBench;
  let product: Awaited<ReturnType<typeof parts>>;
  let opened: OpenedPage<DeletionSheet>;
  let deletions: TestDeletions;
  let session: DeletionSession;
  let copied: string[];
  let texts: { readonly language: string; readonly content: string }[];

  before(async () => {
    mkdirSync(shots, { recursive: true });
    product = await parts();
    bench = await PageBench.start();
  });
  after(() => bench.stop());
  beforeEach(() => {
    copied = [];
    texts = [];
    const tags = tagsOf(path, names);
    const same = { ...tags[0]!, name: 'stable', path: `${path}:stable` };
    deletions = new TestDeletions([...tags, same]);
    deletions.role = 'DEVELOPER';
    deletions.rules = [{ pattern: '^prod', isImmutable: false, minimumAccessLevelForDelete: 'MAINTAINER' }];
  });
  afterEach(() => opened.close());

  async function open(options: { theme?: Theme; width?: number } = {}): Promise<void> {
    const target = targetOf(path, tagsOf(path, names));
    const drafts = await product.planTargets([target], deletions, new AbortController().signal);
    let send = (): void => undefined;
    const run = new product.DeletionRun({ deletions });
    session = new product.Session(drafts, { deletions, run, onChanged: () => send() });
    opened = await bench.open<DeletionSheet>({
      name: 'deletion',
      title: 'Delete Tags',
      strings: product.deletionSheetStrings(),
      theme: themes[0]!,
      width: 1280,
      handlers: product.deletionSheetHandlers(session, () => product.deletionSheetView(session), {
        openText: (text) => Promise.resolve(void texts.push(text)),
        copy: (text) => Promise.resolve(void copied.push(text)),
        pullCommand: (reference) => `docker pull ${reference}`,
        openJournal: () => undefined,
      }),
      ...options,
    });
    send = () => opened.server.send('view', product.deletionSheetView(session));
    await opened.page.getByRole('heading', { level: 1, name: 'Delete 42 tags?' }).waitFor();
    await row('build-000').waitFor();
  }

  const row = (name: string) => opened.page.getByRole('row', { name }).first();
  const button = (name: string | RegExp) => opened.page.getByRole('button', { name });
  const said = (text: string | RegExp) => opened.page.locator('.notes').getByText(text).first().waitFor();
  const heading = (name: string | RegExp) => opened.page.getByRole('heading', { level: 1, name }).waitFor();
  const list = (filter: string) =>
    opened.page.getByRole('combobox', { name: 'Listed tags' }).selectOption(filter);
  const confirm = async (sentence: string): Promise<void> => {
    await opened.page.getByLabel(`Review the list, and then type “${sentence}” to confirm.`).fill(sentence);
    await opened.page.keyboard.press('Enter');
  };
  const screen = (name: string) =>
    opened.page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });

  for (const theme of themes)
    for (const width of [1280, 400])
      it(`is accessible, within its policy and without sideways scrolling in ${theme.kind} at ${width} px`, async () => {
        await open({ theme, width });
        const { page } = opened;
        await screen(`deletion-plan-${theme.kind}-${width}`);
        assert.deepEqual(await accessibilityProblems(page), []);
        deletions.fates.set('build-003', {
          name: 'build-003',
          result: 'failed',
          failure: new product.Failure('offline', 'cut', {
            code: 'connectionReset',
            host: 'gitlab.example.com',
          }),
        });
        await confirm('delete 42 tags');
        await heading('Deleted tags');
        await said('41 of 42 tags were deleted');
        await screen(`deletion-result-${theme.kind}-${width}`);
        assert.deepEqual(await accessibilityProblems(page), []);
        assert.deepEqual(await opened.problems(), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
        assert.deepEqual(opened.log, []);
      });

  it('says of each tag what its deletion touches, and lists by that', async () => {
    await open();
    const { page } = opened;
    await list('plan-refused');
    await row('prod-1').waitFor();
    await page.getByText('requires Maintainer, and you’re Developer').first().waitFor();
    await list('plan-shared');
    await page.getByText('image is still tagged stable').first().waitFor();
    await list('all');
    await page.getByRole('searchbox', { name: 'Filter tags' }).fill('is pulled by default');
    await row('latest').waitFor();
    assert.equal(await page.getByRole('row', { name: 'build-' }).count(), 0);
  });

  it('counts again when single tags are left out, with the mouse, the keyboard or all that are listed', async () => {
    await open();
    const { page } = opened;
    await page.getByText('Frees up to 41 MB after garbage collection').waitFor();
    await page.getByRole('checkbox', { name: 'build-002' }).click();
    await heading('Delete 41 tags?');
    await page.getByText('Frees up to 40 MB after garbage collection').waitFor();
    await page.getByRole('grid').focus();
    await page.keyboard.press('End');
    await page.keyboard.press(' ');
    await heading('Delete 40 tags?');
    await page.getByRole('searchbox', { name: 'Filter tags' }).fill('build-03');
    await page.getByRole('row', { name: 'build-02' }).first().waitFor({ state: 'detached' });
    await button('Clear All Shown').click();
    await heading('Delete 30 tags?');
    assert.equal(session.list.checkedRows().length, 30);
    await list('left');
    await button('Select All Shown').click();
    await heading('Delete 40 tags?');
  });

  it('counts bytes exactly on request, each once', async () => {
    await open();
    await button('Calculate Exact Size').click();
    // 41 images without a sibling that stays, each with 99,000 bytes and a config of 1,000; the base layer stays with stable.
    await opened.page.getByText('Frees 4.1 MB after garbage collection').waitFor();
    await button('Calculate Exact Size').waitFor({ state: 'detached' });
  });

  it('deletes what is chosen after the sentence was typed, and nothing before', async () => {
    await open();
    await opened.page.getByRole('checkbox', { name: 'build-002' }).click();
    await heading('Delete 41 tags?');
    await opened.page.getByRole('textbox').last().fill('delete 42 tags');
    await opened.page.keyboard.press('Enter');
    assert.ok(
      (await opened.page.locator('vscode-button', { hasText: 'Delete 41 Tags' }).getAttribute('disabled')) !==
        null,
    );
    assert.equal(deletions.removals.length, 0);
    await confirm('delete 41 tags');
    await said('Deleted 41 tags.');
    assert.equal(deletions.removals[0]?.length, 41);
    assert.ok(!deletions.removals[0].includes('build-002'));
  });

  it('stops in the middle, goes on with the rest, and takes back what went', async () => {
    await open();
    const refused = new product.Failure('denied', 'no', { code: 'protectedTag' });
    deletions.fates.set('prod-1', { name: 'prod-1', result: 'refused', failure: refused });
    let goOn = (): void => undefined;
    deletions.gate = new Promise((resolve) => (goOn = resolve));
    await confirm('delete 42 tags');
    await heading('Deleting tags');
    await opened.page.getByText('5 of 42').waitFor();
    await button('Stop').click();
    goOn();
    await said(/of 42 tags were deleted\. The others: \d+ not tried/);
    await list('notTried');
    deletions.gate = Promise.resolve();
    await button(/^Retry Failed Only/).click();
    await said('41 of 42 tags were deleted. The others: 1 refused.');
    await list('refused');
    await opened.page.getByText('A tag protection rule of the project forbids it.').first().waitFor();
    await button('Export as CSV').click();
    await button('Export as JSON').click();
    await button(/^Undo \(41\)/).click();
    await said('Restored 41 tags.');
    assert.equal(deletions.there.size, names.length + 1);
    assert.equal(texts[0]!.content.split('\r\n').length, names.length + 2);
    assert.match(texts[0]!.content, /prod-1,.*,refused,,"refused\. A tag protection rule/);
  });

  it('copies references and pull commands of what is chosen', async () => {
    await open();
    await opened.page.getByRole('searchbox', { name: 'Filter tags' }).fill('build-00');
    await opened.page.getByRole('row', { name: 'build-01' }).first().waitFor({ state: 'detached' });
    await button('Clear All Shown').click();
    await heading('Delete 32 tags?');
    await button('Copy References').click();
    await button('Copy Pull Commands').click();
    await opened.page.waitForFunction(() => document.querySelector('.visually-hidden')?.textContent !== '');
    assert.equal(copied[0]!.split('\n').length, 32);
    assert.match(
      copied[1] ?? '',
      /^docker pull registry\.example\.com\/acme\/platform\/shop\/web:build-010\n/,
    );
  });

  it('says why nothing may be deleted, and shows the plan all the same', async () => {
    deletions.refusal = new product.Failure('denied', 'read-only', { code: 'readOnly' });
    await open();
    await opened.page.getByText('“gitlabRegistry.readOnly” setting is on').waitFor();
    assert.equal(await opened.page.getByRole('form').count(), 0);
  });
});
