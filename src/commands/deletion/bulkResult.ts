import * as vscode from 'vscode';
import type { Failure } from '../../base/failure.ts';
import type { BulkOutcome } from '../../domain/deletion/bulkForecast.ts';
import { failureText } from '../../ui/text/failureText.ts';
import { count } from '../../ui/text/numbers.ts';
import { openReport } from '../../ui/documents/reportDocument.ts';
import { visible } from '../../ui/text/visibleText.ts';
import { tell, warn } from '../../ui/messages.ts';

/** What was seen after a rule was sent. */
export interface BulkSeen extends BulkOutcome {
  readonly end: 'done' | 'idle' | 'stopped';
  readonly failure?: Failure;
}

/** Says what of the foretold has happened, by listing; gives back whether the person wants it back. */
export async function showBulkResult(path: string, seen: BulkSeen, isUndoable: boolean): Promise<boolean> {
  const { t } = vscode.l10n;
  const [undo, details] = [t('Undo'), t('Show Details')];
  const buttons = [...(isUndoable ? [undo] : []), details];
  const isAsForetold = seen.stillThere.length === 0 && seen.unexpectedlyGone.length === 0;
  const text = sentencesOf(path, seen).join(' ');
  const answer = isAsForetold ? await tell(text, ...buttons) : await warn(text, ...buttons);
  if (answer === details) await openReport(t('Deleted by rule in {0}', path), reportOf(seen));
  return answer === undo;
}

function sentencesOf(path: string, { end, failure, ...outcome }: BulkSeen): readonly string[] {
  const { t } = vscode.l10n;
  const { gone, stillThere, possibleGone, unexpectedlyGone } = outcome;
  const foretold = gone.length + stillThere.length;
  const left: Readonly<Record<typeof end, string>> = {
    done: '',
    idle: t(
      '{0} tags remain, and nothing has changed for a while. GitLab may have failed silently.',
      count(stillThere.length),
    ),
    stopped: t(
      '{0} tags remained when you stopped watching. GitLab continues in the background.',
      count(stillThere.length),
    ),
  };
  return [
    t('{0}: {1} of {2} predicted tags were deleted.', path, count(gone.length), count(foretold)),
    ...(possibleGone.length === 0
      ? []
      : [t('{0} tags that might have been deleted were deleted.', count(possibleGone.length))]),
    ...(stillThere.length === 0 ? [] : [left[end]]),
    ...(unexpectedlyGone.length === 0
      ? []
      : [
          t(
            '{0} tags that should have been kept were deleted too, by this or by someone else.',
            count(unexpectedlyGone.length),
          ),
        ]),
    ...(failure === undefined ? [] : [t('The last check failed: {0}', failureText(failure).why)]),
  ];
}

function reportOf({ gone, stillThere, possibleGone, unexpectedlyGone }: BulkOutcome): string {
  const { t } = vscode.l10n;
  const part = (title: string, names: readonly string[]): readonly string[] =>
    names.length === 0
      ? []
      : [`${title} (${count(names.length)})`, ...names.map((name) => `  ${visible(name)}`), ''];
  return [
    ...part(t('Deleted but predicted to be kept'), unexpectedlyGone),
    ...part(t('Predicted but still present'), stillThere),
    ...part(t('Predicted and deleted'), gone),
    ...part(t('Possible, and deleted'), possibleGone),
  ].join('\n');
}
