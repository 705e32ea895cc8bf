import assert from 'node:assert/strict';
import { startBox, type Box } from '../gitlab/box.ts';
import { environmentWithoutKeyring } from '../vscode/keyring.ts';
import { NEWEST } from '../vscode/versions.ts';
import { startWorkbench, type Workbench } from '../vscode/workbench.ts';
import { root } from '../scripts/extensionHostTests.ts';
import { sideBarOf, type SideBar } from './sideBar.ts';
import { wizardOf, type Wizard } from './wizard.ts';

const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('a machine without a keychain', () => {
  let box: Box;
  let workbench: Workbench;
  let bar: SideBar;
  let wizard: Wizard;

  before(async () => {
    box = await startBox();
    workbench = await startWorkbench({
      version: NEWEST,
      extensionPath: root,
      env: environmentWithoutKeyring(),
    });
    bar = sideBarOf(workbench.page);
    wizard = wizardOf(workbench.page);
    await bar.open();
  });
  after(async () => {
    await workbench.close();
    await box.close();
  });

  async function connectUntilAsked(name: string): Promise<void> {
    await wizard.start();
    await wizard.choose(box.url);
    await wizard.accept(box.tokens.maintainer, name);
  }

  it('is said, and nothing is stored when no other place is wanted', async () => {
    await connectUntilAsked('Nowhere');
    const question = await bar.answer('Cancel');
    assert.match(question, /The token can’t be kept in the keychain/);
    assert.match(question, /The OS keychain isn’t available\./);
    assert.match(question, /never stored as plain text/);
    await bar.page.getByRole('button', { name: 'Connect to GitLab', exact: true }).waitFor();
  });

  it('keeps a token for this session when asked to, and says after a restart that it is gone', async () => {
    await connectUntilAsked('Today');
    await bar.answer('Keep for This Session Only');
    await bar.expand(/^connection, Today/, 'group, Acme');
    await workbench.restart();
    await bar.open();
    await bar.row(/^error, .*This connection’s token no longer exists\./).waitFor();
  });

  it('takes the token again from the row that says so, into VS Code’s secret storage', async () => {
    await bar.row(/^error, .*This connection’s token no longer exists/).click();
    const input = bar.page.locator('.quick-input-widget input').first();
    await input.waitFor();
    await input.fill(box.tokens.maintainer);
    await input.press('Enter');
    await bar.answer('Use VS Code’s Secret Storage');
    await bar.expand(/^connection, Today/, 'group, Acme');
  });
});
