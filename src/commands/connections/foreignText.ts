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
  const host = target.kind === 'unsaid' ? t('You choose the GitLab next') : `${target.host}${namespace}`;
  const notes = [
    placeOf(signIn),
    ...(helper === undefined ? [] : [t('stored by docker-credential-{0}', helper)]),
    ...(signIn.isOpenToOthers ? [t('other users of this computer can read this file')] : []),
    ...(signIn.isShortLived ? [t('OAuth token: works for up to two hours, and can’t be renewed here')] : []),
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
  if (tool === 'gitlabExtension') return t('VS Code asks whether this extension can use the account');
  return tool === 'environment' ? t('variable {0} of VS Code’s environment', place) : place;
}

/** What becomes of the token when the connection is stored. */
export function whatIsKept(signIn: ForeignSignIn): string {
  const { t } = vscode.l10n;
  if (signIn.tool === 'gitlabExtension')
    return t('The token isn’t copied: the GitLab extension keeps and renews it.');
  const copied =
    signIn.helper === undefined
      ? t('The token is copied from {0} into your keychain.', placeOf(signIn))
      : t('The token is copied from docker-credential-{0} into your keychain.', signIn.helper);
  return visible(
    signIn.isShortLived
      ? `${copied} ${t('It’s an OAuth token that expires within two hours. Sign in again then.')}`
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
    notFile: t('This is a folder, a pipe, or a device, not a file. Nothing was read.'),
    linkElsewhere: t('This is a link to a file outside of your home folder. It wasn’t followed.'),
    unreadable: t('The file can’t be opened. Check its permissions, and where it points if it is a link.'),
    malformed: t('The content there is damaged, or in a format that can’t be read here.'),
    badAddress: t('“{0}” has no GitLab URL.', about),
    elsewhere: t('The token for {0} is in the keychain of the system, where only glab reads it.', about),
    expired: t('The OAuth token for {0} has expired. Run any command of glab to renew it.', about),
    identityToken: t('For {0} an identity token is kept, which GitLab doesn’t take.', about),
    badHelper: t('“{0}” isn’t the name of a credential helper. It wasn’t run.', about),
    helperMissing: t('The program docker-credential-{0} wasn’t found on the PATH.', about),
    helperFailed: t('The program docker-credential-{0} didn’t list what it keeps.', about),
    noAnswer: t('The GitLab extension didn’t share its accounts.'),
  };
  return texts[code];
}
