import { l10n } from 'vscode';
import { Failure } from '../../base/failure.ts';
import { isBack } from '../../domain/deletion/restoration.ts';
import type { DeletionSheetView, SheetNote } from '../../protocol/deletion.ts';
import { outcomeSentence } from '../../ui/deletion/deletionResult.ts';
import { failureText } from '../../ui/text/failureText.ts';
import { planLines } from '../../ui/deletion/impactText.ts';
import { count } from '../../ui/text/numbers.ts';
import { restorationSentence } from '../../ui/deletion/restorationResult.ts';
import { visible } from '../../ui/text/visibleText.ts';
import type { DeletionSession } from './session.ts';

const { t } = l10n;

/** Everything that the page of a deletion shows besides its rows. */
export function deletionSheetView(session: DeletionSession): DeletionSheetView {
  const { stage, drafts, list, progress } = session;
  const isPlan = stage === 'plan';
  const refusal = isPlan ? refusalOf(session) : undefined;
  const shown = list.view(isPlan && progress === undefined);
  const number = count(shown.checked);
  return {
    stage,
    title: titleOf(session, number),
    repositories: drafts.map(({ target }) => visible(target.repository.path)),
    notes: [
      ...(refusal === undefined ? [] : [refusal]),
      ...(session.failure === undefined ? [] : [failureNote(session.failure)]),
      ...(isPlan ? planNotes(session) : resultNotes(session)),
    ],
    list: shown,
    sentence: isPlan && shown.checked > 0 && refusal === undefined ? t('delete {0} tags', number) : '',
    deleteLabel: t('Delete {0} Tags', number),
    canMeasure: session.canMeasure,
    ...(progress === undefined ? {} : { progress }),
    canRetry: session.canRetry,
    canUndo: session.canUndo,
  };
}

/** What a page shows whose session went with the window. */
export function lostSheet(): DeletionSheetView {
  return {
    stage: 'lost',
    title: t('Deleted tags'),
    repositories: [],
    notes: [
      {
        level: 'info',
        text: t(
          'This plan is no longer available because its window was closed. Deleted tags are listed in the deleted tags journal.',
        ),
      },
    ],
    list: {
      columns: [],
      isGrouped: false,
      filters: [],
      order: { column: '', isDescending: false },
      checked: 0,
      canCheck: false,
      version: 0,
    },
    sentence: '',
    deleteLabel: '',
    canMeasure: false,
    canRetry: 0,
    canUndo: 0,
  };
}

function titleOf({ stage, progress }: DeletionSession, number: string): string {
  if (stage === 'plan') return t('Delete {0} tags?', number);
  if (progress === undefined) return t('Deleted tags');
  return stage === 'deleting' ? t('Deleting tags') : t('Restoring tags');
}

/** Why nothing may be deleted from here. */
function refusalOf(session: DeletionSession): SheetNote | undefined {
  try {
    session.assertMayDelete();
    return undefined;
  } catch (error) {
    return failureNote(Failure.from(error));
  }
}

function failureNote(failure: Failure): SheetNote {
  const { why, next } = failureText(failure);
  return { level: 'error', text: `${why} ${next}`.trim() };
}

function planNotes({ drafts }: DeletionSession): readonly SheetNote[] {
  return drafts
    .filter(({ plan }) => plan.tags.length > 0)
    .flatMap(({ target, plan }) =>
      planLines(plan).map((line): SheetNote => ({
        level: 'info',
        text: drafts.length > 1 ? `${visible(target.repository.path)}: ${line}` : line,
      })),
    );
}

function resultNotes({ list, stage }: DeletionSession): readonly SheetNote[] {
  if (stage === 'deleting') return [];
  const outcomes = list.rows.flatMap(({ outcome }) => outcome ?? []);
  const restorations = list.rows.flatMap(({ restoration }) => restoration ?? []);
  const isAll = outcomes.every(({ result }) => result === 'deleted');
  const note = (isGood: boolean, text: string): SheetNote => ({ level: isGood ? 'info' : 'warning', text });
  return [
    note(isAll, outcomeSentence(outcomes)),
    ...(restorations.length === 0
      ? []
      : [note(restorations.every(isBack), restorationSentence(restorations))]),
  ];
}
