import assert from 'node:assert/strict';
import { startBox, type Box } from '../gitlab/box.ts';
import { root } from '../scripts/extensionHostTests.ts';
import { environmentWithoutKeyring } from '../vscode/keyring.ts';
import { NEWEST } from '../vscode/versions.ts';
import { startWorkbench, type Workbench } from '../vscode/workbench.ts';
import { plantShop } from './shop.ts';
import { sideBarOf, type SideBar } from './sideBar.ts';

// Only Linux can be without a keychain.
if (process.platform === 'linux') {
  describe('on a machine without a keychain', () => {
    let box: Box;
    let workbench: Workbench;
    let bar: SideBar;

    before(async () => {
      box = await startBox({ seed: plantShop });
      const env = environmentWithoutKeyring();
      workbench = await startWorkbench({ version: NEWEST, extensionPath: root, env });
      bar = sideBarOf(workbench.page);
    });
    after(async () => {
      await workbench.close();
      await box.close();
    });

    it('says so, and keeps the token for this session when asked to', async () => {
      await bar.open();
      await bar.page.getByRole('button', { name: 'Connect to GitLab', exact: true }).click();
      await bar.connect(box.url, box.tokens.maintainer, 'My GitLab');
      const question = await bar.answer('Keep for This Session Only');
      assert.match(question, /can’t be kept in the keychain/);
      assert.match(question, /never stored as plain text/);
      await bar.row('group, Acme').waitFor();
    });

    it('has forgotten the token when the session is over, and the connection says so', async () => {
      await workbench.restart();
      await bar.open();
      await bar.row(/^connection, My GitLab/).waitFor();
      await bar.row(/^error, .*This connection’s token no longer exists\./).waitFor();
    });
  });
}
