import { buildImage } from '../gitlab/registry/images.ts';
import type { Seed } from '../gitlab/seed/plot.ts';
import { addGroup, addMember, addProject, addRepository, daysAgo } from '../gitlab/seed/plot.ts';
import { accessLevels } from '../gitlab/world/world.ts';

/** The repository that `plantTags` fills. */
export const bigRepository = 'acme/big/app';

/** How many images the tags share; pipelines tag the same image many times. */
const distinctImages = 20;

/** One repository with so many tags: versions, merge requests and commits, the newest first in time. */
export function plantTags(count: number): Seed {
  return async (plot) => {
    const acme = addGroup(plot, 'acme', 'private', 'Acme');
    addMember(plot, plot.people.maintainer, acme, accessLevels.maintainer);
    const { path } = addRepository(plot, addProject(plot, 'acme/big', { name: 'Big' }), 'app');
    const images = Array.from({ length: distinctImages }, (_, at) =>
      buildImage({ seed: `scale ${at}`, layers: 1, layerBytes: 500 }),
    );
    for (let at = 0; at < count; at += 1) {
      const image = images[at % distinctImages];
      if (image === undefined) throw new Error('there are fewer images than said');
      await plot.backend.put(path, nameAt(at), image, {
        createdAt: daysAgo(plot, 0.1 + (at * 700) / count).toISOString(),
      });
    }
  };
}

/** A group with so many projects of one repository each, and three tags in the first one. */
export function plantProjects(count: number): Seed {
  return async (plot) => {
    const acme = addGroup(plot, 'acme', 'private', 'Acme');
    addMember(plot, plot.people.maintainer, acme, accessLevels.maintainer);
    const image = buildImage({ seed: 'scale', layers: 1, layerBytes: 500 });
    for (let at = 0; at < count; at += 1) {
      const project = addProject(plot, `acme/project-${String(at).padStart(4, '0')}`);
      const { path } = addRepository(plot, project, 'app');
      if (at === 0)
        for (const name of ['1.0.0', '1.1.0', 'latest']) await plot.backend.put(path, name, image);
    }
  };
}

/** Three kinds of names in turn: `12.3.4`, `mr-57`, `main-0000beef`. */
function nameAt(at: number): string {
  const turn = at % 3;
  if (turn === 0) return `${Math.floor(at / 3000)}.${Math.floor(at / 30) % 100}.${at % 30}`;
  return turn === 1 ? `mr-${at}` : `main-${at.toString(16).padStart(8, '0')}`;
}
