import { buildImage } from '../gitlab/registry/images.ts';
import { accessLevels } from '../gitlab/world/world.ts';
import { addGroup, addMember, addProject, addRepository, type Plot } from '../gitlab/seed/plot.ts';

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
