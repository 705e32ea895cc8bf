import * as vscode from 'vscode';
import type { DeletionDraft } from './deletionSteps.ts';
import { planLines, tagLines } from './impactText.ts';
import { count } from '../text/numbers.ts';
import { visible } from '../text/visibleText.ts';
import { confirm } from '../messages.ts';

/** More tags than that are too many for a question. */
export const mostInModal = 20;

/** Asks whether these tags may be deleted, and says what else that touches. */
export async function confirmDeletion(drafts: readonly DeletionDraft[]): Promise<boolean> {
  const { t } = vscode.l10n;
  const names = drafts.flatMap(({ plan }) => plan.tags.map(({ name }) => name));
  const number = count(names.length);
  const [only] = names;
  const isOne = names.length === 1 && only !== undefined;
  const question = isOne ? t('Delete the tag “{0}”?', visible(only)) : t('Delete {0} tags?', number);
  const button = isOne ? t('Delete Tag') : t('Delete {0} Tags', number);
  const detail = detailOf(drafts);
  return (await confirm(question, detail, button)) === button;
}

function detailOf(drafts: readonly DeletionDraft[]): string {
  const parts = drafts.map(({ target: { repository, reasons }, plan }) => [
    ...plan.tags.flatMap((tag) =>
      tagLines(repository.path, tag, { reason: reasons?.get(tag.name), role: plan.role }),
    ),
    '',
    ...planLines(plan),
  ]);
  return parts.map((lines) => lines.join('\n')).join('\n\n');
}
