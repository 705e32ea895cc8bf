import * as vscode from 'vscode';
import type { OrderOutcome } from '../../domain/deletion/order.ts';
import { isWorthAnotherTry, type TagOutcome } from '../../domain/deletion/outcome.ts';
import { failureText } from '../text/failureText.ts';
import { count } from '../text/numbers.ts';
import { visible } from '../text/visibleText.ts';
import { tell, warn } from '../messages.ts';

/** What the person wants after reading what happened: another try for what failed, to have back what went, or to see every tag. */
export type Wish = 'retry' | 'undo' | 'details' | undefined;

/** Says what happened: one sentence when everything went, else the counts. */
export async function showOutcomes(results: readonly OrderOutcome[], isUndoable: boolean): Promise<Wish> {
  const { t } = vscode.l10n;
  const all = results.flatMap(({ outcomes }) => outcomes);
  const isAll = all.every(({ result }) => result === 'deleted');
  const wishes = new Map<string, Wish>();
  if (all.some(isWorthAnotherTry)) wishes.set(t('Retry Failed Only'), 'retry');
  if (isUndoable) wishes.set(t('Undo'), 'undo');
  if (!isAll) wishes.set(t('Show Details'), 'details');
  const chosen = isAll
    ? await tell(outcomeSentence(all), ...wishes.keys())
    : await warn(outcomeSentence(all), ...wishes.keys());
  return chosen === undefined ? undefined : wishes.get(chosen);
}

/** “2 of 3 tags were deleted. The others: 1 refused.” */
export function outcomeSentence(all: readonly TagOutcome[]): string {
  const { t } = vscode.l10n;
  const [only] = all;
  const went = all.filter(({ result }) => result === 'deleted').length;
  if (all.length === 1 && only !== undefined)
    return went === 1
      ? t('Deleted the tag “{0}”.', visible(only.name))
      : `${visible(only.name)}: ${outcomeText(only)}`;
  return went === all.length
    ? t('Deleted {0} tags.', count(went))
    : t('{0} of {1} tags were deleted. {2}', count(went), count(all.length), restOf(all));
}

/** “2 were already gone, 1 refused.” */
function restOf(outcomes: readonly TagOutcome[]): string {
  const { t } = vscode.l10n;
  const of = (result: TagOutcome['result']): number =>
    outcomes.filter((outcome) => outcome.result === result).length;
  const parts = [
    [of('gone'), t('{0} already deleted', count(of('gone')))],
    [of('emptied'), t('{0} left on an empty image', count(of('emptied')))],
    [of('refused'), t('{0} refused', count(of('refused')))],
    [of('failed'), t('{0} failed', count(of('failed')))],
    [of('unclear'), t('{0} unclear', count(of('unclear')))],
    [of('notTried'), t('{0} not tried', count(of('notTried')))],
  ] as const;
  const said = parts.flatMap(([number, text]) => (number === 0 ? [] : [text]));
  return t('The others: {0}.', said.join(', '));
}

/** What happened to one tag, and why. */
export function outcomeText(outcome: TagOutcome): string {
  const { t } = vscode.l10n;
  const why = outcome.failure === undefined ? '' : failureText(outcome.failure).why;
  const texts: Readonly<Record<TagOutcome['result'], string>> = {
    deleted: t('deleted'),
    gone: t('was already deleted'),
    emptied: t('half deleted. {0}', why),
    refused: t('refused. {0}', why),
    failed: t('failed, still there. {0}', why),
    unclear: t('unclear: it may have been deleted. {0}', why),
    notTried: t('not tried. {0}', why),
  };
  return texts[outcome.result].trim();
}
