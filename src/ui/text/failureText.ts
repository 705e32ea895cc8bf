import * as vscode from 'vscode';
import type { Failure, FailureCode, FailureReason } from '../../base/failure.ts';
import type { CredentialKind } from '../../domain/accounts/credential.ts';

/** What a person reads of a failure: why it happened and what to do about it, each a sentence or two. */
export interface FailureText {
  readonly why: string;
  readonly next: string;
}

/** What a person can do about a failure right from its row or message. */
export type Repair = 'retry' | 'signIn' | 'showLog';

type Phrase = (failure: Failure) => FailureText;

const { t } = vscode.l10n;

const hostOf = (failure: Failure): string => failure.details.host ?? t('the server');
const said = (failure: Failure): string =>
  failure.details.serverMessage === undefined
    ? ''
    : ` ${t('It said: “{0}”.', failure.details.serverMessage)}`;

const byCode: Readonly<Record<FailureCode, Phrase>> = {
  hostNotFound: (f) => ({
    why: t('The host {0} was not found.', hostOf(f)),
    next: t('Check the address, your network and, if you use one, the VPN and the setting “http.proxy”.'),
  }),
  connectionRefused: (f) => ({
    why: t('{0} refused the connection.', hostOf(f)),
    next: t('Check the address and the port, and whether the server is running.'),
  }),
  connectionReset: (f) => ({
    why: t('The connection to {0} was cut.', hostOf(f)),
    next: t('Try again. If it happens every time, look at the proxy and the log.'),
  }),
  timedOut: (f) => ({
    why: t('{0} did not answer in time.', hostOf(f)),
    next: t('Try again later, or check the network.'),
  }),
  tlsUntrusted: (f) => ({
    why: t('The certificate of {0} is not trusted.{1}', hostOf(f), said(f)),
    next: t(
      'If your organisation has its own certificate authority, add it to the operating system and keep the setting “http.systemCertificates” on.',
    ),
  }),
  tlsFailed: (f) => ({
    why: t('No secure connection to {0} could be made.{1}', hostOf(f), said(f)),
    next: t('Check the port, and whether the server speaks https there.'),
  }),
  registryUnavailable: (f) => ({
    why: t('GitLab could not reach its container registry ({0}), so what is in it is unknown.', hostOf(f)),
    next: t('Try again later. If it stays like this, tell the administrator of the instance.'),
  }),
  tokenInvalid: (f) => ({
    why: t('{0} does not accept the token: it is wrong or was revoked.', hostOf(f)),
    next: t('Sign in again with a valid token.'),
  }),
  tokenExpired: (f) => ({
    why: t('The token for {0} has expired.', hostOf(f)),
    next: t('Create a new token and sign in again.'),
  }),
  tokenMissing: (f) =>
    f.details.keptBy === undefined
      ? {
          why: t('The token of this connection is no longer there.'),
          next: t('Sign in again. If it was kept for one session only, this is expected.'),
        }
      : {
          why: t('The GitLab extension gives no token for this account.'),
          next: t(
            'Sign in with the GitLab extension again, and allow this extension to use the account when VS Code asks.',
          ),
        },
  insufficientScope: (f) => ({
    why: t('The token lacks the scope “{0}”.', f.details.scope ?? 'api'),
    next: t('Sign in again with a token that has this scope.'),
  }),
  insufficientRole: (f) => ({
    why: t('{0} does not allow this for your account.{1}', hostOf(f), said(f)),
    next: t('Ask a maintainer of the project for the role that is needed.'),
  }),
  protectedTag: (f) => ({
    why: t('A tag protection rule of the project forbids it.{0}', said(f)),
    next: t('Look at “Settings > Packages and registries” of the project, or ask a maintainer.'),
  }),
  immutableTag: () => ({
    why: t('The tag is immutable.'),
    next: t('Nobody can change or delete it while the rule exists.'),
  }),
  silentlyRefused: (f) => ({
    why: t('GitLab did not delete it and gave no reason.{0}', said(f)),
    next: t(
      'Most often a tag protection rule forbids it. Look at the project’s settings, or ask a maintainer.',
    ),
  }),
  tagMoved: () => ({
    why: t('The tag points at another image than before.'),
    next: t('Refresh and look at it again before you go on.'),
  }),
  readOnly: () => ({
    why: t('Nothing is changed, because the setting “gitlabRegistry.readOnly” is on.'),
    next: t('Turn it off in the user settings if you want to change something.'),
  }),
  noProject: (f) => ({
    why: t('GitLab opens no repository “{0}” to you.', f.details.field ?? '?'),
    next: t(
      'There has to be a project at this path, or one or two levels above it, with at least the role Developer for you. Check the path.',
    ),
  }),
  credentialKind: (f) =>
    f.details.keptBy === undefined
      ? {
          why: credentialRefusal(f.details.credential ?? 'accessToken'),
          next: t('Connect with an access token that has the scope “api”, or do it in GitLab.'),
        }
      : {
          why: t('The GitLab extension keeps the token of this connection, and renews it every two hours.'),
          next: t('There is nothing to do here.'),
        },
  foreignRealm: (f) => ({
    why: t('The registry {0} belongs to another GitLab.{1}', hostOf(f), said(f)),
    next: t('Connect to that GitLab instead.'),
  }),
  notRegistry: (f) => ({
    why: t('{0} answers, but not as a container registry of GitLab does.', hostOf(f)),
    next: t('Check the address of the registry in GitLab’s settings, and what a proxy makes of it.'),
  }),
  registryDisabled: () => ({
    why: t('The container registry of the project is switched off.'),
    next: t('A maintainer can switch it on in “Settings > General > Visibility” of the project.'),
  }),
  registryPrivate: () => ({
    why: t('The container registry of the project is for its members with at least the role Reporter.'),
    next: t('Ask a maintainer of the project for the role, or to open the registry.'),
  }),
  registryUnknown: (f) => ({
    why: t('Where the registry of {0} is could not be found out.', hostOf(f)),
    next: t('Paste a whole image reference instead, like registry.example.com/group/project/image.'),
  }),
  notGitlab: (f) => ({
    why: t('{0} answered, but not as a GitLab does.', hostOf(f)),
    next: t('Check the address. If GitLab stands below a path there, include it, like https://host/gitlab.'),
  }),
  notJson: (f) => ({
    why: t('{0} sent something else than data, probably a page of a proxy or a sign-in page.', hostOf(f)),
    next: t('Open the address in a browser, or look at the log.'),
  }),
  wrongShape: (f) => ({
    why: t(
      '{0} sent data that this extension does not understand (at “{1}”).',
      hostOf(f),
      f.details.field ?? '?',
    ),
    next: t('Look at the log, and please report it.'),
  }),
  tooLarge: (f) => ({
    why: t('{0} sent more than is safe to read.', hostOf(f)),
    next: t('Nothing of it was used. Look at the log for the limit.'),
  }),
  foreignRedirect: (f) => ({
    why: t('{0} redirects to another host. This was not followed, to keep the token safe.', hostOf(f)),
    next: t('If the instance has moved, connect to its new address.'),
  }),
  foreignLink: (f) => ({
    why: t(
      '{0} names a next page that is not its own. This was not followed, to keep the token safe.',
      hostOf(f),
    ),
    next: t('Ask the administrator of the instance to check its external URL.'),
  }),
  digestMismatch: (f) => ({
    why: t('What {0} sent does not have the digest it should have. Nothing of it is shown.', hostOf(f)),
    next: t('Try again. If it stays like this, the registry or a proxy before it is broken.'),
  }),
  blockedPort: (f) => ({
    why: t('Nothing is sent to {0}: its port is one that web requests must not use.', hostOf(f)),
    next: t('Ask its administrator for another port, or check the address.'),
  }),
  badInput: (f) => ({
    why: t('The server refused the input.{0}', said(f)),
    next: t('Correct it and try again.'),
  }),
  oncePerHour: (f) => ({
    why: t('GitLab did not take the rule: it takes one an hour for each repository.{0}', said(f)),
    next: t('Nothing was deleted by it. Delete the tags by name, or try again in an hour.'),
  }),
  schema1: () => ({
    why: t('The manifest is of schema 1, a format of 2014 that is too old to be shown, kept or copied.'),
    next: t('Build and push the image again with a tool of today.'),
  }),
  notShared: () => ({
    why: t(
      'The registry does not share layers between its repositories, and these are too large to go through this computer.',
    ),
    next: t('Copy the image with “docker pull”, “docker tag” and “docker push”.'),
  }),
  unsupported: (f) => ({
    why: t('{0} does not offer this.', hostOf(f)),
    next: t('It may need a newer GitLab.'),
  }),
  serverError: (f) => ({
    why: t('{0} failed with the status {1}.{2}', hostOf(f), f.details.status ?? '?', said(f)),
    next: t('Try again later.'),
  }),
  cutShort: (f) => ({
    why: t('The answer of {0} broke off.', hostOf(f)),
    next: t('Try again.'),
  }),
  engineFailed: (f) => ({
    why: t('The program did not accept it.{0}', said(f)),
    next: t(
      'Check that the registry’s certificate is trusted by the program, too, and try “Diagnose…” on the connection.',
    ),
  }),
  helperFailed: (f) => ({
    why: t('The credential helper “{0}” gave no user name with a token.{1}', f.details.field ?? '?', said(f)),
    next: t('Log in with the container tool again, or connect with a token of your own.'),
  }),
  keychainUnavailable: (f) => ({
    why: t('The keychain of the operating system did not answer.{0}', said(f)),
    next: t(
      'Unlock it, or on Linux install and start one that offers the Secret Service, such as GNOME Keyring.',
    ),
  }),
};

/** Why something cannot be done with a kind of credential at all, whatever its owner may do. */
function credentialRefusal(credential: CredentialKind): string {
  const texts: Readonly<Record<CredentialKind, string>> = {
    accessToken: t('The token does not allow this.'),
    deployToken: t('A deploy token cannot do this: it opens the registry only, not GitLab’s API.'),
    jobToken: t('A CI job token cannot do this: it opens the registry of its own project only.'),
    anonymous: t('This connection is not signed in: it can only look at public images.'),
  };
  return texts[credential];
}

const byReason: Readonly<Record<FailureReason, Phrase>> = {
  cancelled: () => ({ why: t('It was cancelled.'), next: '' }),
  denied: (f) => byCode.insufficientRole(f),
  missing: (f) => ({
    why: t('{0} does not know it, or does not show it to you.', hostOf(f)),
    next: t('It may have been deleted, moved or made private. Refresh the list above it.'),
  }),
  offline: (f) => ({
    why: t('{0} could not be reached.', hostOf(f)),
    next: t('Check the network and try again.'),
  }),
  rateLimited: (f) => ({
    why: t('{0} asks for fewer requests.', hostOf(f)),
    next:
      f.details.retryAfterSeconds === undefined
        ? t('Wait a minute and try again.')
        : t('Try again in {0} seconds.', f.details.retryAfterSeconds),
  }),
  unauthorized: (f) => byCode.tokenInvalid(f),
  invalid: (f) => byCode.wrongShape(f),
  unexpected: () => ({ why: t('Something unexpected happened.'), next: t('Look at the log.') }),
};

/** The sentences for a failure, in the person's language. */
export function failureText(failure: Failure): FailureText {
  const { code } = failure.details;
  return (code === undefined ? byReason[failure.reason] : byCode[code])(failure);
}

/** What to offer for a failure, best first. */
export function repairOf(failure: Failure): Repair {
  const needsToken = failure.reason === 'unauthorized' || failure.details.code === 'insufficientScope';
  if (needsToken) return 'signIn';
  return failure.reason === 'unexpected' && failure.details.code === undefined ? 'showLog' : 'retry';
}
