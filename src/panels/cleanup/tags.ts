import type { RepositoryTags } from '../../domain/cleanup/policyProject.ts';
import { simulatedTag } from '../../domain/cleanup/simulatedTag.ts';
import { indexTags, type TagIndex } from '../../domain/cleanup/tagIndex.ts';

/** The tags of a repository, ready to be simulated. */
export interface IndexedRepository {
  readonly source: RepositoryTags;
  readonly index: TagIndex;
  /** Number of its first tag among all tags of the project. */
  readonly offset: number;
}

/** All tags of a project, numbered through in the order of repositories and names. */
export interface IndexedTags {
  readonly repositories: readonly IndexedRepository[];
  readonly names: readonly string[];
  /** By number of the tag: index into `repositories`. */
  readonly repositoryOf: Uint32Array;
  /** By number of the tag: epoch ms, NaN where unknown. */
  readonly dates: Float64Array;
  /** By number of the tag: bytes, NaN where unknown. */
  readonly sizes: Float64Array;
  /** By number of the tag: the same number for tags of one digest; -1 where it is unknown. */
  readonly digests: Int32Array;
  /** By those numbers. */
  readonly digestNames: readonly string[];
}

/** Puts the tags in order, once for any number of simulations. */
export function indexProject(sources: readonly RepositoryTags[]): IndexedTags {
  const sorted = [...sources].sort((a, b) => (a.path < b.path ? -1 : 1));
  const names: string[] = [];
  const repositories = sorted.map((source): IndexedRepository => {
    const tags = [...source.tags].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    const offset = names.length;
    const index = indexTags(tags.map((tag) => simulatedTag(tag, source.registry)));
    for (const { name } of tags) names.push(name);
    return { source: { ...source, tags }, index, offset };
  });
  const repositoryOf = new Uint32Array(names.length);
  const dates = new Float64Array(names.length);
  const sizes = new Float64Array(names.length);
  const digests = new Int32Array(names.length).fill(-1);
  const known = new Map<string, number>();
  repositories.forEach(({ source, index, offset }, repository) => {
    source.tags.forEach(({ digest, sizeBytes = NaN }, tag) => {
      const number = offset + tag;
      repositoryOf[number] = repository;
      dates[number] = index.dates[tag] ?? NaN;
      sizes[number] = sizeBytes;
      if (digest === undefined) return;
      const id = known.get(digest) ?? known.size;
      known.set(digest, id);
      digests[number] = id;
    });
  });
  return { repositories, names, repositoryOf, dates, sizes, digests, digestNames: [...known.keys()] };
}
