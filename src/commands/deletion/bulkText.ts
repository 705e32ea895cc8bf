import { l10n } from 'vscode';
import type { BulkForecast, BulkGround } from '../../domain/deletion/bulkForecast.ts';
import type { BulkRule } from '../../domain/deletion/bulkRule.ts';
import { dateOfTag, type Tag } from '../../domain/tag.ts';
import { count, relativeTime } from '../../ui/text/numbers.ts';
import { runNoteText } from '../../ui/text/runNoteText.ts';
import { visible } from '../../ui/text/visibleText.ts';

const { t } = l10n;
const mostExamples = 5;

/** What a rule does and what is special about this way of deleting, a sentence each. `requests`: to save the manifests. */
export function bulkLines(
  { rule, forecast, ground }: { rule: BulkRule; forecast: BulkForecast; ground: BulkGround },
  requests: number,
): readonly string[] {
  const { certain, possible, staying, notes } = forecast;
  return [
    ruleText(rule),
    '',
    t('{0} tags will be deleted: {1}', count(certain.length), examplesOf(certain)),
    ...(possible.length === 0
      ? []
      : [t('{0} more may be deleted: {1}', count(possible.length), examplesOf(possible))]),
    t('{0} tags are kept.', count(staying)),
    ...(forecast.protected.length === 0
      ? []
      : [
          t(
            '{0} matching tags are kept because a rule protects them from you.',
            count(forecast.protected.length),
          ),
        ]),
    ...notes.filter(({ code }) => code !== 'allProtected' && code !== 'timeLimit').map(runNoteText),
    '',
    t('GitLab does this in the background, once an hour for each repository, and doesn’t report failures.'),
    t('Unlike a cleanup policy, this doesn’t resume if it times out (after about 250 seconds).'),
    ground.registry === 'legacy'
      ? t('On this registry, GitLab deletes protected tags too.')
      : t('Unlike a cleanup policy, it deletes protected tags that your role may delete.'),
    t(
      'GitLab keeps no copy. To be able to undo this, save the manifests first (about {0} requests).',
      count(requests),
    ),
  ];
}

/** The rule in GitLab's own words. */
function ruleText({ nameRegexDelete, nameRegexKeep, keepN, olderThan }: BulkRule): string {
  const fields = [
    `name_regex_delete: ${nameRegexDelete}`,
    ...(nameRegexKeep === undefined ? [] : [`name_regex_keep: ${nameRegexKeep}`]),
    ...(keepN === undefined ? [] : [`keep_n: ${keepN}`]),
    ...(olderThan === undefined ? [] : [`older_than: ${olderThan}`]),
  ];
  return visible(fields.join('   '));
}

function examplesOf(tags: readonly Tag[]): string {
  const names = tags.slice(0, mostExamples).map(({ name }) => visible(name));
  return tags.length > mostExamples ? `${names.join(', ')}, …` : names.join(', ');
}

/** Every tag of a forecast, a line each. `now`: ms since 1970. */
export function forecastReport({ certain, possible }: BulkForecast, now: number): string {
  const line = (mark: string) => (tag: Tag) =>
    visible([tag.name, relativeTime(dateOfTag(tag) ?? '', now), mark].filter(Boolean).join('\t'));
  return [...certain.map(line(t('deleted'))), ...possible.map(line(t('may be deleted')))].join('\n');
}
