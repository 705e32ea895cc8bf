import type { Box } from '../gitlab/box.ts';
import { buildImage } from '../gitlab/registry/images.ts';
import { accessLevels } from '../gitlab/world/world.ts';
import { addGroup, addMember, addProject, addRepository, type Plot } from '../gitlab/seed/plot.ts';
import type { SideBar } from './sideBar.ts';

/** What `plantShop` plants: `1.0.0` and `stable` point at one image, `2.0.0` at another. */
export const shopTags = { path: 'acme/platform/shop/web', names: ['1.0.0', '2.0.0', 'stable'] } as const;

/** One group, one sub-group, one project, one repository with three tags, two of them on one image. */
export async function plantShop(plot: Plot): Promise<void> {
  const acme = addGroup(plot, 'acme', 'private', 'Acme');
  addGroup(plot, 'acme/platform', 'private', 'Platform');
  addMember(plot, plot.people.maintainer, acme, accessLevels.maintainer);
  const shop = addProject(plot, 'acme/platform/shop', { name: 'Shop' });
  const { path } = addRepository(plot, shop, 'web');
  const one = buildImage({ seed: 'shop 1', created: '2026-01-05T08:00:00Z' });
  const two = buildImage({ seed: 'shop 2', created: '2026-02-05T08:00:00Z' });
  await plot.backend.put(path, '1.0.0', one, { createdAt: '2026-01-05T09:00:00Z' });
  await plot.backend.put(path, 'stable', one, { createdAt: '2026-01-06T09:00:00Z' });
  await plot.backend.put(path, '2.0.0', two, { createdAt: '2026-02-05T09:00:00Z' });
}

/** Connects a new VS Code to a box with `plantShop` as its maintainer, and opens the rows down to the tags. */
export async function openShop(bar: SideBar, box: Box): Promise<void> {
  await bar.open();
  await bar.page.getByRole('button', { name: 'Connect to GitLab', exact: true }).click();
  await bar.connect(box.url, box.tokens.maintainer, 'My GitLab');
  await bar.expand('group, Acme', 'group, platform');
  await bar.expand('group, platform', 'project, shop');
  await bar.expand('project, shop', /^repository, web, 3 tags/);
  await bar.expand(/^repository, web/, /^tag, 1\.0\.0/);
}
