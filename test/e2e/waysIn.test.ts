import assert from 'node:assert/strict';
import { startBox, type Box } from '../gitlab/box.ts';
import { deployUsername } from '../gitlab/seed/people.ts';
import { NEWEST } from '../vscode/versions.ts';
import { startWorkbench, type Workbench } from '../vscode/workbench.ts';
import { root } from '../scripts/extensionHostTests.ts';
import { sideBarOf, type SideBar } from './sideBar.ts';
import { wizardOf, type Wizard } from './wizard.ts';

const placePrompt = 'The project or image to list';

/** A way in, what is typed for it, the repository it may list, and why it may not delete. */
interface Way {
  readonly name: string;
  readonly path: string;
  readonly enter: (wizard: Wizard, box: Box) => Promise<void>;
  readonly described: string;
  readonly refusal: string;
}

const ways: readonly Way[] = [
  {
    name: 'deploy token',
    path: 'acme/shop/web',
    enter: async (wizard, box) => {
      await wizard.chooseWay(box.url, 'Deploy Token');
      await wizard.fill('Username of the deploy token', deployUsername);
      await wizard.fill('Deploy token with the', box.tokens.deploy);
    },
    described: 'deploy token',
    refusal: 'A deploy token can’t do this: it opens the registry only',
  },
  {
    name: 'CI job token',
    path: 'acme/shop/web',
    enter: async (wizard, box) => {
      await wizard.chooseWay(box.url, 'CI Job Token');
      await wizard.fill('Value of CI_JOB_TOKEN', box.tokens.job);
    },
    described: 'CI job token',
    refusal: 'A CI job token can’t do this',
  },
  {
    name: 'nobody',
    path: 'acme-open/site',
    enter: (wizard) => wizard.choosePublic(),
    described: 'not signed in',
    refusal: 'This connection isn’t signed in',
  },
];

for (const kind of ['metadataDatabase', 'legacy'] as const)
  describe(`a way in without an access token, ${kind} registry`, () => {
    let box: Box;
    let workbench: Workbench;
    let bar: SideBar;
    let wizard: Wizard;

    before(async () => {
      box = await startBox({ kind });
      workbench = await startWorkbench({ version: NEWEST, extensionPath: root });
      bar = sideBarOf(workbench.page);
      wizard = wizardOf(workbench.page);
      await bar.open();
    });
    after(async () => {
      await workbench.close();
      await box.close();
    });

    for (const { name, path, enter, described, refusal } of ways)
      it(`${name}: connects, lists, inspects and copies; deleting is refused with the reason`, async () => {
        const { page } = bar;
        await wizard.start();
        await enter(wizard, box);
        await wizard.fill(placePrompt, `docker pull ${box.registryHost}/${path}:latest`);
        await wizard.fill('Press Enter to save', name);
        const connection = new RegExp(`^connection, ${name}, ${described}`);
        await bar.row(connection).waitFor();
        const repository = new RegExp(`^repository, ${path}`);
        const [tag = ''] = await box.backend.tagNames(path);
        const row = new RegExp(`^tag, ${tag.replaceAll('.', '\\.')}(,|$)`);
        await bar.expand(repository, row);
        await bar.choose(row, 'Copy Reference by Digest');
        const digest = (await box.backend.tag(path, tag))?.digest;
        await bar.copied(`${box.registryHost}/${path}@${digest}`);
        await bar.choose(row, 'Open Details');
        const view = page
          .locator('iframe.webview.ready')
          .contentFrame()
          .locator('#active-frame')
          .contentFrame();
        await view.getByRole('heading', { level: 1, name: `${path}:${tag}` }).waitFor();
        await view.getByRole('table', { name: 'Layers and history' }).waitFor();
        await bar.command('View: Close All Editors');
        await bar.choose(row, 'Delete Tags…');
        await page.locator('[id="status.notifications"]').click();
        await page.locator('.notifications-center').getByText(refusal).first().waitFor();
        await page.keyboard.press('Escape');
        assert.ok((await box.backend.tagNames(path)).includes(tag));
        await bar.choose(connection, 'Remove Connection…');
        await bar.answer('Remove Connection');
        await bar.row(repository).waitFor({ state: 'detached' });
      });
  });
