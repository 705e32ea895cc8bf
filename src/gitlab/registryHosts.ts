import type { Repository } from '../domain/repository.ts';
import type { Page, Tag } from '../domain/tag.ts';
import type { RepositoryCalls } from './repositories.ts';
import type { TagCalls } from './tags.ts';

/** Hears the `host[:port]` of each registry that GitLab's API names. */
export type HostListener = (host: string) => void;

type Locating = RepositoryCalls & Pick<TagCalls, 'tagsByGraphql' | 'tagsByKeyset' | 'tagsByOffset'>;

/** The same calls, which tell what host the locations in their answers begin with. */
export function tellingHosts(calls: Locating, tell: HostListener): Locating {
  const one = <T extends Pick<Repository | Tag, 'location'>>(found: T): T => {
    const slash = found.location.indexOf('/');
    if (slash > 0) tell(found.location.slice(0, slash));
    return found;
  };
  const page = <P extends Page<Pick<Repository | Tag, 'location'>>>(found: P): P => {
    found.items.forEach(one);
    return found;
  };
  return {
    topLevelGroups: (...given) => calls.topLevelGroups(...given),
    personalProjects: (...given) => calls.personalProjects(...given),
    groupRepositories: async (...given) => page(await calls.groupRepositories(...given)),
    projectRepositories: async (...given) => page(await calls.projectRepositories(...given)),
    projectRepositoriesByRest: async (...given) => page(await calls.projectRepositoriesByRest(...given)),
    repository: async (...given) => one(await calls.repository(...given)),
    tagsByGraphql: async (...given) => page(await calls.tagsByGraphql(...given)),
    tagsByKeyset: async (...given) => page(await calls.tagsByKeyset(...given)),
    tagsByOffset: async (...given) => page(await calls.tagsByOffset(...given)),
  };
}
