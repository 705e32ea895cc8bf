import '../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DeletedTags } from '../../../src/protocol/journal.ts';
import { accessibilityProblems } from './axe.ts';
import { buildNames, tagsOf, targetOf, TestDeletions } from '../../fakes/deletionSource.ts';
import { PageBench, type OpenedPage } from './openPage.ts';
import { themes, type Theme } from './themes.ts';

const shots = join(import.meta.dirname, '../../../dist/test/screenshots');
const path = 'acme/platform/shop/web';

async function parts() {
  const { JournalSession } = await import('../../../src/panels/journal/session.ts');
  const { deletedTagsHandlers } = await import('../../../src/panels/journal/handlers.ts');
  const { deletedTagsStrings } = await import('../../../src/panels/journal/strings.ts');
  return { JournalSession, deletedTagsHandlers, deletedTagsStrings };
}

describe('The page of deleted tags', () => {
  let bench: PageBench;
  let product: Awaited<ReturnType<typeof parts>>;
  let opened: OpenedPage<DeletedTags>;
  let deletions: TestDeletions;
  let texts: { readonly language: string; readonly content: string }[];
  let forgotten: number[];

  before(async () => {
    mkdirSync(shots, { recursive: true });
    product = await parts();
    bench = await PageBench.start();
  });
  after(() => bench.stop());
  beforeEach(async () => {
    texts = [];
    forgotten = [];
    const tags = tagsOf(path, buildNames(30));
    deletions = new TestDeletions(tags);
    const { connectionId, repository } = targetOf(path, tags);
    const options = { signal: new AbortController().signal, onDone: () => undefined, mustBeUndoable: true };
    await deletions.remove(connectionId, repository, tags, options);
  });
  afterEach(() => opened.close());

  async function open(options: { theme?: Theme; width?: number } = {}): Promise<void> {
    let send = (): void => undefined;
    const session = new product.JournalSession({
      journal: deletions,
      connectionName: () => 'My GitLab',
      onChanged: () => send(),
    });
    opened = await bench.open<DeletedTags>({
      name: 'journal',
      title: 'Deleted tags',
      strings: product.deletedTagsStrings(),
      theme: themes[0]!,
      width: 1280,
      handlers: product.deletedTagsHandlers(session, {
        openText: (text) => Promise.resolve(void texts.push(text)),
        confirmForgetting: (entries) => Promise.resolve(forgotten.push(entries) > 0),
      }),
      ...options,
    });
    send = () => opened.server.send('view', session.view());
    await opened.page.getByRole('heading', { level: 1, name: 'Deleted tags' }).waitFor();
  }

  const row = (name: string | RegExp) => opened.page.getByRole('row', { name }).first();
  const button = (name: string | RegExp) => opened.page.getByRole('button', { name });
  const choose = (name: string) => opened.page.getByRole('checkbox', { name }).click();
  const list = (filter: string) =>
    opened.page.getByRole('combobox', { name: 'Listed tags' }).selectOption(filter);

  for (const theme of themes)
    for (const width of [1280, 400])
      it(`is accessible, within its policy and without sideways scrolling in ${theme.kind} at ${width} px`, async () => {
        await open({ theme, width });
        const { page } = opened;
        await row('build-029').waitFor();
        await choose('build-029');
        await button('Restore Selected (1)').waitFor();
        await page.screenshot({ path: join(shots, `journal-${theme.kind}-${width}.png`), fullPage: true });
        assert.deepEqual(await accessibilityProblems(page), []);
        assert.deepEqual(await opened.problems(), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
        assert.deepEqual(opened.log, []);
      });

  it('looks at the registry only when asked, and says of each tag what it found', async () => {
    deletions.contentGone.add('build-028');
    await open();
    await list('unknown');
    await opened.page.getByText('The journal uses 1 kB on this computer. When it exceeds 64 MB').waitFor();
    await choose('build-029');
    await choose('build-028');
    await button('Check If They Can Be Restored').click();
    await list('all');
    await row(/build-029 .*can be restored/).waitFor();
    await row(/build-028 .*can’t be restored: the registry has already removed 1 of its blobs/).waitFor();
    await list('gone');
    await row('build-029').waitFor({ state: 'detached' });
  });

  it('finds, restores what is chosen, and says what became of it', async () => {
    await open();
    await opened.page.getByRole('searchbox', { name: 'Filter tags' }).fill('build-02');
    await row('build-00').waitFor({ state: 'detached' });
    await button('Select All Shown').click();
    await button('Restore Selected (10)').click();
    await opened.page.locator('.notes').getByText('Restored 10 tags.').waitFor();
    assert.equal(deletions.there.size, 10);
    await row(/build-020 .*restored/).waitFor();
  });

  it('stands by deletions, with whole names; one click restores what can be restored of one', async () => {
    const other = tagsOf('acme/platform/shop/api', ['mr-2417-checkout-redesign-of-gift-cards9f3']);
    const { connectionId, repository } = targetOf('acme/platform/shop/api', other);
    const options = { signal: new AbortController().signal, onDone: () => undefined, mustBeUndoable: true };
    await deletions.remove(connectionId, repository, other, options);
    const restored = deletions.journal.find(({ name }) => name === 'build-003')!;
    deletions.journal[deletions.journal.indexOf(restored)] = {
      ...restored,
      restoredAt: '2026-11-20T11:00:00Z',
    };
    await open({ width: 930 });
    const { page } = opened;
    await page.getByRole('heading', { level: 1, name: '31 deleted tags' }).waitFor();
    const group = (tags: string) => page.locator('.virtual-group').filter({ hasText: tags });
    assert.match(await group('· 30 tags').innerText(), /acme\/platform\/shop\/web/);
    // 40 characters, whole, beside a side bar of 300 px.
    const name = page.getByText(other[0]!.name, { exact: true }).first();
    assert.ok(
      await name.evaluate((cell) => cell.parentElement!.scrollWidth <= cell.parentElement!.clientWidth),
    );
    // A closed one lists nothing; what is chosen does not depend on it.
    await group('· 30 tags').click();
    await row('build-029').waitFor({ state: 'detached' });
    await button('Select All Shown').click();
    await page.getByText('31 selected').waitFor();
    await button('Restore 29 of 30').first().click();
    await page.locator('.notes').getByText('Restored 29 tags.').waitFor();
    assert.equal(deletions.there.size, 29);
    assert.equal(deletions.there.has(other[0]!.path), false);
    await group('· 1 tag').waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
  });

  it('is used with the keyboard alone: groups open and close, and offer the same beside the list', async () => {
    await open();
    await row('build-029').waitFor();
    await opened.page.getByRole('treegrid').focus();
    await opened.page.keyboard.press('Home');
    await opened.page.keyboard.press('ArrowLeft');
    await row('build-029').waitFor({ state: 'detached' });
    await opened.page.keyboard.press('ArrowRight');
    await row('build-029').waitFor();
    await opened.page.locator('.active').getByRole('button', { name: 'Restore All 30' }).focus();
    await opened.page.keyboard.press('Enter');
    await opened.page.locator('.notes').getByText('Restored 30 tags.').waitFor();
  });

  it('exports everything, and drops entries after a question', async () => {
    await open();
    await row('build-029').waitFor();
    await button('Export as CSV').click();
    await button('Export as JSON').click();
    await choose('build-029');
    await button('Remove from Journal… (1)').click();
    await row('build-029').waitFor({ state: 'detached' });
    assert.deepEqual([forgotten, deletions.journal.length], [[1], 29]);
    assert.equal(texts[0]!.content.split('\r\n').length, 32);
    const { deletedTags } = JSON.parse(texts[1]!.content) as { readonly deletedTags: readonly unknown[] };
    assert.deepEqual(deletedTags.length, 30);
    assert.deepEqual(deletedTags[0], {
      deletedAt: '2026-11-20T10:00:00Z',
      connection: 'My GitLab',
      host: 'registry.example.com',
      project: 'acme/platform/shop',
      repository: path,
      tag: 'build-029',
      digest: tagsOf(path, buildNames(30))[29]!.digest,
      sizeBytes: 1000,
      result: 'deleted',
      state: 'unknown',
    });
  });

  it('says that nothing was deleted where nothing was', async () => {
    deletions.journal.length = 0;
    await open();
    await opened.page.getByText('no tags were deleted from this computer').waitFor();
    assert.equal(await opened.page.getByRole('treegrid').count(), 0);
  });
});
