import { foretell } from '../domain/cleanup/foretell.ts';
import type { PolicyProject, ProjectAddress, RepositoryTags } from '../domain/cleanup/policyProject.ts';
import type { Repository } from '../domain/repository.ts';
import { deletionText, verdictText } from '../ui/text/cleanupWords.ts';

/** What is loaded already; asks nothing. */
export interface LoadedPolicies {
  loaded(
    address: ProjectAddress,
    repository: Repository,
  ): { readonly project: PolicyProject; readonly repository: RepositoryTags } | undefined;
}

/** A tag, by where it stands in the tree. */
export interface TagPlace extends ProjectAddress {
  readonly repository: Repository;
  readonly tag: { readonly name: string };
}

/** For so long the last simulation is good enough, ms. */
const freshFor = 60_000;

interface Foretold {
  readonly policy: unknown;
  readonly tags: readonly unknown[];
  readonly count: number;
  readonly at: number;
  fateOf(name: string): string | undefined;
}

/**
 * Says in a line when the cleanup policy deletes a tag or why it does not, where everything that decides is loaded; `undefined`
 * where it is not. The last repository is remembered, so that the next tag of it costs nothing. `now` gives epoch ms.
 */
export function tagFates(
  policies: LoadedPolicies,
  now: () => number,
): (place: TagPlace) => string | undefined {
  let last: Foretold | undefined;
  return ({ connectionId, projectPath, repository, tag }) => {
    const known = policies.loaded({ connectionId, projectPath }, repository);
    if (known === undefined) return undefined;
    const { tags } = known.repository;
    const at = now();
    const isGood =
      last?.policy === known.project &&
      last.tags === tags &&
      last.count === tags.length &&
      at - last.at < freshFor;
    if (!isGood) last = foretold(known.project, known.repository, at);
    return last?.fateOf(tag.name);
  };
}

function foretold(project: PolicyProject, repository: RepositoryTags, at: number): Foretold | undefined {
  const fates = foretell(project, repository, at);
  if (fates === undefined) return undefined;
  const fateOf = (name: string): string | undefined => {
    const fate = fates(name);
    if (fate === undefined) return undefined;
    return fate.code === 'never' || fate.code === 'undecided'
      ? verdictText(fate.verdict)
      : deletionText(fate);
  };
  return { policy: project, tags: repository.tags, count: repository.tags.length, at, fateOf };
}
