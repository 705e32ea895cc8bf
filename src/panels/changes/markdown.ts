import { markdownCode, markdownText } from '../../domain/tags/exportText.ts';
import type { ChangesView, FileChangeRow } from '../../protocol/changes.ts';

/** All that the page shows, as Markdown. */
export function changesMarkdown(view: ChangesView): string {
  const { name, before, after, summary, facts, packages, configuration, layers } = view;
  const files = view.files.rows.flatMap(filesBelow);
  return [
    `# ${markdownText(`${name} ${before} → ${after}`)}`,
    markdownText([summary, ...facts].join(' · ')),
    `## ${markdownText(packages.text)}`,
    ...packages.rows.map(
      (row) =>
        `- ${row.how}: ${markdownCode(row.name)} ${versions(row.before, row.after)} (${markdownText(row.type)})`,
    ),
    `## +${view.files.added} −${view.files.removed} ~${view.files.changed}`,
    ...files.map(
      ({ how, path, sizes }) => `- ${letters[how ?? 'changed']} ${markdownCode(`/${path}`)} ${sizes}`,
    ),
    `## ${markdownText(layers.text)}`,
    ...configuration.map(
      (row) => `- ${markdownCode(row.name)}: ${versions(row.before ?? '', row.after ?? '')}`,
    ),
    '',
  ].join('\n');
}

const letters = { added: 'A', changed: 'M', removed: 'D' } as const;

function filesBelow(row: FileChangeRow): readonly FileChangeRow[] {
  return row.how === undefined ? row.children.flatMap(filesBelow) : [row];
}

function versions(before: string, after: string): string {
  return [before, after]
    .filter((one) => one !== '')
    .map(markdownCode)
    .join(' → ');
}
