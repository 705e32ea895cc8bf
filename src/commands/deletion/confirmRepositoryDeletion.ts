import * as vscode from 'vscode';
import type { Repository } from '../../domain/repository.ts';
import { byteSize, count } from '../../ui/text/numbers.ts';
import { visible } from '../../ui/text/visibleText.ts';
import { askLine } from '../../ui/questions.ts';

/** Asks to type the path of a repository that is to be deleted, and says how much is in it. */
export async function confirmRepositoryDeletion(repository: Repository): Promise<boolean> {
  const { t } = vscode.l10n;
  const { path, tagCount, sizeBytes } = repository;
  const tags = tagCount === undefined ? t('an unknown number of tags') : t('{0} tags', count(tagCount));
  const size = sizeBytes === undefined ? t('unknown size') : byteSize(sizeBytes);
  const typed = await askLine({
    title: t('Delete the repository “{0}” with {1} ({2})?', visible(path), tags, size),
    prompt: t('This can’t be undone. Type the path “{0}” to delete it.', visible(path)),
    placeHolder: path,
    ignoreFocusOut: true,
    validateInput: (text) =>
      text === path ? undefined : t('Type the path “{0}” to delete it.', visible(path)),
  });
  return typed === path;
}
