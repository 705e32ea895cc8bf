import * as vscode from 'vscode';
import { isBack, type PutResult, type Restoration } from '../../domain/deletion/restoration.ts';
import { failureText } from '../text/failureText.ts';
import { count } from '../text/numbers.ts';
import { openReport } from '../documents/reportDocument.ts';
import { visible } from '../text/visibleText.ts';
import { tell, warn } from '../messages.ts';

/** Says what came of putting tags back: one sentence when all are there, else the counts and a document with every tag. */
export async function showRestorations(restorations: readonly Restoration[]): Promise<void> {
  const { t } = vscode.l10n;
  const sentence = restorationSentence(restorations);
  if (restorations.every(isBack)) {
    void tell(sentence);
    return;
  }
  const details = t('Show Details');
  if ((await warn(sentence, details)) !== details) return;
  const rows = restorations.map((one) => visible(`${one.entry.path}:${one.entry.name}  ${putText(one)}`));
  await openReport(t('Restored tags'), `${rows.join('\n')}\n`);
}

/** “2 of 3 tags were restored.”, of one tag what became of it. */
export function restorationSentence(restorations: readonly Restoration[]): string {
  const { t } = vscode.l10n;
  const [only] = restorations;
  const back = restorations.filter(isBack).length;
  if (restorations.length === 1 && only !== undefined) {
    const name = visible(only.entry.name);
    return back === 1 ? t('Restored the tag “{0}”.', name) : `${name}: ${putText(only)}`;
  }
  return back === restorations.length
    ? t('Restored {0} tags.', count(back))
    : t('{0} of {1} tags were restored.', count(back), count(restorations.length));
}

/** What became of putting back one tag, or what stands in the way, and why. */
export function putText({ result, failure, missing = [] }: PutResult): string {
  const { t } = vscode.l10n;
  const why = failure === undefined ? '' : failureText(failure).why;
  const texts: Readonly<Record<PutResult['result'], string>> = {
    restored: t('restored'),
    alreadyThere: t('already exists'),
    occupied: t('not restored: the name now belongs to another image, which wasn’t changed'),
    contentGone: t(
      'can’t be restored: the registry has already removed {0} of its blobs. {1}',
      missing.length === 0 ? '?' : count(missing.length),
      missing.slice(0, 3).join(', '),
    ),
    notSaved: t('can’t be restored: its manifest couldn’t be saved when it was deleted'),
    refused: t('refused. {0}', why),
    failed: t('failed. {0}', why),
    unclear: t('unclear: it may have been restored. {0}', why),
    notTried: t('not tried. {0}', why),
  };
  return texts[result].trim();
}
