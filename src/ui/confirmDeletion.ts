import * as vscode from 'vscode';
import type { DeletionPlan, FileMention, RepositoryKnowledge } from '../domain/deletion/plan.ts';
import type { DeletionTarget } from '../domain/deletion/target.ts';
import { planLines, tagLines } from './impactText.ts';
import { count } from './numbers.ts';
import { openReport } from './reportDocument.ts';
import { visible } from './visibleText.ts';

/** From more tags on, the list is a document and a sentence has to be typed. */
const mostInModal = 20;

/** What is to be deleted in one repository, what that means, and what was known when that was worked out. */
export interface DeletionDraft {
  readonly target: DeletionTarget;
  readonly known: RepositoryKnowledge;
  readonly mentions: readonly FileMention[];
  readonly plan: DeletionPlan;
}

/** Asks whether these tags may be deleted, and says what else that touches. */
export async function confirmDeletion(plans: readonly DeletionDraft[]): Promise<boolean> {
  const { t } = vscode.l10n;
  const names = plans.flatMap(({ plan }) => plan.tags.map(({ name }) => name));
  const number = count(names.length);
  if (names.length > mostInModal) return confirmMany(plans, number);
  const [only] = names;
  const isOne = names.length === 1 && only !== undefined;
  const question = isOne ? t('Delete the tag “{0}”?', visible(only)) : t('Delete {0} tags?', number);
  const button = isOne ? t('Delete Tag') : t('Delete {0} Tags', number);
  const detail = detailOf(plans);
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, button)) === button;
}

/** Too many for a question: the list opens as a document that can be searched, and a sentence is to be typed beside it. */
async function confirmMany(plans: readonly DeletionDraft[], number: string): Promise<boolean> {
  const { t } = vscode.l10n;
  await openReport(t('Tags to be deleted: {0}', number), `${detailOf(plans)}\n`);
  const sentence = t('delete {0} tags', number);
  const typed = await vscode.window.showInputBox({
    title: t('Delete {0} tags?', number),
    prompt: t('Read the list, then type “{0}”.', sentence),
    placeHolder: sentence,
    ignoreFocusOut: true,
    validateInput: (text) => (text === sentence ? undefined : t('Type “{0}” to delete them.', sentence)),
  });
  return typed === sentence;
}

function detailOf(plans: readonly DeletionDraft[]): string {
  const parts = plans.map(({ target: { repository, reasons }, plan }) => [
    ...plan.tags.flatMap((tag) => tagLines(repository.path, tag, reasons?.get(tag.name))),
    '',
    ...planLines(plan),
  ]);
  return parts.map((lines) => lines.join('\n')).join('\n\n');
}
