import '../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../../src/base/failure.ts';
import type {
  Expectation,
  RegexTester,
  RegexTesterStrings,
  TesterPatterns,
} from '../../../src/protocol/regexTester.ts';
import type { RegexTesterSource, TesterBegin } from '../../../src/panels/regexTester/handlers.ts';
import type { Handlers } from '../../../src/panels/shared/pageServer.ts';
import { accessibilityProblems } from './axe.ts';
import { PageBench, type OpenedPage } from './openPage.ts';
import { themes, type Theme } from './themes.ts';

const shots = join(import.meta.dirname, '../../../dist/test/screenshots');
const few = [
  'latest',
  'main',
  'main-1',
  'my-main',
  'dev',
  'dev-1',
  'v1.0.0',
  'v1.1.0',
  'release-1',
  'nightly',
];
const many = Array.from({ length: 100_000 }, (_, index) => `build-${String(index).padStart(6, '0')}`);

describe('The page "Regex tester"', () => {
  let bench: PageBench;
  let handlersOf: (key: string, source: RegexTesterSource) => Handlers<RegexTester>;
  let strings: RegexTesterStrings;
  let opened: OpenedPage<RegexTester>;
  let expectations: ReadonlyMap<string, Expectation>;
  let begin: TesterBegin | undefined;
  let policy: () => Promise<TesterPatterns | undefined>;
  let used: unknown[];

  before(async () => {
    mkdirSync(shots, { recursive: true });
    handlersOf = (await import('../../../src/panels/regexTester/handlers.ts')).regexTesterHandlers;
    strings = (await import('../../../src/panels/regexTester/strings.ts')).regexTesterStrings();
    bench = await PageBench.start();
  });
  after(() => bench.stop());
  beforeEach(() => {
    expectations = new Map();
    begin = undefined;
    used = [];
    policy = () => Promise.resolve(undefined);
  });
  afterEach(() => opened.close());

  async function open(
    names: readonly string[] | undefined,
    options: { theme?: Theme; width?: number; deletes?: string; keeps?: string } = {},
  ): Promise<void> {
    const { deletes = '', keeps = '', ...rest } = options;
    const source: RegexTesterSource = {
      onDidBegin: () => ({ dispose: () => undefined }),
      beginOf: () => begin ?? { patterns: { deletes, keeps, protections: [] } },
      repositoryOf: () => Promise.resolve(names && { path: 'group/app', names, isComplete: true }),
      policyOf: () => policy(),
      useOf: () => (names === undefined ? undefined : (patterns) => void used.push(patterns)),
      chooseRepository: () => Promise.resolve({ path: 'group/other', names: ['a', 'b'], isComplete: false }),
      readExpectations: () => Promise.resolve(expectations),
      writeExpectations: (next) => {
        expectations = next;
        return Promise.resolve();
      },
    };
    opened = await bench.open<RegexTester>({
      name: 'regexTester',
      title: 'Cleanup Regex Tester',
      strings,
      theme: themes[0]!,
      handlers: handlersOf('key', source),
      ...rest,
    });
    await opened.page.getByRole('heading', { level: 1, name: 'Cleanup Regex Tester' }).waitFor();
  }

  const deleteField = () => opened.page.getByRole('textbox', { name: 'Delete pattern' });
  const row = (name: string) =>
    opened.page.getByRole('row').filter({ has: opened.page.getByText(name, { exact: true }) });
  const summary = (text: string) => opened.page.getByRole('status').getByText(text).waitFor();

  for (const theme of themes)
    for (const width of [1000, 400])
      it(`is accessible, within its policy and without sideways scrolling in ${theme.kind} at ${width} px`, async () => {
        expectations = new Map([
          ['dev', 'go'],
          ['release-1', 'stay'],
        ]);
        await open(few, { theme, width, deletes: 'main|release-.*|dev.*', keeps: '(?!x' });
        const { page } = opened;
        await page.getByText('invalid perl operator').waitFor();
        await page.screenshot({
          path: join(shots, `regexTester-error-${theme.kind}-${width}.png`),
          fullPage: true,
        });
        assert.deepEqual(await accessibilityProblems(page), []);
        await page.getByRole('textbox', { name: 'Keep pattern' }).fill('v.*');
        await summary('5 will be deleted · 5 will be kept · As expected: 1 · Not as expected: 1');
        await page.screenshot({
          path: join(shots, `regexTester-${theme.kind}-${width}.png`),
          fullPage: true,
        });
        assert.deepEqual(await opened.problems(), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
        assert.deepEqual(await accessibilityProblems(page), []);
        assert.deepEqual(opened.log, []);
      });

  it('shows what an ungrouped alternative really matches, and groups it on request', async () => {
    await open(few);
    await deleteField().fill('dev|main');
    // GitLab compiles \Adev|main\z: what begins with dev, or ends with main.
    await summary('4 will be deleted · 6 will be kept');
    await opened.page.getByText('\\Adev|main\\z').waitFor();
    for (const name of ['dev', 'dev-1', 'main', 'my-main'])
      await opened.page
        .getByRole('row', { name: `${name} Deleted`, exact: true })
        .first()
        .waitFor();
    const marks = await opened.page.locator('.virtual-row mark').allInnerTexts();
    assert.deepEqual(marks, ['dev', 'dev', 'main', 'main']);
    await opened.page.getByRole('button', { name: 'Group the Alternatives' }).click();
    await summary('2 will be deleted · 8 will be kept');
    assert.equal(await deleteField().inputValue(), '(?:dev|main)');
  });

  it('says where a pattern is wrong, and goes on when it is right again', async () => {
    await open(few);
    await deleteField().fill('de(v');
    await opened.page.getByText('A group isn’t closed').waitFor();
    await opened.page.getByText('Position 3:').waitFor();
    assert.equal(await opened.page.locator('.excerpt mark').innerText(), '(');
    await deleteField().fill('de(v)');
    await summary('1 will be deleted · 9 will be kept');
    assert.equal(await opened.page.locator('.excerpt').count(), 0);
  });

  it('lists 100,000 names while drawing only those on the screen, and is walked with the keyboard', async () => {
    await open(many, { deletes: '.*7' });
    const { page } = opened;
    await summary('10000 will be deleted · 90000 will be kept');
    assert.ok((await page.locator('.virtual-row').count()) < 60);
    const grid = page.getByRole('grid');
    assert.equal(await grid.getAttribute('aria-rowcount'), '100001');
    await grid.focus();
    await page.keyboard.press('End');
    await row('build-099999').waitFor();
    const active = await grid.getAttribute('aria-activedescendant');
    assert.match(await page.locator(`#${String(active)}`).innerText(), /build-099999/);
    await page.keyboard.press('PageUp');
    await page.keyboard.press('Home');
    await row('build-000000').waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
  });

  it('follows typing over 100,000 names', async () => {
    await open(many);
    const { page } = opened;
    await page.getByRole('grid').waitFor();
    await deleteField().pressSequentially('build-(?:0[0-4]|09).*', { delay: 15 });
    await summary('60000 will be deleted · 40000 will be kept');
  });

  it('begins with the patterns of the project’s policy, and goes back to it with the tried ones', async () => {
    policy = () => Promise.resolve({ deletes: 'dev.*', keeps: 'dev-1', protections: ['^v.*'] });
    await open(few);
    await summary('1 will be deleted · 9 will be kept');
    assert.equal(await opened.page.getByRole('textbox', { name: 'Keep pattern' }).inputValue(), 'dev-1');
    await deleteField().fill('main.*');
    await opened.page.getByRole('button', { name: 'Use in Cleanup Policy' }).click();
    for (let turn = 0; turn < 100 && used.length === 0; turn += 1) await opened.page.waitForTimeout(20);
    assert.deepEqual(used, [{ deletes: 'main.*', keeps: 'dev-1' }]);
  });

  it('says that the policy could not be read, and has no way back where there is no project', async () => {
    policy = () => Promise.reject(new Failure('denied', 'no'));
    await open(few);
    await opened.page.getByText('Couldn’t read the project’s cleanup policy.').waitFor();
    await opened.close();
    policy = () => Promise.resolve(undefined);
    await open(undefined);
    await opened.page.getByText('Choose a repository or paste names').waitFor();
    assert.equal(await opened.page.getByRole('button', { name: 'Use in Cleanup Policy' }).count(), 0);
  });

  it('keeps marks with the workspace, and lists what does not do as expected', async () => {
    await open(few, { deletes: 'dev.*' });
    const { page } = opened;
    await row('main').click();
    await page.getByRole('button', { name: 'Expect Delete' }).click();
    await summary('Not as expected: 1');
    assert.deepEqual([...expectations], [['main', 'go']]);
    await page.getByRole('combobox', { name: 'Listed names' }).click();
    await page.getByRole('option', { name: 'Unexpected' }).click();
    await page.getByRole('row').nth(1).getByText('main', { exact: true }).waitFor();
    assert.equal(await page.getByRole('row').count(), 2);
    await page.getByRole('button', { name: 'Not marked' }).click();
    await page.getByRole('row').nth(1).waitFor({ state: 'detached' });
    assert.equal(expectations.size, 0);
  });

  it('tests pasted names and a chosen repository together, and starts from an example', async () => {
    await open(undefined);
    const { page } = opened;
    await page.getByText('Choose a repository or paste names').waitFor();
    await page
      .getByRole('textbox', { name: 'Pasted names' })
      .fill('host.example:5050/group/app:nightly-20261121\nb, v1');
    await page.getByRole('combobox', { name: 'Examples' }).click();
    await page.getByRole('option', { name: 'Nightly builds' }).click();
    await summary('1 will be deleted · 2 will be kept');
    await page.getByRole('button', { name: 'Choose Repository' }).click();
    await page.getByText('group/other (the first 2 tags)').waitFor();
    await summary('1 will be deleted · 3 will be kept');
  });

  it('takes other patterns when somebody asks for them, once: after a reload the person’s own are back', async () => {
    await open(few);
    await deleteField().fill('v1');
    begin = { patterns: { deletes: 'dev.*', keeps: '', protections: [] }, occasion: 'second' };
    opened.server.send('begin', undefined);
    await summary('2 will be deleted · 8 will be kept');
    assert.equal(await deleteField().inputValue(), 'dev.*');
    await deleteField().fill('dev');
    await summary('1 will be deleted · 9 will be kept');
    await opened.page.reload();
    await summary('1 will be deleted · 9 will be kept');
    assert.equal(await deleteField().inputValue(), 'dev');
  });

  it('keeps patterns, filters and pasted names over a reload', async () => {
    await open(undefined);
    const { page } = opened;
    await page.getByRole('textbox', { name: 'Pasted names' }).fill('dev v1');
    await deleteField().fill('dev');
    await summary('1 will be deleted · 1 will be kept');
    await page.reload();
    await summary('1 will be deleted · 1 will be kept');
    assert.equal(await deleteField().inputValue(), 'dev');
  });
});
