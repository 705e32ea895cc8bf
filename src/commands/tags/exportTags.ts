import * as vscode from 'vscode';
import { markdownText } from '../../domain/tags/exportText.ts';
import {
  exportTags,
  exportFormats,
  type ExportedTags,
  type ExportFormat,
} from '../../domain/tags/tagExport.ts';
import { viewTags } from '../../domain/tags/tagView.ts';
import type { TagNode } from '../../tree/nodes.ts';
import { count, dateTime } from '../../ui/text/numbers.ts';
import { openReport } from '../../ui/documents/reportDocument.ts';
import { tagViewText } from '../../ui/text/tagViewText.ts';
import { visible } from '../../ui/text/visibleText.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import type { Targets } from '../shared/targets.ts';
import type { WholeTags, ListedTags } from '../shared/listedTags.ts';
import type { TagViewStore } from '../shared/tagViewStore.ts';
import { choose } from '../../ui/questions.ts';

/** Writes the tags of a repository, as they are filtered and sorted, into a new document. `now`: ms since 1970. */
export function exportTagList(
  targets: Targets,
  sources: { readonly whole: WholeTags; readonly lists: ListedTags; readonly views: TagViewStore },
  now: () => number,
): CommandHandler {
  return async (node) => {
    const row = await targets.one(['repository'], node);
    const format = row && (await askFormat(row.repository.path));
    if (row === undefined || format === undefined) return;
    const { connectionId, repository } = row;
    await sources.whole.all(connectionId, repository);
    const list = sources.lists.tags(connectionId, repository);
    const view = sources.views.get(connectionId, repository.id);
    const exported: ExportedTags = {
      location: repository.location,
      tags: viewTags(list.items, view),
      view: tagViewText(view),
      partial: partialText(list),
      at: now(),
    };
    const content = exportTags(format, exported, wordsOf(exported));
    await openReport(vscode.l10n.t('Tags of {0}', repository.name), content, format);
  };
}

/** Writes chosen tags, and no others, into a new document. `now`: ms since 1970. */
export async function exportChosen(chosen: readonly TagNode[], now: number): Promise<void> {
  const location = commonStart(chosen.map(({ repository }) => repository.location));
  const format = await askFormat(location);
  if (format === undefined) return;
  const tags = chosen.map(({ tag }) => tag);
  const exported: ExportedTags = { location, tags, view: undefined, partial: undefined, at: now };
  await openReport(
    vscode.l10n.t('Tags of {0}', location),
    exportTags(format, exported, wordsOf(exported)),
    format,
  );
}

/** `host/group/project` of `host/group/project/web` and `host/group/project/api`. */
function commonStart(locations: readonly string[]): string {
  const [first = '', ...others] = locations;
  const parts = first.split('/');
  const end = parts.findIndex((part, at) => others.some((other) => other.split('/')[at] !== part));
  return (end < 0 ? parts : parts.slice(0, end)).join('/');
}

async function askFormat(path: string): Promise<ExportFormat | undefined> {
  const { t } = vscode.l10n;
  const labels: Readonly<Record<ExportFormat, string>> = {
    markdown: t('Markdown table'),
    csv: t('CSV, for a spreadsheet'),
    json: 'JSON',
  };
  const items = exportFormats.map((format) => ({ label: labels[format], format }));
  const title = t('Export the tags of {0}', visible(path));
  return (await choose(items, { title }))?.format;
}

/** What is not loaded, or was never listed, is said: an export looks complete by itself. */
function partialText(list: ReturnType<ListedTags['tags']>): string | undefined {
  if (!list.hasMore && list.incomplete === undefined) return undefined;
  const { t } = vscode.l10n;
  const loaded = count(list.items.length);
  return list.total === undefined
    ? t('Incomplete: only {0} tags were loaded.', loaded)
    : t('Incomplete: only {0} of {1} tags were loaded.', loaded, count(list.total));
}

function wordsOf({ location, tags, view, partial, at }: ExportedTags): Parameters<typeof exportTags>[2] {
  const { t } = vscode.l10n;
  const facts = [
    t('{0} tags, listed {1}.', count(tags.length), dateTime(new Date(at).toISOString())),
    view === undefined ? undefined : markdownText(t('Shown: {0}', view)),
    partial === undefined ? undefined : `**${partial}**`,
  ];
  return {
    title: t('Tags of {0}', markdownText(location)),
    facts: facts.filter((fact) => fact !== undefined),
    columns: {
      tag: t('Tag'),
      digest: t('Digest'),
      size: t('Size in bytes'),
      published: t('Date'),
      reference: t('Reference'),
    },
  };
}
