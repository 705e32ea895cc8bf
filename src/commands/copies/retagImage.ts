import * as vscode from 'vscode';
import type { DoomedName } from '../../domain/deletion/outcome.ts';
import type { PutResult } from '../../domain/deletion/restoration.ts';
import { isTagName } from '../../domain/imageReference.ts';
import type { Repository } from '../../domain/repository.ts';
import { showRetagged } from './retagResult.ts';
import { visible } from '../../ui/text/visibleText.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import type { Targets } from '../shared/targets.ts';
import { askLine } from '../../ui/questions.ts';
import { withoutCancel } from '../../ui/progress.ts';

/** Gives images further names. */
export interface Retagger {
  /** A name that is taken stays as it is. Rejects when the image cannot be read. */
  retag(
    connectionId: string,
    repository: Repository,
    names: { readonly from: DoomedName; readonly to: string },
  ): Promise<PutResult>;
}

/** Gives the image of a tag another name in the same repository, without pulling it. */
export function retagImage(targets: Targets, retagger: Retagger): CommandHandler {
  return async (node) => {
    const { t } = vscode.l10n;
    const row = await targets.one(['tag'], node);
    if (row === undefined) return;
    const { tag, repository, connectionId } = row;
    const to = await askLine({
      title: t('Another name for the image of “{0}”', visible(tag.name)),
      prompt: t('The image gets this tag too. A tag that exists isn’t moved.'),
      value: tag.name,
      validateInput: (text) =>
        isTagName(text) && text !== tag.name
          ? undefined
          : t('Letters, digits, “_”, “.” and “-”, at most 128, and another name than now.'),
    });
    if (to === undefined) return;
    const result = await withoutCancel(() => retagger.retag(connectionId, repository, { from: tag, to }));
    await showRetagged(to, result);
  };
}
