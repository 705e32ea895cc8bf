import * as vscode from 'vscode';
import type { CredentialKind } from '../../domain/accounts/credential.ts';

const { t } = vscode.l10n;

/** Why something cannot be done with a kind of credential at all, whatever its owner may do. */
export function credentialRefusal(credential: CredentialKind): string {
  const texts: Readonly<Record<CredentialKind, string>> = {
    accessToken: t('The token doesn’t allow this.'),
    deployToken: t('A deploy token can’t do this: it opens the registry only, not GitLab’s API.'),
    jobToken: t('A CI job token can’t do this: it opens the registry of its own project only.'),
    anonymous: t('This connection isn’t signed in: it only shows public images.'),
  };
  return texts[credential];
}
