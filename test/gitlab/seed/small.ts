import { accessLevels } from '../world/world.ts';
import { empty, named, plant, releases } from './contents.ts';
import { addProjectTokens } from './people.ts';
import type { Plot } from './plot.ts';
import { addGroup, addMember, addProject, addRepository } from './plot.ts';

/** One of each, for tests: group `acme`, projects `acme/shop`, `acme/empty`, `acme/platform/tools`, and public `acme-open/site`. */
export async function plantSmall(plot: Plot): Promise<void> {
  const { people } = plot;
  const acme = addGroup(plot, 'acme', 'private', 'Acme');
  addGroup(plot, 'acme/platform', 'private', 'Platform');
  addGroup(plot, 'acme-open', 'public', 'Acme Open');
  for (const role of ['owner', 'maintainer', 'developer', 'reporter', 'guest'] as const) {
    addMember(plot, people[role], acme, accessLevels[role]);
  }
  const shop = addProject(plot, 'acme/shop', { name: 'Shop' });
  addProject(plot, 'acme/empty', { name: 'Empty' });
  const tools = addProject(plot, 'acme/platform/tools', { name: 'Tools' });
  const site = addProject(plot, 'acme-open/site', { name: 'Site', visibility: 'public' });
  addProjectTokens(plot.world, shop, people.developer);
  await plant(plot, addRepository(plot, shop, ''), named('main'));
  await plant(plot, addRepository(plot, shop, 'web'), releases({ count: 3 }));
  await plant(plot, addRepository(plot, shop, 'scratch'), empty);
  await plant(plot, addRepository(plot, tools, 'cli'), named('v1', 'v2'));
  await plant(plot, addRepository(plot, site, ''), named('latest'));
}
