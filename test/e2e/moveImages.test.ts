import assert from 'node:assert/strict';
import { startBox, type Box } from '../gitlab/box.ts';
import type { BuiltImage } from '../gitlab/registry/backend.ts';
import { buildImage, buildIndex } from '../gitlab/registry/images.ts';
import { addGroup, addMember, addProject, addRepository, type Plot } from '../gitlab/seed/plot.ts';
import { accessLevels } from '../gitlab/world/world.ts';
import { root } from '../scripts/extensionHostTests.ts';
import { repositoryAt } from '../fakes/callBox.ts';
import { NEWEST } from '../vscode/versions.ts';
import { startWorkbench, type Workbench } from '../vscode/workbench.ts';
import { notificationOn } from './notifications.ts';
import { patience } from './patience.ts';
import { quickInputOf, type QuickInput } from './quickInput.ts';
import { sideBarOf, type SideBar } from './sideBar.ts';

const one = buildImage({ seed: 'move one' });
const two = buildIndex({ seed: 'move two' });
const web = 'acme/shop/web';
const store = 'acme/store/web';

/** A project with an image and an index, a repository to be rid of, and a project without images. */
async function plant(plot: Plot): Promise<void> {
  const acme = addGroup(plot, 'acme', 'private', 'Acme');
  addMember(plot, plot.people.maintainer, acme, accessLevels.maintainer);
  const shop = addProject(plot, 'acme/shop', { name: 'Shop' });
  addProject(plot, 'acme/store', { name: 'Store' });
  addRepository(plot, shop, 'web');
  addRepository(plot, shop, 'scratch');
  await plot.backend.put(web, '1.0.0', one, { createdAt: '2026-01-05T09:00:00Z' });
  await plot.backend.put(web, '2.0.0', two, { createdAt: '2026-01-07T09:00:00Z' });
  await plot.backend.put('acme/shop/scratch', 'tmp', buildImage({ seed: 'tmp' }));
}

describe('images that go elsewhere', () => {
  let box: Box;
  let workbench: Workbench;
  let bar: SideBar;
  let input: QuickInput;

  const isAt = async (path: string, name: string, image: BuiltImage): Promise<void> => {
    const found = await box.backend.manifest(path, name);
    assert.deepEqual(found && Buffer.from(found.bytes), Buffer.from(image.bytes), `${path}:${name}`);
  };
  const showTags = async (): Promise<void> => {
    await bar.open();
    await bar.expand('group, Acme', 'project, shop');
    await bar.expand('project, shop', /^repository, web/);
    await bar.expand(/^repository, web/, /^tag, 1\.0\.0/);
  };

  before(async () => {
    box = await startBox({ seed: plant });
    workbench = await startWorkbench({ version: NEWEST, extensionPath: root });
    bar = sideBarOf(workbench.page);
    input = quickInputOf(workbench.page);
    await bar.open();
    await bar.page.getByRole('button', { name: 'Connect to GitLab', exact: true }).click();
    await bar.connect(box.url, box.tokens.maintainer, 'My GitLab');
    await showTags();
  });
  after(async () => {
    await workbench.close();
    await box.close();
    assert.deepEqual(box.log.unknownRequests, []);
  });

  it('are given another tag', async () => {
    await bar.choose(/^tag, 1\.0\.0/, 'Add Another Tag…');
    await input.answer('Another name for the image of', 'stable');
    await bar.row(/^tag, stable/).waitFor();
    await isAt(web, 'stable', one);
  });

  it('are copied to a repository that comes with the copy, and take no tag from another image unasked', async () => {
    await bar.choose(/^tag, 2\.0\.0/, 'Copy to Another Repository…');
    await input.answer(/to which repository/, store);
    await input.answer(/The tag in/, 'new');
    await notificationOn(bar.page, /is in “acme\/store\/web” with the tag “new”/);
    await isAt(store, 'new', two);
    await bar.row('project, store').waitFor({ timeout: patience });
    await bar.choose(/^tag, 1\.0\.0/, 'Copy to Another Repository…');
    await input.answer(/to which repository/, store);
    await input.answer(/The tag in/, 'new');
    const question = await bar.answer('Cancel');
    assert.ok(
      question.includes(`now: ${two.digest}`) && question.includes(`to come: ${one.digest}`),
      question,
    );
    await isAt(store, 'new', two);
  });

  it('go with their repository only when its path was typed', async () => {
    await bar.choose(/^repository, scratch/, 'Delete Repository…');
    const title = /Delete the repository “acme\/shop\/scratch” with 1 tag/;
    assert.match(await input.refusal(title, 'acme/shop/web'), /Type the path “acme\/shop\/scratch”/);
    assert.ok(!box.log.entries.some(({ method }) => method === 'DELETE'));
    box.knobs.holdJobs = true;
    await input.answer(title, 'acme/shop/scratch');
    await notificationOn(bar.page, /GitLab will delete the repository/);
    assert.equal(repositoryAt(box, 'acme/shop/scratch').status, 'delete_scheduled');
    box.knobs.holdJobs = false;
    await box.jobs.run();
  });

  it('are in the journal or still there when the extension is killed while they are deleted', async () => {
    const noGraphql = { kind: 'status', status: 404, body: '{"message":"404 Not Found"}' } as const;
    box.knobs.faults = [
      { act: noGraphql, path: /graphql/ },
      { act: { kind: 'silence', when: 'before' }, method: 'DELETE', path: /1\.0\.0/ },
      { act: { kind: 'silence', when: 'after' }, method: 'DELETE', path: /2\.0\.0/ },
    ];
    const isSent = (name: string): boolean =>
      box.log.entries.some(({ method, path }) => method === 'DELETE' && path.includes(name));
    for (const name of ['1.0.0', '2.0.0']) {
      const row = new RegExp(`^tag, ${name}`);
      await bar.row(row).click();
      await bar.choose(row, 'Delete Tags…');
      await bar.answer('Delete Tag');
      while (!isSent(name)) await bar.page.waitForTimeout(50);
    }
    while ((await box.backend.tagNames(web)).includes('2.0.0')) await bar.page.waitForTimeout(50);
    assert.deepEqual(await box.backend.tagNames(web), ['1.0.0', 'stable']);
    await workbench.killExtensionHost();
    box.knobs.faults = [];
    await bar.open();
    await bar.command('Restore Deleted Tags…');
    const list = bar.page.locator('.quick-input-widget');
    for (const name of [/1\.0\.0.*may still be there/, /2\.0\.0.*may still be there/])
      await list.getByRole('checkbox', { name }).first().click();
    await list.locator('input').first().press('Enter');
    await notificationOn(bar.page, /Restored 2 tags/);
    await isAt(web, '1.0.0', one);
    await isAt(web, '2.0.0', two);
  });

  it('move to another project: copied and read there first, then deleted after a second question', async () => {
    await showTags();
    const move = async (): Promise<void> => {
      await bar.choose('project, shop', 'Move Images to Another Project…');
      await input.answer(/Select a project for the images/, 'acme/store');
    };
    box.knobs.faults = [
      { act: { kind: 'status', status: 403 }, method: 'PUT', path: /store\/web\/manifests\/stable/ },
    ];
    await move();
    const first = await bar.answer('Copy 3 Tags');
    assert.match(first, /acme\/shop\/web → acme\/store\/web/);
    assert.match(first, /GitLab refuses to rename or transfer/);
    await notificationOn(bar.page, /2 of 3 tags were copied.*1 refused.*Nothing was deleted/);
    assert.equal((await box.backend.tagNames(web)).length, 3);

    box.knobs.faults = [];
    box.log.clear();
    await move();
    assert.match(await bar.answer('Copy 3 Tags'), /2 of them already exist there and aren’t copied again/);
    const second = await bar.answer('Delete 3 Tags');
    assert.match(second, /is in acme\/store\/web:1\.0\.0 with the same digest/);
    assert.equal(box.log.entries.filter(({ method }) => method === 'PUT').length, 1);
    await notificationOn(bar.page, /All images of “acme\/shop” are now in “acme\/store”/);
    assert.deepEqual(await box.backend.tagNames(web), []);
    await isAt(store, '1.0.0', one);
    await isAt(store, 'stable', one);
    await isAt(store, '2.0.0', two);
  });
});
