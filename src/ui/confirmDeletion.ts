import * as vscode from 'vscode';
import type { Tag } from '../domain/tag.ts';
import { count } from './numbers.ts';
import { visible } from './visibleText.ts';

/** How many tags a question names before it only counts. */
const named = 20;

/** One tag that is about to be deleted. */
export interface DoomedTag {
  readonly tag: Tag;
  readonly repositoryPath: string;
}

/** Asks whether these tags may be deleted. The question names them and says what will be refused and what stays. */
export async function confirmDeletion(doomed: readonly DoomedTag[]): Promise<boolean> {
  const { t } = vscode.l10n;
  const isOne = doomed.length === 1;
  const question = isOne
    ? t('Delete the tag “{0}”?', visible(doomed[0]?.tag.name ?? ''))
    : t('Delete {0} tags?', count(doomed.length));
  const button = isOne ? t('Delete Tag') : t('Delete {0} Tags', count(doomed.length));
  const answer = await vscode.window.showWarningMessage(
    question,
    { modal: true, detail: detailOf(doomed) },
    button,
  );
  return answer === button;
}

function detailOf(doomed: readonly DoomedTag[]): string {
  const { t } = vscode.l10n;
  const lines = doomed
    .slice(0, named)
    .map(({ tag, repositoryPath }) => visible(`${repositoryPath}:${tag.name}`));
  if (doomed.length > named) lines.push(t('… and {0} more', count(doomed.length - named)));
  const guarded = doomed
    .filter(({ tag }) => tag.protection !== undefined)
    .map(({ tag }) => visible(tag.name));
  const notes = [
    guarded.length === 0
      ? undefined
      : t('Protected, so GitLab may refuse: {0}.', guarded.slice(0, named).join(', ')),
    t('Tags are deleted by name: other tags of the same image stay. This cannot be undone.'),
  ];
  return [...lines, '', ...notes.filter((note) => note !== undefined)].join('\n');
}
