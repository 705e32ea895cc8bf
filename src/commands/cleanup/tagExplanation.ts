import { l10n } from 'vscode';
import { explain } from '../../domain/cleanup/explain.ts';
import { forecast, whenDeleted } from '../../domain/cleanup/forecast.ts';
import type { PolicyProject, RepositoryTags } from '../../domain/cleanup/policyProject.ts';
import { compileRules } from '../../domain/cleanup/rules.ts';
import { simulate } from '../../domain/cleanup/simulate.ts';
import { simulatedTag } from '../../domain/cleanup/simulatedTag.ts';
import { indexTags } from '../../domain/cleanup/tagIndex.ts';
import { changeText, deletionText, verdictText } from '../../ui/text/cleanupWords.ts';

/** Why the policy keeps or deletes a tag, when it goes and what would change that: one sentence a line. `now` in epoch ms. */
export function explanationOf(
  { policy, protections = [] }: PolicyProject,
  repository: RepositoryTags,
  name: string,
  now: number,
): readonly string[] {
  if (policy === undefined) return [l10n.t('GitLab shows no cleanup policy of this project.')];
  const tags = repository.tags.map((tag) => simulatedTag(tag, repository.registry));
  const place = tags.findIndex((tag) => tag.name === name);
  if (place < 0) return [l10n.t('The tag is no longer in the list of the repository.')];
  const rules = compileRules(policy, protections);
  const isByDate = rules.keepN !== undefined || rules.olderThanSeconds !== undefined;
  if (!repository.hasDates && isByDate)
    return [l10n.t('None of these tags has a date, so the result for this one is unknown.')];
  const index = indexTags(tags);
  const context = { registry: repository.registry, now };
  const { verdicts } = simulate(rules, index, context);
  const { verdict, changes, needed } = explain(rules, index, place, { ...context, verdicts });
  const deletion = whenDeleted(forecast(rules, index, policy, context), place);
  const lead =
    needed === 'all'
      ? l10n.t('It would be deleted only if all of the following were true:')
      : l10n.t('It would be kept if any of the following were true:');
  const incomplete =
    repository.state === 'complete' ? [] : [l10n.t('Not all tags could be listed, so this may be wrong.')];
  return [
    ...incomplete,
    l10n.t('If cleanup ran now: {0}.', verdictText(verdict)),
    deletionText(deletion),
    ...(changes.length === 0 ? [] : ['', lead, ...changes.map((change) => `• ${changeText(change, name)}`)]),
  ];
}
