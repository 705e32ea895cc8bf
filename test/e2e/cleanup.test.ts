import assert from 'node:assert/strict';
import { startBox, type Box } from '../gitlab/box.ts';
import { buildImage } from '../gitlab/registry/images.ts';
import { addGroup, addMember, addProject, addRepository, daysAgo, type Plot } from '../gitlab/seed/plot.ts';
import { accessLevels, type Project } from '../gitlab/world/world.ts';
import { NEWEST } from '../vscode/versions.ts';
import { startWorkbench, type Workbench } from '../vscode/workbench.ts';
import { root } from '../scripts/extensionHostTests.ts';
import { sideBarOf, type SideBar } from './sideBar.ts';
import { webviewOf } from './webview.ts';

const path = 'acme/factory/builds';

/** 12,000 tags of four kinds, one every few minutes; none is about to become 30 days old while the test runs. */
async function plantFactory(plot: Plot): Promise<void> {
  const acme = addGroup(plot, 'acme', 'private', 'Acme');
  addMember(plot, plot.people.maintainer, acme, accessLevels.maintainer);
  const factory = addProject(plot, 'acme/factory', {
    name: 'Factory',
    policy: { enabled: true, cadence: '7d', keepN: 10, olderThan: '30d', nameRegex: 'nothing-yet' },
  });
  addRepository(plot, factory, 'builds');
  const image = buildImage({ seed: 'factory', created: '2026-01-05T08:00:00Z' });
  for (let index = 0; index < 12_000; index += 1) {
    const kinds = ['dev', 'mr', 'my-dev', 'release'];
    const name = `${kinds[index % kinds.length]}-${String(index).padStart(5, '0')}`;
    const days = 5.5 + index / 200;
    const createdAt = daysAgo(plot, days > 28 ? days + 4 : days).toISOString();
    await plot.backend.put(path, name, image, { createdAt });
  }
}

describe('the cleanup workbench in VS Code', () => {
  let box: Box;
  let workbench: Workbench;
  let bar: SideBar;
  let predicted: readonly string[];

  before(async () => {
    box = await startBox({ seed: plantFactory });
    workbench = await startWorkbench({ version: NEWEST, extensionPath: root });
    bar = sideBarOf(workbench.page);
  });
  after(async () => {
    await workbench.close();
    await box.close();
    assert.deepEqual(box.log.unknownRequests, []);
  });

  const page = () => webviewOf(workbench.page);
  const tooltip = (text: string) => workbench.page.locator('.monaco-hover').getByText(text);
  /** Points at a row, again where the pointer was there while the row was drawn anew, until its tooltip says this. */
  const point = async (row: RegExp, text: string): Promise<void> => {
    const said = tooltip(text).first();
    for (const end = Date.now() + 20_000; ;) {
      await workbench.page.mouse.move(640, 400);
      await bar.row(row).hover();
      const isSaid = await said.waitFor({ timeout: 4_000 }).then(
        () => true,
        () => false,
      );
      if (isSaid) return;
      if (Date.now() >= end) assert.fail(`no tooltip says ${text}`);
    }
  };
  const project = (): Project =>
    [...box.world.projects.values()].find(({ fullPath }) => fullPath === 'acme/factory')!;
  const button = (name: string) => page().getByRole('button', { name, exact: true });
  const deleteField = () => page().getByRole('textbox', { name: 'Delete tags matching' });

  it('opens for a project with all of its 12,000 tags', async () => {
    await bar.open();
    await bar.page.getByRole('button', { name: 'Connect to GitLab', exact: true }).click();
    await bar.connect(box.url, box.tokens.maintainer, 'My GitLab');
    await bar.expand('group, Acme', 'project, factory');
    await bar.expand('project, factory', /^repository, builds/);
    await bar.expand(/^repository, builds/, /^tag, dev-00000/);
    await point(/^tag, dev-00000/, 'Digest: sha256');
    assert.equal(await tooltip('Cleanup: ').count(), 0);
    await bar.choose('project, factory', 'Edit Cleanup Policy…');
    await page().getByRole('heading', { name: 'No tags will be deleted' }).waitFor();
  });

  it('lets a tag say what happens to it that was pointed at before', async () => {
    await point(/^tag, dev-00000/, 'Cleanup: Kept: ');
  });

  it('warns of alternatives without a group, and puts them into one on request', async () => {
    await deleteField().fill('dev-.*|mr-.*');
    await page().getByText('GitLab anchors the pattern without grouping it').waitFor();
    const summary = page().getByRole('heading', { name: /^[1-9][\d,]* of 12,000 tags will be deleted$/ });
    await summary.waitFor();
    await button('Group the Alternatives').click();
    await page().getByText('fully matches').first().waitFor();
    assert.equal(await deleteField().inputValue(), '(?:dev-.*|mr-.*)');
  });

  it('keeps the draft when the window is closed', async () => {
    await workbench.page.waitForTimeout(1500);
    await workbench.restart();
    await page().getByText('Unsaved changes').waitFor();
    assert.equal(await deleteField().inputValue(), '(?:dev-.*|mr-.*)');
    await page()
      .getByRole('heading', { name: /^[1-9][\d,]* of 12,000 tags will be deleted$/ })
      .waitFor();
  });

  it('saves after it showed the difference', async () => {
    await button('Save…').click();
    await page().getByText('nothing-yet').first().waitFor();
    await button('Save Policy').click();
    await page()
      .getByText(/^Saved at /)
      .waitFor();
    assert.equal(project().policy?.nameRegex, '(?:dev-.*|mr-.*)');
    assert.equal(project().policy?.keepN, 10);
  });

  it('foretold exactly what GitLab’s job then deletes', async () => {
    await button('Export Report…').click();
    await workbench.page.getByRole('option', { name: 'JSON' }).click();
    // A document to read, not a file that asks to be saved.
    const editor = workbench.page.locator('.monaco-editor[data-uri^="gitlab-registry-report:"]');
    await editor.waitFor();
    await editor.locator('.view-line').first().click();
    await workbench.page.keyboard.press('Control+a');
    await workbench.page.keyboard.press('Control+c');
    const text = await workbench.page.evaluate(() => navigator.clipboard.readText());
    const report = JSON.parse(text) as { readonly tags: readonly { tag: string; verdict: string }[] };
    assert.equal(report.tags.length, 12_000);
    predicted = report.tags.flatMap(({ tag, verdict }) => (verdict === 'deleted' ? tag : []));
    assert.ok(predicted.length > 1000 && predicted.length < 6000, String(predicted.length));
    const run = await box.runPolicy(project().id);
    assert.deepEqual([...(run.get(path)?.deleted ?? [])].sort(), [...predicted].sort());
  });

  it('says of a tag why it stays', async () => {
    await bar.expand('group, Acme', 'project, factory');
    await bar.expand('project, factory', /^repository, builds, .*next cleanup in 6 days/);
    await bar.row(/^project, factory, next cleanup in 6 days/).waitFor();
    await bar.expand(/^repository, builds/, /^tag, dev-00000/);
    await bar.choose(/^tag, dev-00000/, 'Explain Cleanup Result');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    assert.match(await dialog.innerText(), /Kept: #\d+ of the newest 10/);
    await workbench.page.keyboard.press('Escape');
  });

  it('says it on the tag itself, asking for nothing', async () => {
    const requests = box.log.count();
    await point(/^tag, dev-00000/, 'Kept: #');
    assert.equal(box.log.count(), requests);
  });

  it('deletes a tag that was explained', async () => {
    await bar.choose(/^tag, dev-00000/, 'Explain Cleanup Result');
    await bar.answer('Delete Now…');
    assert.match(await bar.answer('Delete Tag'), /Delete the tag “dev-00000”\?/);
    await bar.row(/^tag, dev-00000/).waitFor({ state: 'detached' });
    assert.equal(await box.backend.tag(path, 'dev-00000'), undefined);
  });
});
