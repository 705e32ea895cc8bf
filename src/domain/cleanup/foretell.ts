import { forecast, whenDeleted, type Deletion } from './forecast.ts';
import type { PolicyProject, RepositoryTags } from './policyProject.ts';
import { compileRules } from './rules.ts';
import { simulate } from './simulate.ts';
import { simulatedTag } from './simulatedTag.ts';
import { indexTags } from './tagIndex.ts';
import type { Verdict } from './verdict.ts';

/** What becomes of a tag. `undecided`: of tags of the same date GitLab deletes some, nobody can say which. */
export type TagFate = Deletion | { readonly code: 'undecided'; readonly verdict: Verdict };

/** Of more tags nothing is foretold by the way: somebody only points at one. About 50 ms. */
const mostTags = 20_000;

/**
 * What the coming runs of a project's policy do to the tags of a repository, by name. `undefined` where something that decides is
 * not known: the policy, the protection rules, or dates. `now`: epoch ms.
 */
export function foretell(
  { policy, protections }: Pick<PolicyProject, 'policy' | 'protections'>,
  repository: Pick<RepositoryTags, 'tags' | 'hasDates' | 'registry'>,
  now: number,
): ((name: string) => TagFate | undefined) | undefined {
  // Without the protection rules, "it goes" might be wrong.
  if (policy === undefined || protections === undefined || repository.tags.length > mostTags)
    return undefined;
  const rules = compileRules(policy, protections);
  const isByDate = rules.keepN !== undefined || rules.olderThanSeconds !== undefined;
  if (isByDate && !repository.hasDates) return undefined;
  const tags = repository.tags.map((tag) => simulatedTag(tag, repository.registry));
  const places = new Map(tags.map(({ name }, place) => [name, place]));
  const index = indexTags(tags);
  const context = { registry: repository.registry, now };
  const { verdicts } = simulate(rules, index, context);
  const coming = forecast(rules, index, policy, { ...context, maxRuns: 100 });
  return (name) => {
    const place = places.get(name);
    if (place === undefined) return undefined;
    const verdict = verdicts[place];
    if (policy.enabled && verdict?.code === 'deleted' && verdict.chance === 'tie')
      return { code: 'undecided', verdict };
    return whenDeleted(coming, place);
  };
}
