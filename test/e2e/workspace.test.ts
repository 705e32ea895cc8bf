import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startBox, type Box } from '../gitlab/box.ts';
import { temporaryFolder } from '../vscode/temporaryFolder.ts';
import { NEWEST } from '../vscode/versions.ts';
import { startWorkbench, type Workbench } from '../vscode/workbench.ts';
import { root } from '../scripts/extensionHostTests.ts';
import { sideBarOf, type SideBar } from './sideBar.ts';
import { wizardOf } from './wizard.ts';

describe('a workspace with git remotes', () => {
  let box: Box;
  let folder: ReturnType<typeof temporaryFolder>;
  let workbench: Workbench;
  let bar: SideBar;

  before(async () => {
    box = await startBox();
    folder = temporaryFolder('workspace');
    const workspaceFolder = join(folder.path, 'tools');
    mkdirSync(join(workspaceFolder, '.git'), { recursive: true });
    const remotes = [
      `[remote "origin"]\n\turl = ${box.url}/acme/platform/tools.git`,
      '[remote "shop"]\n\turl = git@127.0.0.1:acme/shop.git',
      '[remote "mirror"]\n\turl = https://github.com/acme/tools.git',
    ];
    writeFileSync(join(workspaceFolder, '.git/config'), `${remotes.join('\n')}\n`);
    workbench = await startWorkbench({ version: NEWEST, extensionPath: root, workspaceFolder });
    bar = sideBarOf(workbench.page);
    await bar.open();
  });
  after(async () => {
    await workbench.close();
    folder.remove();
    await box.close();
    assert.deepEqual(box.log.unknownRequests, []);
  });

  it('offers the instance of the remote first', async () => {
    const wizard = wizardOf(bar.page);
    await wizard.start();
    const choices = wizard.text.getByRole('option');
    await wizard.text.getByText('from this workspace’s Git remote').first().waitFor();
    assert.equal(await choices.first().getByText(new URL(box.url).origin, { exact: true }).count(), 1);
    assert.equal(await wizard.text.getByText('github').count(), 0);
    await wizard.choose(box.url);
    await wizard.accept(box.tokens.maintainer, 'Company');
  });

  it('has its projects on top, from https and ssh remotes, in sub-groups, too', async () => {
    await bar.row('project, acme/platform/tools, this workspace').waitFor();
    const rows = await bar.page.getByRole('treeitem').evaluateAll((all) => all.map((row) => row.ariaLabel));
    assert.deepEqual(rows.slice(0, 4), [
      'connection, Company, maintainer',
      'project, acme/platform/tools, this workspace',
      'project, acme/shop, this workspace',
      'group, Acme',
    ]);
    await bar.expand('project, acme/platform/tools', /^repository, cli, 2 tags/);
    await bar.expand(/^repository, cli/, /^tag, v1/);
  });
});
