import * as vscode from 'vscode';
import type {
  ForeignProblem,
  ForeignProblemCode,
  ForeignSignIn,
  ForeignTool,
} from '../../domain/foreign/foreignSignIn.ts';
import { visible } from '../../ui/text/visibleText.ts';

function foreignToolName(tool: ForeignTool): string {
  const names: Readonly<Record<ForeignTool, string>> = {
    environment: vscode.l10n.t('Environment'),
    glab: 'glab',
    docker: 'docker',
    podman: 'podman',
    gitlabExtension: vscode.l10n.t('GitLab extension'),
  };
  return names[tool];
}

/** One row of the list: the tool and the host, whose it is, and where it stands. No secret. */
export function foreignRow(signIn: ForeignSignIn): {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
} {
  const { t } = vscode.l10n;
  const { target, tool, username, helper } = signIn;
  const namespace =
    target.kind === 'registry' && target.namespace !== undefined ? `/${target.namespace}` : '';
  const host = target.kind === 'unsaid' ? t('GitLab is asked for next') : `${target.host}${namespace}`;
  const notes = [
    placeOf(signIn),
    ...(helper === undefined ? [] : [t('kept by the program docker-credential-{0}', helper)]),
    ...(signIn.isOpenToOthers ? [t('other users of this computer can read this file')] : []),
    ...(signIn.isShortLived
      ? [t('OAuth token: works for two hours at most, and cannot be renewed here')]
      : []),
  ];
  return {
    label: visible(`${foreignToolName(tool)} · ${host}`),
    description: visible(username ?? ''),
    detail: visible(notes.join(' · ')),
  };
}

/** Where a sign-in stands. */
function placeOf({ tool, place }: Pick<ForeignSignIn, 'tool' | 'place'>): string {
  const { t } = vscode.l10n;
  if (tool === 'gitlabExtension') return t('VS Code asks whether this extension may use the account');
  return tool === 'environment' ? t('variable {0} of VS Code’s environment', place) : place;
}

/** What becomes of the token when the connection is stored. */
export function whatIsKept(signIn: ForeignSignIn): string {
  const { t } = vscode.l10n;
  if (signIn.tool === 'gitlabExtension')
    return t('The token is not copied: the GitLab extension keeps and renews it.');
  const copied =
    signIn.helper === undefined
      ? t('The token is copied from {0} into your keychain.', placeOf(signIn))
      : t('The token is copied from docker-credential-{0} into your keychain.', signIn.helper);
  return visible(
    signIn.isShortLived
      ? `${copied} ${t('It is an OAuth token that stops working within two hours; then sign in again.')}`
      : copied,
  );
}

/** The row of something that cannot be offered. */
export function foreignProblemRow(problem: ForeignProblem): {
  readonly label: string;
  readonly detail: string;
} {
  const { tool, place, code, about } = problem;
  const names = [foreignToolName(tool), ...(place === '' ? [] : [place])];
  return { label: visible(names.join(' · ')), detail: visible(problemText(code, about ?? '?')) };
}

function problemText(code: ForeignProblemCode, about: string): string {
  const { t } = vscode.l10n;
  const texts: Readonly<Record<ForeignProblemCode, string>> = {
    tooLarge: t('The file is larger than 1 MiB. Nothing of it was read.'),
    notFile: t('This is no file but a folder, a pipe or a device. Nothing of it was read.'),
    linkElsewhere: t('This is a link to a file outside of your home folder. It was not followed.'),
    unreadable: t('The file cannot be opened. Check its permissions, and where it points if it is a link.'),
    malformed: t('What is written there is broken, or of a form that cannot be read here.'),
    badAddress: t('“{0}” has no address of a GitLab.', about),
    elsewhere: t('The token for {0} is in the keychain of the system, where only glab reads it.', about),
    expired: t('The OAuth token for {0} has expired. Run any command of glab to renew it.', about),
    identityToken: t('For {0} an identity token is kept, which GitLab does not take.', about),
    badHelper: t('“{0}” is no name of a credential helper. It was not run.', about),
    helperMissing: t('The program docker-credential-{0} was not found on the PATH.', about),
    helperFailed: t('The program docker-credential-{0} did not list what it keeps.', about),
    noAnswer: t('The GitLab extension did not tell its accounts.'),
  };
  return texts[code];
}
