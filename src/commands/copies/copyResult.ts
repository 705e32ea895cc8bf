import * as vscode from 'vscode';
import { isCopied, type CopyOutcome } from '../../domain/copies/copyOutcome.ts';
import type { PutResult } from '../../domain/deletion/restoration.ts';
import { failureText } from '../../ui/text/failureText.ts';
import { count } from '../../ui/text/numbers.ts';
import { openReport } from '../../ui/documents/reportDocument.ts';
import { visible } from '../../ui/text/visibleText.ts';
import { tell, warn } from '../../ui/messages.ts';

/** What became of the tags of one repository. */
export interface CopyReport {
  readonly from: string;
  readonly to: string;
  readonly outcomes: readonly CopyOutcome[];
}

/** Says what was copied: one sentence when everything was, else the counts and a document with every tag. `after` is said behind it. */
export async function showCopied(reports: readonly CopyReport[], after = ''): Promise<void> {
  const { t } = vscode.l10n;
  const all = reports.flatMap(({ outcomes }) => outcomes);
  const good = all.filter(isCopied).length;
  const [only] = all;
  const [report] = reports;
  if (good === all.length) {
    const where = visible(report?.to ?? '');
    const sentence =
      all.length === 1 && only !== undefined
        ? t('The image is in “{0}” with the tag “{1}”.', where, visible(only.as))
        : t('{0} tags are in “{1}”.', count(good), where);
    void tell(joined(sentence, attachmentsText(all), after));
    return;
  }
  const sentence =
    all.length === 1 && only !== undefined
      ? `${visible(only.name)}: ${copyText(only)}`
      : t('{0} of {1} tags were copied. {2}', count(good), count(all.length), restOf(all));
  const details = t('Show Details');
  const chosen = await warn(joined(sentence, attachmentsText(all), after), details);
  if (chosen === details) await openReport(t('Copied tags'), rowsOf(reports));
}

/** What refers to the copied images; empty when nothing does. */
function attachmentsText(outcomes: readonly CopyOutcome[]): string {
  const { t } = vscode.l10n;
  const known = outcomes.filter(isCopied);
  const copied = known.reduce((sum, { attachments }) => sum + (attachments?.copied ?? 0), 0);
  return joined(
    copied === 0 ? '' : t('{0} signatures or other attachments were copied too.', count(copied)),
    leftText(outcomes),
  );
}

/** What was not copied with the images; empty when nothing is known to be left behind. */
export function leftText(outcomes: readonly CopyOutcome[]): string {
  const { t } = vscode.l10n;
  const copied = outcomes.filter(isCopied);
  const left = copied.reduce((sum, { attachments }) => sum + (attachments?.left ?? 0), 0);
  const isUnknown = copied.some(({ attachments }) => attachments === undefined);
  return joined(
    left === 0
      ? ''
      : t('{0} signatures or other attachments of the copied images weren’t copied with them.', count(left)),
    isUnknown ? t('Couldn’t check whether the copied images have signatures or other attachments.') : '',
  );
}

function rowsOf(reports: readonly CopyReport[]): string {
  const rows = reports.flatMap(({ from, to, outcomes }) =>
    outcomes.map((one) => visible(`${from}:${one.name} → ${to}:${one.as}  ${copyText(one)}`)),
  );
  return `${rows.join('\n')}\n`;
}

/** “2 failed, 1 not tried.” */
function restOf(outcomes: readonly CopyOutcome[]): string {
  const { t } = vscode.l10n;
  const of = (...results: readonly PutResult['result'][]): number =>
    outcomes.filter(({ result }) => results.includes(result)).length;
  const parts = [
    [of('occupied'), t('{0} kept another image', count(of('occupied')))],
    [of('contentGone', 'notSaved'), t('{0} incomplete', count(of('contentGone', 'notSaved')))],
    [of('refused'), t('{0} refused', count(of('refused')))],
    [of('failed'), t('{0} failed', count(of('failed')))],
    [of('unclear'), t('{0} unclear', count(of('unclear')))],
    [of('notTried'), t('{0} not tried', count(of('notTried')))],
  ] as const;
  const said = parts.flatMap(([number, text]) => (number === 0 ? [] : [text]));
  return t('The others: {0}.', said.join(', '));
}

function copyText({ result, failure, found, missing = [] }: CopyOutcome): string {
  const { t } = vscode.l10n;
  const { why, next } = failure === undefined ? { why: '', next: '' } : failureText(failure);
  const parts = missing.slice(0, 3).join(', ');
  const gone = t(
    'not copied: the registry no longer has {0} blobs of the image. {1}',
    count(missing.length),
    parts,
  );
  const texts: Readonly<Record<PutResult['result'], string>> = {
    restored: t('copied'),
    alreadyThere: t('already exists'),
    occupied: t(
      'not copied: the name there belongs to another image, which wasn’t changed. {0}',
      found ?? '',
    ),
    contentGone: missing.length === 0 ? t('not copied: parts of the image are missing. {0}', why) : gone,
    notSaved: t('not copied: its manifest couldn’t be read'),
    refused: t('refused. {0}', joined(why, next)),
    failed: t('failed. {0}', joined(why, next)),
    unclear: t('unclear: it may have been copied. {0}', why),
    notTried: t('not tried. {0}', why),
  };
  return texts[result].trim();
}

function joined(...sentences: readonly string[]): string {
  return sentences.filter((sentence) => sentence !== '').join(' ');
}
