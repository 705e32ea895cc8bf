import '../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CleanupDesk, DeskContext } from '../../../src/panels/cleanup/desk.ts';
import type { cleanupHandlers } from '../../../src/panels/cleanup/handlers.ts';
import type { ExportedReport } from '../../../src/panels/cleanup/export.ts';
import type { CleanupWorkbench, CleanupWorkbenchStrings } from '../../../src/protocol/cleanup.ts';
import { accessibilityProblems } from './axe.ts';
import {
  dailyTags,
  fewTags,
  testDrafts,
  testManifests,
  testNow,
  testProject,
  TestSource,
} from '../../fakes/cleanupSource.ts';
import { PageBench, type OpenedPage } from './openPage.ts';
import { themes, type Theme } from './themes.ts';
import { watchStalls } from './watchStalls.ts';

const shots = join(import.meta.dirname, '../../../dist/test/screenshots');
const many = [
  dailyTags(
    'acme/platform/shop/builds',
    Array.from({ length: 100_000 }, (_, index) => `build-${String(index).padStart(6, '0')}`),
    0.01,
  ),
];

describe('The page "Cleanup policy"', () => {
  let bench: PageBench;
  let Desk: typeof CleanupDesk;
  let handlersOf: typeof cleanupHandlers;
  let strings: CleanupWorkbenchStrings;
  let opened: OpenedPage<CleanupWorkbench>;
  let source: TestSource;
  let drafts: ReturnType<typeof testDrafts>;
  let texts: ExportedReport[];
  let copied: string[];
  let deleted: string[];

  before(async () => {
    mkdirSync(shots, { recursive: true });
    Desk = (await import('../../../src/panels/cleanup/desk.ts')).CleanupDesk;
    handlersOf = (await import('../../../src/panels/cleanup/handlers.ts')).cleanupHandlers;
    strings = (await import('../../../src/panels/cleanup/strings.ts')).cleanupWorkbenchStrings();
    bench = await PageBench.start();
  });
  after(() => bench.stop());
  beforeEach(() => {
    source = new TestSource();
    source.tags_ = fewTags;
    drafts = testDrafts();
    texts = [];
    copied = [];
    deleted = [];
  });
  afterEach(() => opened.close());

  async function open(options: { theme?: Theme; width?: number } = {}): Promise<void> {
    let send: DeskContext['onChanged'] = () => undefined;
    const desk = new Desk({ connectionId: 'c', projectPath: 'acme/platform/shop' }, 'key', {
      source,
      drafts,
      describe: ({ message }) => ({ why: `${message}.`, next: 'Try again.' }),
      findUses: () => Promise.resolve([]),
      readManifests: testManifests,
      now: () => testNow,
      onChanged: (view) => send(view),
    });
    opened = await bench.open<CleanupWorkbench>({
      name: 'cleanup',
      title: 'Cleanup: shop',
      strings,
      theme: themes[0]!,
      width: 1280,
      handlers: handlersOf(desk, {
        copy: (text) => {
          copied.push(text);
          return Promise.resolve();
        },
        openText: (text) => {
          texts.push(text);
          return Promise.resolve();
        },
        deleteTags: (targets) => {
          for (const { repository, tags } of targets)
            deleted.push(...tags.map(({ name }) => `${repository.name}:${name}`));
          return Promise.resolve();
        },
        testPatterns: () => undefined,
      }),
      ...options,
    });
    send = (view) => opened.server.send('view', view);
    send(desk.view());
    await opened.page.getByRole('heading', { level: 1, name: 'Cleanup Policy' }).waitFor();
  }

  const field = (name: string) => opened.page.getByRole('textbox', { name });
  const summary = (text: string | RegExp) => opened.page.getByRole('status').getByText(text).waitFor();
  const button = (name: string) => opened.page.getByRole('button', { name, exact: true });

  for (const theme of themes)
    for (const width of [1280, 400])
      it(`is accessible, within its policy and without sideways scrolling in ${theme.kind} at ${width} px`, async () => {
        await open({ theme, width });
        const { page } = opened;
        await summary(/ will be deleted · /);
        await page.getByRole('slider').waitFor();
        await page.screenshot({ path: join(shots, `cleanup-${theme.kind}-${width}.png`), fullPage: true });
        assert.deepEqual(await accessibilityProblems(page), []);
        await field('Delete tags matching').fill('dev-.*|(?!x)');
        await page.getByText('invalid perl operator').waitFor();
        assert.deepEqual(await accessibilityProblems(page), []);
        await field('Delete tags matching').fill('dev-.*|mr-.*');
        await page.getByText('Group the Alternatives').first().waitFor();
        await button('Save…').click();
        await page.getByRole('group', { name: 'Save this policy?' }).waitFor();
        await page.screenshot({
          path: join(shots, `cleanup-review-${theme.kind}-${width}.png`),
          fullPage: true,
        });
        assert.deepEqual(await accessibilityProblems(page), []);
        assert.deepEqual(await opened.problems(), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
        assert.deepEqual(opened.log, []);
      });

  it('shows the difference before it saves, and saves what was shown', async () => {
    await open();
    await summary(/ will be deleted · /);
    await field('Keep tags matching').fill('(?:v.+|main)');
    await opened.page.getByText('Unsaved changes').waitFor();
    await button('Save…').click();
    const review = opened.page.getByRole('group', { name: 'Save this policy?' });
    assert.match(await review.innerText(), /v\.\+\|main → \(\?:v\.\+\|main\)/);
    assert.match(await review.innerText(), /Saving resets the schedule/);
    assert.equal(source.saves, 0);
    await button('Save Now').click();
    await opened.page.getByText('Policy saved.').first().waitFor();
    assert.equal(source.project_.policy?.nameRegexKeep, '(?:v.+|main)');
    await opened.page.getByText('No unsaved changes').waitFor();
    assert.equal(drafts.stored.size, 0);
  });

  it('keeps the draft when saving fails, when the policy changed meanwhile, and over a reload', async () => {
    await open();
    await summary(/ will be deleted · /);
    await field('Delete tags matching').fill('mine.*');
    source.failure = { reason: 'offline', isTaken: false };
    await button('Save…').click();
    await button('Save Now').click();
    await opened.page.getByText('Couldn’t save the policy. Your draft is kept').waitFor();
    assert.equal(await field('Delete tags matching').inputValue(), 'mine.*');
    source.change({ keepN: 25 });
    await button('Save…').click();
    await button('Save Now').click();
    await opened.page.getByText('someone changed the policy meanwhile').first().waitFor();
    assert.equal(await field('Delete tags matching').inputValue(), 'mine.*');
    assert.equal(source.saves, 0);
    await opened.page.reload();
    await summary(/ will be deleted · /);
    assert.equal(await field('Delete tags matching').inputValue(), 'mine.*');
    await button('Save…').click();
    assert.match(
      await opened.page.getByRole('group', { name: 'Save this policy?' }).innerText(),
      /25 tags per repository → 5 tags per repository/,
    );
  });

  it('puts GitLab’s complaints beside their fields', async () => {
    await open();
    await summary(/ will be deleted · /);
    await field('Delete tags matching').fill('mine.*');
    const details = {
      code: 'badInput',
      fieldMessages: { name_regex: 'not valid RE2 syntax: missing )' },
    } as const;
    source.failure = { reason: 'invalid', details, isTaken: false };
    await button('Save…').click();
    await button('Save Now').click();
    await opened.page.getByText('GitLab says: not valid RE2 syntax: missing )').waitFor();
    assert.equal(await field('Delete tags matching').inputValue(), 'mine.*');
  });

  it('is read-only for who may not save, and simulates all the same', async () => {
    source.project_ = { ...testProject, access: 'role' };
    await open();
    await opened.page.getByText('only a project Maintainer').waitFor();
    await field('Delete tags matching').fill('nothing');
    await summary('0 will be deleted · 14 will be kept');
    assert.ok(await button('Save…').isDisabled());
  });

  it('keeps values that it does not know, and shows them', async () => {
    source.change({ keepN: 7, olderThan: '2fortnights', cadence: '5month' });
    await open();
    const { page } = opened;
    assert.equal(
      await page.getByRole('combobox', { name: 'Delete tags older than' }).inputValue(),
      '2fortnights',
    );
    assert.equal(await page.getByRole('combobox', { name: 'Run cleanup' }).inputValue(), '5month');
    assert.equal(await page.getByRole('combobox', { name: 'Keep the newest' }).inputValue(), '7');
  });

  it('lists by filter, text, order and the date of the slider', async () => {
    await open();
    const { page } = opened;
    await summary(/ will be deleted · /);
    await page.getByRole('combobox', { name: 'Listed tags' }).selectOption('goes');
    await page.getByRole('searchbox', { name: 'Filter tags' }).fill('mr-');
    await page
      .getByRole('row', { name: /mr-7[67]/ })
      .first()
      .waitFor();
    await page.getByRole('searchbox', { name: 'Filter tags' }).fill('');
    await page.getByRole('slider').focus();
    await page.keyboard.press('End');
    await page.getByText(/tags deleted$/).waitFor();
    assert.equal(await page.getByRole('combobox', { name: 'Listed tags' }).inputValue(), 'gone');
  });

  it('says that listing goes on, and simulates what is there when it is stopped', async () => {
    source.gate = new Promise(() => undefined);
    await open();
    await summary('Listing tags: 6 so far');
    await button('Stop Listing').click();
    await opened.page.getByText('listing was stopped').first().waitFor();
    await summary(/^\d+ will be deleted · \d+ will be kept$/);
  });

  it('hands what goes to deletion: the listed tags, or those chosen by mouse and keyboard', async () => {
    await open();
    const { page } = opened;
    await summary(/ will be deleted · /);
    await page.getByRole('combobox', { name: 'Keep the newest' }).selectOption('1');
    await summary('6 will be deleted · 8 will be kept');
    await page.getByRole('searchbox', { name: 'Filter tags' }).fill('mr-');
    await button('Delete 2 Listed Tags Now…').click();
    await page.getByRole('searchbox', { name: 'Filter tags' }).fill('');
    await button('Delete 6 Listed Tags Now…').waitFor();
    await page.getByRole('checkbox', { name: 'Choose mr-77' }).check();
    await page.getByRole('row', { name: /mr-76/ }).click();
    await page.keyboard.press('Space');
    assert.deepEqual(await accessibilityProblems(page), []);
    await button('Delete 2 Selected Tags…').click();
    await button('Delete 6 Listed Tags Now…').waitFor();
    assert.deepEqual(deleted.sort(), ['web:mr-76', 'web:mr-76', 'web:mr-77', 'web:mr-77']);
  });

  it('counts what is freed exactly once it has read the manifests, on request', async () => {
    await open();
    const { page } = opened;
    await page.getByRole('combobox', { name: 'Keep the newest' }).selectOption('1');
    await page.getByText(/^Frees at most 2\d\d(\.\d)? MB/).waitFor();
    await button('Calculate Exact Size').click();
    // Of each its config and own layer, 1.2 MB; the base of 40 MB is needed by those that stay.
    await page.getByText(/^Frees 7\.2 MB:/).waitFor();
    await button('Calculate Exact Size').waitFor({ state: 'detached' });
    assert.deepEqual(await accessibilityProblems(page), []);
  });

  it('exports the report, and the policy as the call that sets it', async () => {
    await open();
    await summary(/ will be deleted · /);
    for (const kind of ['Markdown', 'CSV', 'JSON']) await button(`Export as ${kind}`).click();
    await button('Copy as API Call').click();
    const end = Date.now() + 5000;
    while ((texts.length < 3 || copied.length === 0) && Date.now() < end)
      await opened.page.waitForTimeout(50);
    assert.deepEqual(
      texts.map(({ language }) => language),
      ['markdown', 'csv', 'json'],
    );
    assert.equal(texts[1]?.content.split('\r\n').length, 16);
    assert.match(copied[0] ?? '', /projects\/acme%2Fplatform%2Fshop'$/);
  });

  // Another process may hold the processor for a moment: what the page itself does too long, it does each time.
  it('is not held up by typing over 100,000 tags', async () => {
    source.tags_ = many;
    await open();
    const { page } = opened;
    await summary(/ will be deleted · /);
    const stalls: number[] = [];
    while (stalls.length < 3 && !(Math.min(...stalls) <= 50)) {
      const longestStall = await watchStalls(page);
      await field('Delete tags matching').fill('');
      await summary('0 will be deleted · 100,000 will be kept');
      await field('Delete tags matching').pressSequentially('build-(?:0[0-4]|09).*', { delay: 15 });
      await summary(/^59,\d+ will be deleted/);
      stalls.push(await longestStall());
    }
    assert.ok(Math.min(...stalls) <= 50, `the page was blocked for ${stalls.join(', ')} ms`);
  });
});
