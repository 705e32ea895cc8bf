// A container program in VS Code's terminal, turned away by the registry, logged in and out by clicks; and a diagnosis by clicks.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startBox, type Box } from '../gitlab/box.ts';
import { root } from '../scripts/extensionHostTests.ts';
import { ensureEngines } from '../scripts/setup.mjs';
import { temporaryFolder } from '../vscode/temporaryFolder.ts';
import { NEWEST } from '../vscode/versions.ts';
import { startWorkbench, type Workbench } from '../vscode/workbench.ts';
import { openShop, plantShop } from './shop.ts';
import { sideBarOf, type SideBar } from './sideBar.ts';

describe(`container programs and the registry, in VS Code ${NEWEST}`, () => {
  const home = temporaryFolder('engine-login');
  const logins = join(home.path, 'auth.json');
  let box: Box;
  let workbench: Workbench;
  let bar: SideBar;

  before(async function () {
    ensureEngines();
    box = await startBox({ seed: plantShop });
    // The box has no certificate; skopeo takes plain HTTP from the registries that are listed here.
    const registries = join(home.path, '.config/containers/registries.conf');
    mkdirSync(join(home.path, '.config/containers'), { recursive: true });
    writeFileSync(registries, `[[registry]]\nlocation = "${box.registryHost}"\ninsecure = true\n`);
    writeFileSync(join(home.path, '.bashrc'), '');
    writeFileSync(logins, '{}');
    workbench = await startWorkbench({
      version: NEWEST,
      extensionPath: root,
      env: {
        HOME: home.path,
        REGISTRY_AUTH_FILE: logins,
        CONTAINERS_REGISTRIES_CONF: registries,
        SHELL: '/bin/bash',
      },
      settings: {
        'terminal.integrated.defaultProfile.linux': 'bash',
        // Drawn as text, so that it can be read here; and nothing that takes the keys.
        'terminal.integrated.gpuAcceleration': 'off',
        'terminal.integrated.initialHint': false,
        'terminal.integrated.suggest.enabled': false,
      },
    });
    bar = sideBarOf(workbench.page);
    await openShop(bar, box);
  });
  after(async () => {
    await workbench.close();
    await box.close();
    home.remove();
  });

  const stored = (): string => readFileSync(logins, 'utf8');
  const center = () => bar.page.locator('.notifications-center');
  const openMessages = async (): Promise<void> => {
    if (!(await center().isVisible())) await bar.page.locator('[id="status.notifications"]').click();
    await center().waitFor();
    // The bell's own tooltip would cover the buttons of the last message.
    await bar.page.mouse.move(640, 300);
  };
  const closeMessages = async (): Promise<void> => {
    await bar.command('Notifications: Clear All Notifications');
  };
  const terminal = () => bar.page.locator('.terminal-wrapper.active .xterm-rows');
  /** Types into the terminal, and waits for what the program says. */
  const type = async (line: string, says: RegExp): Promise<void> => {
    await bar.page.locator('.terminal-wrapper.active .xterm-helper-textarea').focus();
    await bar.page.keyboard.type(line);
    await bar.page.keyboard.press('Enter');
    await terminal().getByText(says).first().waitFor();
  };

  it('suggests a login when skopeo was turned away in a terminal, and logs it in', async function () {
    await bar.command('Terminal: Create New Terminal');
    await terminal().waitFor();
    // Until the shell tells VS Code of its commands, nothing can be noticed.
    await bar.page.locator('.terminal-wrapper.active .terminal-command-decoration').first().waitFor();
    const image = `docker://${box.registryHost}/acme/platform/shop/web:1.0.0`;
    const suggestion = center().getByText(`${box.registryHost} rejected skopeo.`).first();
    // VS Code tells extensions of a new terminal's commands a little after its first prompt; a person would pull again, too.
    for (let tries = 0; tries < 4 && !(await suggestion.isVisible()); tries += 1) {
      await type(`skopeo inspect --format '{{.Digest}}' ${image}`, /Forbidden|denied|unauthorized/);
      await openMessages();
      await suggestion.waitFor({ timeout: 5000 }).catch(() => undefined);
    }
    await suggestion.waitFor();
    assert.equal(stored(), '{}');
    await center().getByRole('button', { name: 'Log In skopeo…' }).click();
    assert.match(await bar.answer('Log In'), /through its standard input/);
    await openMessages();
    await center().getByText(`skopeo is logged in to ${box.registryHost}.`).waitFor();
    const { auths } = JSON.parse(stored()) as { auths: Record<string, { auth: string }> };
    assert.deepEqual(Object.keys(auths), [box.registryHost]);
    await closeMessages();
    const digest = (await box.backend.tag('acme/platform/shop/web', '1.0.0'))?.digest ?? '';
    await type(`clear; skopeo inspect --format '{{.Digest}}' ${image}`, new RegExp(digest.slice(0, 30)));
  });

  it('logs it out again from the menu of the connection', async () => {
    await bar.choose(/^connection, My GitLab/, 'Log Out of Registry…');
    await bar.page
      .locator('.quick-input-widget')
      .getByRole('option', { name: /^skopeo/ })
      .click();
    await openMessages();
    await center().getByText(`skopeo is logged out of ${box.registryHost}.`).waitFor();
    assert.doesNotMatch(stored(), new RegExp(box.registryHost));
    await closeMessages();
  });

  it('diagnoses a repository whose registry does not answer: names the step, writes a report without the token', async () => {
    box.knobs.faults = [{ host: 'registry', act: { kind: 'reset', when: 'before' } }];
    await bar.row(/^repository, web/).click();
    await bar.command('Diagnose…');
    await bar.page.getByRole('tab', { name: /Connection diagnosis|Untitled/ }).waitFor();
    await openMessages();
    await center().getByText('Failed: Registry URL.').first().waitFor();
    await center().getByRole('button', { name: 'Copy Report' }).click();
    const read = (): Promise<string> => bar.page.evaluate(() => navigator.clipboard.readText());
    const end = Date.now() + 10_000;
    while (!(await read()).startsWith('Instance: ') && Date.now() < end) await bar.page.waitForTimeout(100);
    const report = await read();
    assert.match(report, /^Token: passed/m);
    assert.match(report, /^Registry URL: FAILED/m);
    assert.match(report, /^Registry response: not checked/m);
    assert.ok(!report.includes(box.tokens.maintainer));
    box.knobs.faults = [];
  });
});
