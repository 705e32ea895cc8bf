import { buildImage, buildIndex } from '../gitlab/registry/images.ts';
import { addGroup, addMember, addProject, addRepository, type Plot } from '../gitlab/seed/plot.ts';
import { accessLevels } from '../gitlab/world/world.ts';

/** The project that files of tests name images of; its registry's paths are in lower case. */
const namedProject = 'acme/Shop';

const day = (month: number, at: number): string => new Date(Date.UTC(2026, month - 1, at, 9)).toISOString();

/**
 * What files of tests name: `web` with a line of versions, a tag that cleanup takes, a tag on an image for several platforms; and
 * eleven more repositories with two versions each.
 */
export async function plantReferences(plot: Plot): Promise<void> {
  const acme = addGroup(plot, 'acme', 'private', 'Acme');
  addMember(plot, plot.people.maintainer, acme, accessLevels.maintainer);
  const policy = { enabled: true, keepN: undefined, olderThan: '7d', nameRegex: 'old-.*' };
  const shop = addProject(plot, namedProject, { name: 'Shop', policy });
  const { path } = addRepository(plot, shop, 'web');
  const put = async (tag: string, created: string, at = created): Promise<void> => {
    const image = buildImage({ seed: created, created });
    await plot.backend.put(path, tag, image, { createdAt: at });
  };
  await put('old-1', day(1, 1));
  await put('1.0.0', day(1, 5));
  await put('1.0.1', day(2, 5));
  await put('1.20', day(3, 5));
  await put('2.0.0', day(4, 5));
  await put('stable', day(2, 5), day(4, 6));
  const many = buildIndex({ seed: 'many', created: day(4, 7) });
  await plot.backend.put(path, 'many', many, { createdAt: day(4, 7) });
  for (let number = 1; number <= 11; number += 1) {
    const service = addRepository(plot, shop, `svc${number}`);
    for (const tag of ['1.0', '1.1']) {
      const image = buildImage({ seed: `${number} ${tag}`, layers: 1, created: day(2, number) });
      await plot.backend.put(service.path, tag, image, { createdAt: day(2, number) });
    }
  }
}
