import * as vscode from 'vscode';
import { Failure } from '../../base/failure.ts';
import { failureText } from '../../ui/text/failureText.ts';
import { confirm } from '../../ui/messages.ts';

/** Stores something that holds a token, in the place given. Rejects with `keychainUnavailable` when that place does not work. */
export type KeepToken = (
  place: 'keychain' | 'secretStorage' | 'session' | 'gitlabWorkflow' | 'none',
) => Promise<void>;

/**
 * Keeps a token in the keychain. Where no keychain answers, the person is told so and chooses: VS Code's secret storage,
 * this session only, or not at all (which rejects with `cancelled`).
 */
export async function keepToken(keep: KeepToken): Promise<void> {
  try {
    await keep('keychain');
  } catch (error) {
    const failure = Failure.from(error);
    if (failure.details.code !== 'keychainUnavailable') throw failure;
    await keep(await askForOtherPlace(failure));
  }
}

async function askForOtherPlace(failure: Failure): Promise<'secretStorage' | 'session'> {
  const { t } = vscode.l10n;
  const text = failureText(failure);
  const storage = t('Use VS Code’s Secret Storage');
  const session = t('Keep for This Session Only');
  const detail = `${text.why} ${text.next}\n\n${t('You can store the token elsewhere. It’s never stored as plain text.')}`;
  const question = t('The token can’t be kept in the keychain');
  const answer = await confirm(question, detail, storage, session);
  if (answer === undefined) throw new Failure('cancelled', 'no place for the token was chosen');
  return answer === storage ? 'secretStorage' : 'session';
}
