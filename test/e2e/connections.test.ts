import assert from 'node:assert/strict';
import keytar from 'keytar';
import type { Locator } from 'playwright-core';
import { keychainServiceName } from '../../src/credentials/keychain.ts';
import { startBox, type Box } from '../gitlab/box.ts';
import { buildImage } from '../gitlab/registry/images.ts';
import { plantSmall } from '../gitlab/seed/small.ts';
import { NEWEST } from '../vscode/versions.ts';
import { startWorkbench, type Workbench } from '../vscode/workbench.ts';
import { root } from '../scripts/extensionHostTests.ts';
import { sideBarOf, type SideBar } from './sideBar.ts';
import { wizardOf, type Wizard } from './wizard.ts';

/** The keychain is listed and then read item by item: one that is erased in between makes the whole reading fail. */
async function tokensInKeychain(tries = 3): Promise<readonly string[]> {
  try {
    return (await keytar.findCredentials(keychainServiceName)).map(({ password }) => password).sort();
  } catch (error) {
    if (tries === 1) throw error;
    return await tokensInKeychain(tries - 1);
  }
}

describe('connections', () => {
  let box: Box;
  let young: Box;
  let workbench: Workbench;
  let bar: SideBar;
  let wizard: Wizard;
  let earlier: readonly string[];

  before(async () => {
    box = await startBox({
      seed: async (plot) => {
        await plantSmall(plot);
        const image = buildImage({ seed: 'many', layers: 1, layerBytes: 50 });
        for (let at = 1; at <= 250; at += 1) await plot.backend.put('acme/shop/web', `b${1000 + at}`, image);
      },
    });
    young = await startBox({ seed: () => Promise.resolve() });
    earlier = await tokensInKeychain();
    workbench = await startWorkbench({ version: NEWEST, extensionPath: root });
    bar = sideBarOf(workbench.page);
    wizard = wizardOf(workbench.page);
    await bar.open();
  });
  after(async () => {
    await workbench.close();
    await Promise.all([box.close(), young.close()]);
    assert.deepEqual(box.log.unknownRequests, []);
  });

  async function connect({ url }: Box, token: string, name: string): Promise<void> {
    await wizard.start();
    await wizard.choose(url);
    await wizard.accept(token, name);
  }

  /** Only rows on the screen are in the document. The mouse has to be over the tree. */
  async function scrollTo(row: Locator): Promise<void> {
    for (let tries = 0; tries < 50 && !(await row.isVisible()); tries += 1) {
      await bar.page.mouse.wheel(0, 1000);
      await bar.page.waitForTimeout(50);
    }
    await row.waitFor();
  }

  const newInKeychain = async (): Promise<readonly string[]> =>
    (await tokensInKeychain()).filter((token) => !earlier.includes(token));

  it('say what to do when their server cannot be reached, and come back', async () => {
    const { page } = bar;
    young.knobs.faults = [{ path: /groups|projects|graphql/, act: { kind: 'reset', when: 'before' } }];
    await connect(young, young.tokens.outsider, 'Empty');
    await page.getByText('GitLab can’t be reached. Check the network').waitFor();
    young.knobs.faults = [];
    await page.getByRole('button', { name: 'Try Again', exact: true }).click();
  });

  it('says that nothing has an image yet in an instance without groups', async () => {
    const { page } = bar;
    await page.getByText('You are connected, but none of your groups and projects has').waitFor();
    await page.getByRole('button', { name: 'Refresh', exact: true }).waitFor();
  });

  it('stand side by side, each token in the keychain', async () => {
    await connect(box, box.tokens.readApi, 'Looking');
    await connect(box, box.tokens.expiring, 'Ending');
    await bar.row(/^connection, Empty, outsider/).waitFor();
    await bar.row(/^connection, Looking, maintainer$/).waitFor();
    await bar.row(/^connection, Ending, maintainer/).waitFor();
    const { outsider, readApi, expiring } = box.tokens;
    assert.deepEqual(await newInKeychain(), [outsider, readApi, expiring].sort());
  });

  it('say when their token ends soon', async () => {
    await bar.row(/^connection, Ending, maintainer · token expires in (9|10) days/).waitFor();
  });

  it('are renamed', async () => {
    await bar.choose(/^connection, Ending/, 'Rename Connection…');
    const input = bar.page.locator('.quick-input-widget input').first();
    await input.waitFor();
    await input.fill('Finite');
    await input.press('Enter');
    await bar.row(/^connection, Finite/).waitFor();
    assert.equal(await bar.row(/^connection, Ending/).count(), 0);
  });

  it('get another token by signing in again; the old one is gone', async () => {
    await bar.choose(/^connection, Finite/, 'Sign In Again…');
    assert.match(await wizard.refusal(box.tokens.expired), /has expired/);
    const input = bar.page.locator('.quick-input-widget input').first();
    await input.fill(box.tokens.developer);
    await input.press('Enter');
    await bar.row(/^connection, Finite, developer$/).waitFor();
    const { outsider, readApi, developer } = box.tokens;
    assert.deepEqual(await newInKeychain(), [outsider, readApi, developer].sort());
  });

  it('are removed with their tokens', async () => {
    for (const name of ['Empty', 'Finite']) {
      await bar.choose(new RegExp(`^connection, ${name}`), 'Remove Connection…');
      assert.match(await bar.answer('Remove Connection'), new RegExp(`“${name}”`));
      await bar.row(new RegExp(`^connection, ${name}`)).waitFor({ state: 'detached' });
    }
    assert.deepEqual(await newInKeychain(), [box.tokens.readApi]);
  });

  it('with a token for looking only can browse, and deleting says which scope is missing', async () => {
    await bar.expand('group, Acme', 'project, shop');
    await bar.expand('project, shop', /^repository, web/);
    await bar.expand(/^repository, web/, /^tag, /);
    await bar.choose(/^tag, /, 'Delete Tags…');
    // VS Code shows no toasts where a test driver is connected; the bell in the status bar opens the list of messages.
    await bar.page.locator('[id="status.notifications"]').click();
    const message = bar.page.locator('.notifications-center');
    await message.getByText('The token doesn’t have the “api” scope.').waitFor();
    await message.getByRole('button', { name: 'Sign In Again…' }).waitFor();
    assert.equal((await box.backend.tagNames('acme/shop/web')).length, 255);
    await bar.page.keyboard.press('Escape');
  });

  it('keep old rows when a refresh fails, and say so in a row that tries again', async () => {
    box.knobs.faults = [{ path: /tags|graphql/, act: { kind: 'reset', when: 'before' } }];
    await bar.choose(/^repository, web/, 'Refresh');
    const failure = bar.row(/^error, Can’t reach .*\. The connection to 127\.0\.0\.1:\d+ was interrupted\./);
    await failure.waitFor();
    await bar.row(/^tag, /).waitFor();
    box.knobs.faults = [];
    await failure.click();
    await failure.waitFor({ state: 'detached' });
    await bar.row(/^tag, /).waitFor();
  });

  it('show long lists in parts, and the next part on request', async () => {
    await bar.row(/^tag, b1250/).hover();
    const more = (shown: number): Locator =>
      bar.row(new RegExp(`^Load More…, ${shown} (loaded|of 255 shown)`));
    await scrollTo(more(100));
    await more(100).click();
    await bar.row(/^tag, b1150/).waitFor();
    await scrollTo(more(200));
  });

  it('show what was known before while their server cannot be reached, and come back', async () => {
    box.knobs.faults = [{ act: { kind: 'reset', when: 'before' } }];
    await workbench.restart();
    await bar.open();
    const failure = bar.row(
      /^error, Can’t reach [^.]+\. The connection to 127\.0\.0\.1:\d+ was interrupted\./,
    );
    await failure.waitFor();
    const age = bar.row(/^As of /);
    await age.waitFor();
    await bar.row(/^group, Acme$/).waitFor();
    box.knobs.faults = [];
    await failure.click();
    await failure.waitFor({ state: 'detached' });
    await age.waitFor({ state: 'detached' });
    await bar.row(/^group, Acme$/).waitFor();
  });
});
