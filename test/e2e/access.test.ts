import assert from 'node:assert/strict';
import { startBox, type Box } from '../gitlab/box.ts';
import { buildImage } from '../gitlab/registry/images.ts';
import { addGroup, addMember, addProject, addRepository, type Plot } from '../gitlab/seed/plot.ts';
import { accessLevels, type Project } from '../gitlab/world/world.ts';
import { root } from '../scripts/extensionHostTests.ts';
import { NEWEST } from '../vscode/versions.ts';
import { startWorkbench, type Workbench } from '../vscode/workbench.ts';
import { sideBarOf, type SideBar } from './sideBar.ts';
import { webviewOf } from './webview.ts';

const names = ['1.0.0', '2.0.0', '2.0.1', 'latest'];

async function plant(plot: Plot): Promise<void> {
  const acme = addGroup(plot, 'acme', 'public', 'Acme');
  addMember(plot, plot.people.maintainer, acme, accessLevels.maintainer);
  const shop = addProject(plot, 'acme/shop', { name: 'Shop', visibility: 'public' });
  addRepository(plot, shop, 'web');
  for (const name of names)
    await plot.backend.put('acme/shop/web', name, buildImage({ seed: name, layers: 1, layerBytes: 50 }));
}

describe('access and protection', () => {
  let box: Box;
  let workbench: Workbench;
  let bar: SideBar;

  before(async () => {
    box = await startBox({ seed: plant });
    workbench = await startWorkbench({ version: NEWEST, extensionPath: root });
    bar = sideBarOf(workbench.page);
    await bar.open();
    await bar.page.getByRole('button', { name: 'Connect to GitLab', exact: true }).click();
    await bar.connect(box.url, box.tokens.maintainer, 'My GitLab');
    await bar.expand('group, Acme', 'project, shop');
    await bar.expand('project, shop', /^repository, web, 4 tags/);
    await bar.expand(/^repository, web/, /^tag, 2\.0\.0/);
  });
  after(async () => {
    await workbench.close();
    await box.close();
    assert.deepEqual(box.log.unknownRequests, []);
  });

  const page = () => webviewOf(bar.page);
  const tags = () => page().getByRole('region', { name: 'Protected tags' });
  const said = (text: string) => page().getByRole('alert').getByText(text).waitFor();
  const shop = (): Project =>
    [...box.world.projects.values()].find(({ fullPath }) => fullPath === 'acme/shop')!;
  /** What the question before a deletion says; it is answered with no. */
  const questionBeforeDeleting = async (tag: RegExp): Promise<string> => {
    // A click would open the tag's page before this one.
    await bar.choose(tag, 'Delete Tags…');
    return bar.answer('Cancel');
  };

  it('opens from the row of a project and says who can do what', async () => {
    await bar.choose('project, shop', 'Access and Protection…');
    await page().getByRole('heading', { level: 1, name: 'Access and Protection' }).waitFor();
    await page()
      .getByRole('row', { name: /View and pull images Anyone You can/ })
      .waitFor();
    await tags().getByText('No rule protects tags.').waitFor();
  });

  it('adds a rule for tags, showing those that it matches', async () => {
    await tags().getByRole('button', { name: 'Add Rule' }).click();
    await page().getByRole('textbox', { name: 'Tags matching' }).fill('^2\\.');
    const form = page().getByRole('group', { name: 'New rule' });
    await form.getByText('Matches 2 of 4 tags.').waitFor();
    assert.deepEqual(await form.locator('.names code').allInnerTexts(), ['2.0.0', '2.0.1']);
    await page().getByRole('combobox', { name: 'Delete needs' }).selectOption('Owner');
    await page().getByRole('button', { name: 'Save Rule' }).click();
    await said('Rule saved.');
    assert.deepEqual(
      shop().tagRules.map((rule) => ({ ...rule, id: 0 })),
      [
        {
          id: 0,
          tagNamePattern: '^2\\.',
          minimumAccessLevelForPush: 'maintainer',
          minimumAccessLevelForDelete: 'owner',
        },
      ],
    );
  });

  it('has the rule told before a tag that it matches is deleted', async () => {
    assert.match(
      await questionBeforeDeleting(/^tag, 2\.0\.0/),
      /can’t be deleted: the rule “\^2\\\.” requires Owner, and you’re Maintainer/,
    );
    assert.doesNotMatch(await questionBeforeDeleting(/^tag, 1\.0\.0/), /can’t be deleted/);
  });

  it('removes the rule after a question, and nothing is told of it any more', async () => {
    await page().getByRole('button', { name: 'Remove the rule ^2\\.' }).click();
    assert.match(await bar.answer('Remove Rule'), /Remove the rule “\^2\\\.”\?[^]*Matches 2 of 4 tags\./);
    await said('Rule removed.');
    assert.deepEqual(shop().tagRules, []);
    assert.doesNotMatch(await questionBeforeDeleting(/^tag, 2\.0\.0/), /refused/);
  });

  it('closes the registry to others than members, and fetches the project’s row again', async () => {
    // What came meanwhile shows that the row was fetched.
    const [web] = box.world.repositories.values();
    const id = box.world.nextId();
    box.world.repositories.set(id, { ...web!, id, name: 'api', path: 'acme/shop/api' });
    await page()
      .getByRole('radio', { name: /^Private/ })
      .click();
    await page().getByRole('button', { name: 'Change Visibility' }).click();
    await said('Visibility changed.');
    assert.equal(shop().registryAccess, 'private');
    await page()
      .getByRole('row', { name: /View and pull images Reporter or higher You can/ })
      .waitFor();
    await bar.row(/^repository, api, 0 tags/).waitFor();
  });

  it('asks before it disables the registry, and before it opens it to the internet', async () => {
    await page()
      .getByRole('radio', { name: /^Disabled/ })
      .click();
    await page().getByRole('button', { name: 'Change Visibility' }).click();
    assert.match(await bar.answer('Disable Registry'), /Disable the container registry of acme\/shop\?/);
    await said('Visibility changed.');
    assert.equal(shop().registryAccess, 'disabled');
    await page()
      .getByRole('row', { name: /View and pull images Nobody The registry is disabled/ })
      .waitFor();
    await page()
      .getByRole('radio', { name: /^Enabled/ })
      .click();
    await page().getByRole('button', { name: 'Change Visibility' }).click();
    assert.match(await bar.answer('Open Registry'), /Anyone on the internet can view and pull/);
    await said('Visibility changed.');
    assert.equal(shop().registryAccess, 'enabled');
    await bar.row(/^repository, web, 4 tags/).waitFor();
  });
});
