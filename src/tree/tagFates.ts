import { forecast, whenDeleted } from '../domain/cleanup/forecast.ts';
import type { PolicyProject, ProjectAddress, RepositoryTags } from '../domain/cleanup/policyProject.ts';
import { compileRules } from '../domain/cleanup/rules.ts';
import { simulate } from '../domain/cleanup/simulate.ts';
import { simulatedTag } from '../domain/cleanup/simulatedTag.ts';
import { indexTags } from '../domain/cleanup/tagIndex.ts';
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

/** Of more tags nothing is foretold by the way: somebody only points at a row. About 50 ms. */
const mostTags = 20_000;
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
    if (known === undefined || known.repository.tags.length > mostTags) return undefined;
    const { tags } = known.repository;
    const at = now();
    const isGood =
      last?.policy === known.project &&
      last.tags === tags &&
      last.count === tags.length &&
      at - last.at < freshFor;
    if (!isGood) last = foretell(known.project, known.repository, at);
    return last?.fateOf(tag.name);
  };
}

function foretell(project: PolicyProject, repository: RepositoryTags, at: number): Foretold | undefined {
  const { policy, protections } = project;
  // Without the protection rules, "it goes" might be wrong.
  if (policy === undefined || protections === undefined) return undefined;
  const rules = compileRules(policy, protections);
  const isByDate = rules.keepN !== undefined || rules.olderThanSeconds !== undefined;
  if (isByDate && !repository.hasDates) return undefined;
  const tags = repository.tags.map((tag) => simulatedTag(tag, repository.registry));
  const places = new Map(tags.map(({ name }, place) => [name, place]));
  const index = indexTags(tags);
  const context = { registry: repository.registry, now: at };
  const { verdicts } = simulate(rules, index, context);
  const coming = forecast(rules, index, policy, { ...context, maxRuns: 100 });
  const fateOf = (name: string): string | undefined => {
    const place = places.get(name);
    if (place === undefined) return undefined;
    const verdict = verdicts[place];
    if (policy.enabled && verdict?.code === 'deleted' && verdict.chance === 'tie')
      return verdictText(verdict);
    const deletion = whenDeleted(coming, place);
    return deletion.code === 'never' ? verdictText(deletion.verdict) : deletionText(deletion);
  };
  return { policy: project, tags: repository.tags, count: tags.length, at, fateOf };
}
