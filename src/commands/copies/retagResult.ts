import * as vscode from 'vscode';
import type { PutResult } from '../../domain/deletion/restoration.ts';
import { failureText } from '../../ui/text/failureText.ts';
import { visible } from '../../ui/text/visibleText.ts';
import { tell, warn } from '../../ui/messages.ts';

/** Says whether an image has got another name. */
export async function showRetagged(name: string, { result, failure }: PutResult): Promise<void> {
  const { t } = vscode.l10n;
  const shown = visible(name);
  if (result === 'restored' || result === 'alreadyThere') {
    void tell(t('The image now has the tag “{0}”.', shown));
    return;
  }
  const why = failure === undefined ? '' : failureText(failure).why;
  const texts: Readonly<Partial<Record<PutResult['result'], string>>> = {
    occupied: t('“{0}” belongs to another image, which wasn’t changed.', shown),
    contentGone: t('The registry has already removed parts of this image. Nothing was changed.'),
    unclear: t('It is unclear whether the image has the tag “{0}” now. {1}', shown, why),
  };
  await warn(texts[result] ?? t('The image didn’t get the tag “{0}”. {1}', shown, why));
}
