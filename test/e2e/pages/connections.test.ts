import '../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../../src/base/failure.ts';
import { capabilities } from '../../../src/domain/accounts/access.ts';
import { connectionDetailsView, type ConnectionFacts } from '../../../src/panels/connections/view.ts';
import { noParams, type Handlers } from '../../../src/panels/shared/pageServer.ts';
import type { ConnectionDetails, ConnectionDetailsStrings } from '../../../src/protocol/connections.ts';
import { accessibilityProblems } from './axe.ts';
import { PageBench, type OpenedPage } from './openPage.ts';
import { themes, type Theme } from './themes.ts';

const soon = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
const facts: ConnectionFacts = {
  name: 'GitLab at work',
  instanceUrl: 'https://gitlab.a-company-with-a-long-name.example/relative/root',
  gitlabVersion: '18.11.2-ee',
  credential: 'accessToken',
  user: { username: 'ann.author', name: 'Ann Author' },
  token: { name: 'laptop', scopes: ['read_api', 'read_registry'], expiresOn: soon, storedIn: 'keychain' },
  tagSources: [
    {
      host: 'registry.a-company-with-a-long-name.example:5050',
      source: 'graphql',
      why: 'The registry does not answer the tag listing of GitLab: it has no metadata database.',
    },
    { host: 'registry2.example' },
  ],
};
const view = connectionDetailsView(facts);
const shots = join(import.meta.dirname, '../../../dist/test/screenshots');

describe('The page "Connection details"', () => {
  let bench: PageBench;
  let strings: ConnectionDetailsStrings;
  let opened: OpenedPage<ConnectionDetails>;

  before(async () => {
    mkdirSync(shots, { recursive: true });
    ({ connectionDetailsStrings: strings } = await import('../../../src/panels/connections/strings.ts').then(
      ({ connectionDetailsStrings }) => ({ connectionDetailsStrings: connectionDetailsStrings() }),
    ));
    bench = await PageBench.start();
  });
  after(() => bench.stop());
  afterEach(() => opened.close());

  async function open(
    handlers: Partial<Handlers<ConnectionDetails>> = {},
    options: { theme?: Theme; width?: number } = {},
  ): Promise<void> {
    opened = await bench.open<ConnectionDetails>({
      name: 'connections',
      title: 'Connection Details',
      strings,
      theme: themes[0]!,
      handlers: {
        ready: { params: noParams, failed: 'It failed', answer: () => view },
        refresh: {
          params: noParams,
          failed: 'It failed',
          answer: () => ({ ...view, gitlabVersion: '18.12.0' }),
        },
        copyReport: { params: noParams, failed: 'It failed', answer: () => undefined },
        ...handlers,
      },
      ...options,
    });
  }

  for (const theme of themes)
    for (const width of [1000, 400])
      it(`is accessible, within its policy and without sideways scrolling in ${theme.kind} at ${width} px`, async () => {
        await open({}, { theme, width });
        const { page } = opened;
        await page.getByRole('heading', { level: 1, name: facts.name }).waitFor();
        await page.screenshot({
          path: join(shots, `connectionDetails-${theme.kind}-${width}.png`),
          fullPage: true,
        });
        assert.deepEqual(await opened.problems(), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
        assert.deepEqual(await accessibilityProblems(page), []);
        assert.deepEqual(opened.log, []);
      });

  it('shows what is known, and says Unknown for what is not', async () => {
    await open({
      ready: {
        params: noParams,
        failed: 'It failed',
        answer: () =>
          connectionDetailsView({
            name: 'Old',
            instanceUrl: 'https://old.example',
            credential: 'accessToken',
            token: { storedIn: 'session' },
            tagSources: [],
          }),
      },
    });
    const { page } = opened;
    const facts = page.locator('dl.facts');
    await facts.first().waitFor();
    assert.match(await facts.first().innerText(), /Version\s+Unknown/);
    assert.match(await facts.nth(1).innerText(), /Scopes\s+Unknown/);
    assert.equal(
      await page.getByText('Unknown: GitLab doesn’t report the scopes').count(),
      capabilities.length,
    );
    assert.equal(await page.getByText('No repository of this connection has been opened yet.').count(), 1);
  });

  it('shows hostile texts as texts', async () => {
    const hostile = '<img src=x onerror=alert(1)>{{7*7}}${1}';
    await open({
      ready: {
        params: noParams,
        failed: 'It failed',
        answer: () => ({ ...view, name: hostile, gitlabVersion: hostile }),
      },
    });
    await opened.page.getByRole('heading', { level: 1, name: hostile }).waitFor();
    assert.equal(await opened.page.locator('img').count(), 0);
    assert.deepEqual(await opened.problems(), []);
  });

  it('is used with the keyboard alone, and tells a screen reader what happened', async () => {
    await open();
    const { page } = opened;
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('18.12.0').waitFor();
    await page.getByRole('status').getByText('Connection details refreshed').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.getByRole('status').getByText('Report copied').waitFor();
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => document.activeElement?.getAttribute('href'));
    assert.equal(focused, facts.instanceUrl);
  });

  it('says what failed when it cannot load, and loads when asked again', async () => {
    let tries = 0;
    await open({
      ready: {
        params: noParams,
        failed: 'It failed',
        answer: () => {
          tries += 1;
          if (tries === 1) throw new Failure('offline', 'gitlab.example cannot be reached');
          return view;
        },
      },
    });
    const { page } = opened;
    await page.getByRole('alert').getByText('gitlab.example cannot be reached').waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.screenshot({ path: join(shots, 'connectionDetails-failure.png') });
    await page.getByRole('button', { name: 'Retry' }).click();
    await page.getByRole('heading', { level: 1, name: facts.name }).waitFor();
    assert.equal(await page.getByRole('alert').count(), 0);
  });

  it('keeps what it showed when a refresh fails', async () => {
    await open({
      refresh: {
        params: noParams,
        failed: 'It failed',
        answer: () => {
          throw new Failure('unauthorized', 'the token was revoked');
        },
      },
    });
    const { page } = opened;
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByRole('alert').getByText('the token was revoked').waitFor();
    assert.equal(await page.getByRole('heading', { level: 1, name: facts.name }).count(), 1);
  });

  it('follows what the host announces, and remembers its key and nothing of the host’s data', async () => {
    await open();
    const { page, server } = opened;
    await page.getByRole('heading', { level: 1, name: facts.name }).waitFor();
    server.send('view', { ...view, name: 'Renamed' });
    await page.getByRole('heading', { level: 1, name: 'Renamed' }).waitFor();
    assert.deepEqual(await opened.state(), { page: 'connections', key: 'key-of-the-test' });
    await page.reload();
    await page.getByRole('heading', { level: 1, name: facts.name }).waitFor();
  });

  it('reports a violation of its policy to the host', async () => {
    await open();
    const { page } = opened;
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.evaluate(() => document.body.setAttribute('style', 'color: red'));
    await page.evaluate(() => {
      const image = document.createElement('img');
      image.src = 'https://elsewhere.example/x.png';
      document.body.append(image);
    });
    await page.waitForFunction(() => (window as unknown as { problems: string[] }).problems.length >= 2);
    assert.ok(opened.log.some((line) => line.includes('content security policy: style-src-attr')));
    assert.ok(opened.log.some((line) => line.includes('img-src refused https://elsewhere.example')));
  });
});
