import * as vscode from 'vscode';
import { compileTagFilter, parseTagFilter, tagFilterText } from '../../domain/tags/tagFilter.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import type { Targets } from '../shared/targets.ts';
import type { TagViewStore } from '../shared/tagViewStore.ts';
import { askLine } from '../../ui/questions.ts';

/** Asks which tags of a repository to show; it is remembered for this repository until it is cleared. */
export function filterTags(targets: Targets, views: TagViewStore): CommandHandler {
  return async (node) => {
    const row = await targets.one(['repository'], node);
    if (row === undefined) return;
    const { connectionId, repository } = row;
    const { filter } = views.get(connectionId, repository.id);
    const typed = await askTagPattern({
      title: vscode.l10n.t('Filter the tags of {0}', repository.path),
      value: filter === undefined ? '' : tagFilterText(filter),
    });
    if (typed === undefined) return;
    await views.change(connectionId, repository.id, { filter: parseTagFilter(typed) });
  };
}

/** Shows all tags of a repository again. */
export function clearTagFilter(targets: Targets, views: TagViewStore): CommandHandler {
  return async (node) => {
    const row = await targets.one(['repository'], node);
    if (row !== undefined) await views.change(row.connectionId, row.repository.id, { filter: undefined });
  };
}

/** Asks for part of a name, a glob or a regular expression; one that is not valid cannot be accepted. */
export async function askTagPattern(shown: {
  readonly title: string;
  readonly value?: string;
}): Promise<string | undefined> {
  return askLine({
    ...shown,
    prompt: vscode.l10n.t('Part of the name, a glob with * and ?, or a regular expression between slashes'),
    placeHolder: 'mr-*',
    ignoreFocusOut: true,
    validateInput: (text) => {
      const filter = parseTagFilter(text);
      const error = filter === undefined ? undefined : compileTagFilter(filter).error;
      return error && vscode.l10n.t('Not a valid regular expression: {0}', error.message);
    },
  });
}
