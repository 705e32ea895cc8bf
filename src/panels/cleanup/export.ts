import type { PolicyFields } from '../../domain/cleanup/policyChange.ts';
import { l10n } from 'vscode';
import { csvText, markdownCode, markdownText } from '../../domain/tags/exportText.ts';
import type { PolicyDraft } from '../../protocol/cleanup.ts';
import { formOrder, fieldsOf } from './draft.ts';
import { goneAt } from './forecast.ts';
import type { Judged } from './judged.ts';
import { rowOf } from './rows.ts';
import { fieldLabel, valueLabel } from './words.ts';

/** A report's text and VS Code's language id for it. */
export interface ExportedReport {
  readonly language: 'markdown' | 'csv' | 'json';
  readonly content: string;
}

/** The last simulation as a text of its own. */
export function exportReport(
  format: ExportedReport['language'],
  judged: Judged,
  { draft, projectPath }: { readonly draft: PolicyDraft; readonly projectPath: string },
): ExportedReport {
  const write = { markdown: markdownOf, csv: csvOf, json: jsonOf }[format];
  return { language: format, content: write(judged, draft, projectPath) };
}

const iso = (at = NaN): string | undefined => (Number.isNaN(at) ? undefined : new Date(at).toISOString());

interface ExportedTag {
  readonly repository: string;
  readonly tag: string;
  readonly verdict: string;
  readonly reason: string;
  readonly date: string | undefined;
  readonly sizeBytes: number | undefined;
  readonly goesAt: string | undefined;
}

function tagsOf(judged: Judged): readonly ExportedTag[] {
  const { tags } = judged.simulation;
  return tags.names.map((name, tag) => {
    const { repository, verdict, reason } = rowOf(judged, tag);
    const size = tags.sizes[tag] ?? NaN;
    return {
      repository,
      tag: name,
      verdict,
      reason,
      date: iso(tags.dates[tag]),
      sizeBytes: Number.isNaN(size) ? undefined : size,
      goesAt: iso(goneAt(judged, tag)),
    };
  });
}

function jsonOf(judged: Judged, draft: PolicyDraft, projectPath: string): string {
  const report = {
    project: projectPath,
    simulatedAt: iso(judged.simulation.now),
    policy: attributesOf(fieldsOf(draft)),
    tags: tagsOf(judged),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function csvOf(judged: Judged): string {
  const head = ['repository', 'tag', 'verdict', 'reason', 'date', 'size_bytes', 'goes_at'];
  const rows = tagsOf(judged).map((one) => [
    one.repository,
    one.tag,
    one.verdict,
    one.reason,
    one.date,
    one.sizeBytes,
    one.goesAt,
  ]);
  return csvText([head, ...rows]);
}

function markdownOf(judged: Judged, draft: PolicyDraft, projectPath: string): string {
  const { t } = l10n;
  const doomed = tagsOf(judged).filter(({ verdict }) => verdict === 'deleted');
  const policy = formOrder.map((field) => {
    const isPattern = field === 'nameRegex' || field === 'nameRegexKeep';
    const value =
      isPattern && draft[field] !== '' ? markdownCode(draft[field]) : markdownText(valueLabel(field, draft));
    return `| ${markdownText(fieldLabel(field))} | ${value} |`;
  });
  const rows = doomed.map(
    ({ repository, tag, reason, date = '' }) =>
      `| ${markdownCode(`${repository}:${tag}`)} | ${markdownText(reason)} | ${date} |`,
  );
  return [
    `# ${t('Cleanup policy of {0}', markdownText(projectPath))}`,
    '',
    t(
      'Simulated {0}. {2} of {1} tags deleted.',
      iso(judged.simulation.now) ?? '',
      judged.goes.length,
      doomed.length,
    ),
    '',
    `| ${t('Field')} | ${t('Value')} |`,
    '| --- | --- |',
    ...policy,
    '',
    `| ${t('Tag')} | ${t('Reason')} | ${t('Date')} |`,
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

/** The policy in the words of GitLab's REST API. */
function attributesOf(fields: PolicyFields): Readonly<Record<string, unknown>> {
  return {
    enabled: fields.enabled,
    cadence: fields.cadence,
    keep_n: fields.keepN ?? null,
    older_than: fields.olderThan ?? null,
    name_regex: fields.nameRegex ?? null,
    name_regex_keep: fields.nameRegexKeep ?? null,
  };
}

/** The policy as a line for a shell; the token is read from the environment. Source: GitLab docs, "Edit a project". */
export function apiCall(instanceUrl: string, projectPath: string, draft: PolicyDraft): string {
  const body = JSON.stringify({ container_expiration_policy_attributes: attributesOf(fieldsOf(draft)) });
  const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
  return [
    'curl --request PUT --header "PRIVATE-TOKEN: $GITLAB_TOKEN" --header "Content-Type: application/json"',
    `--data ${quoted(body)}`,
    quoted(`${instanceUrl}/api/v4/projects/${encodeURIComponent(projectPath)}`),
  ].join(' \\\n  ');
}
