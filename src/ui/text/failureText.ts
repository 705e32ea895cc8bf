import * as vscode from 'vscode';
import type { Failure, FailureCode, FailureReason } from '../../base/failure.ts';
import { credentialRefusal } from './credentialRefusal.ts';
import { aboutFiles } from './filesFailureText.ts';

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
    : ` ${t('Response: “{0}”', failure.details.serverMessage)}`;

const byCode: Readonly<Record<FailureCode, Phrase>> = {
  hostNotFound: (f) => ({
    why: t('The host {0} wasn’t found.', hostOf(f)),
    next: t('Check the URL, your network, and, if you use them, your VPN and the “http.proxy” setting.'),
  }),
  connectionRefused: (f) => ({
    why: t('{0} refused the connection.', hostOf(f)),
    next: t('Check the URL and the port, and whether the server is running.'),
  }),
  connectionReset: (f) => ({
    why: t('The connection to {0} was interrupted.', hostOf(f)),
    next: t('Try again. If the problem persists, check your proxy settings and the log.'),
  }),
  timedOut: (f) => ({
    why: t('The request to {0} timed out.', hostOf(f)),
    next: t('Try again later, or check the network.'),
  }),
  tlsUntrusted: (f) => ({
    why: t('The certificate of {0} isn’t trusted.{1}', hostOf(f), said(f)),
    next: t(
      'If your organization has its own certificate authority, add it to the operating system and keep the “http.systemCertificates” setting on.',
    ),
  }),
  tlsFailed: (f) => ({
    why: t('Couldn’t establish a secure connection to {0}.{1}', hostOf(f), said(f)),
    next: t('Check the port and whether the server uses HTTPS.'),
  }),
  registryUnavailable: (f) => ({
    why: t('GitLab couldn’t reach its container registry ({0}), so its content is unknown.', hostOf(f)),
    next: t('Try again later. If the problem persists, contact your GitLab administrator.'),
  }),
  tokenInvalid: (f) => ({
    why: t('{0} rejected the token. It’s incorrect or has been revoked.', hostOf(f)),
    next: t('Sign in again with a valid token.'),
  }),
  tokenExpired: (f) => ({
    why: t('The token for {0} has expired.', hostOf(f)),
    next: t('Create a new token and sign in again.'),
  }),
  tokenMissing: (f) =>
    f.details.keptBy === undefined
      ? {
          why: t('This connection’s token no longer exists.'),
          next: t('Sign in again. If it was kept for one session only, this is expected.'),
        }
      : {
          why: t('The GitLab extension doesn’t share a token for this account.'),
          next: t(
            'Sign in with the GitLab extension again, and allow this extension to use the account when VS Code asks.',
          ),
        },
  insufficientScope: (f) => ({
    why: t('The token doesn’t have the “{0}” scope.', f.details.scope ?? 'api'),
    next: t('Sign in again with a token that has this scope.'),
  }),
  insufficientPermission: (f) => ({
    why: t('The fine-grained token doesn’t allow this on {0}.{1}', hostOf(f), said(f)),
    next: t('Add the permission to the token in GitLab, or use a token that has it.'),
  }),
  insufficientRole: (f) => ({
    why: t('Your account doesn’t have permission to do this on {0}.{1}', hostOf(f), said(f)),
    next: t('Ask a project maintainer for the role you need.'),
  }),
  protectedTag: (f) => ({
    why: t('A tag protection rule of the project forbids it.{0}', said(f)),
    next: t('Check “Settings > Packages and registries” in the project, or ask a maintainer.'),
  }),
  immutableTag: () => ({
    why: t('The tag is immutable.'),
    next: t('Nobody can change or delete it while the rule exists.'),
  }),
  silentlyRefused: (f) => ({
    why: t('GitLab didn’t delete it and gave no reason.{0}', said(f)),
    next: t('Usually a tag protection rule prevents it. Check the project’s settings, or ask a maintainer.'),
  }),
  stateUnknown: () => ({
    why: t('It’s unknown which image the tag points to now, so nothing was sent.'),
    next: t('Try again when GitLab or its registry answers.'),
  }),
  tagMoved: () => ({
    why: t('The tag now points to a different image.'),
    next: t('Refresh, and then check it before you continue.'),
  }),
  tagEmptied: (f) => ({
    why: t('GitLab moved the tag to an empty image and then couldn’t delete that.{0}', said(f)),
    next: t('Restore it, or have deletions allowed by the registry’s administrator and delete it again.'),
  }),
  readOnly: () => ({
    why: t('Nothing was changed, because the “gitlabRegistry.readOnly” setting is on.'),
    next: t('To make changes, turn it off in your user settings.'),
  }),
  noProject: (f) => ({
    why: t('GitLab doesn’t give you access to the repository “{0}”.', f.details.field ?? '?'),
    next: t(
      'There has to be a project at this path, or one or two levels above it, with at least the role Developer for you. Check the path.',
    ),
  }),
  credentialKind: (f) =>
    f.details.keptBy === undefined
      ? {
          why: credentialRefusal(f.details.credential ?? 'accessToken'),
          next: t('Connect with an access token that has the “api” scope, or do it in GitLab.'),
        }
      : {
          why: t('The GitLab extension keeps the token of this connection, and renews it every two hours.'),
          next: t('No action needed.'),
        },
  foreignRealm: (f) => ({
    why: t('The registry {0} belongs to another GitLab.{1}', hostOf(f), said(f)),
    next: t('Connect to that GitLab instead.'),
  }),
  notRegistry: (f) => ({
    why: t('{0} responded, but it doesn’t appear to be a GitLab container registry.', hostOf(f)),
    next: t('Check the registry URL in GitLab’s settings, and whether a proxy changes it.'),
  }),
  registryDisabled: () => ({
    why: t('The project’s container registry is turned off.'),
    next: t('A maintainer can switch it on in “Settings > General > Visibility” of the project.'),
  }),
  registryPrivate: () => ({
    why: t('The project’s container registry is only for members with at least the Reporter role.'),
    next: t('Ask a project maintainer for the role, or to open the registry.'),
  }),
  readApiOnly: (f) => ({
    why: t('{0} turned away a token whose only scope is “read_api”.{1}', hostOf(f), said(f)),
    next: t(
      'GitLab’s documentation says that project and group tokens with this scope alone don’t reach the registry. Use a token that also has “read_registry”.',
    ),
  }),
  encodedSlash: (f) => ({
    why: t(
      'A proxy in front of {0} doesn’t pass on “%2F”, with which GitLab’s API names projects.',
      hostOf(f),
    ),
    next: t(
      'Ask its administrator to let encoded slashes through (Apache: “AllowEncodedSlashes NoDecode”; nginx: “proxy_pass” without a path).',
    ),
  }),
  groupPage: () => ({
    why: t('This is the page of a group, which has many projects.'),
    next: t('Paste the page of one project or one of its images.'),
  }),
  registryUnknown: (f) => ({
    why: t('Couldn’t find the registry of {0}.', hostOf(f)),
    next: t('Paste a whole image reference instead, like registry.example.com/group/project/image.'),
  }),
  notGitlab: (f) => ({
    why: t('{0} responded, but it doesn’t appear to be GitLab.', hostOf(f)),
    next: t(
      'Check the URL. If your GitLab has a relative path, include it, for example https://host/gitlab.',
    ),
  }),
  notJson: (f) => ({
    why: t('{0} returned an HTML page instead of data, probably from a proxy or sign-in page.', hostOf(f)),
    next: t('Open the URL in a browser, or check the log.'),
  }),
  wrongShape: (f) => ({
    why: t(
      '{0} sent data that this extension doesn’t understand (at “{1}”).',
      hostOf(f),
      f.details.field ?? '?',
    ),
    next: t('Check the log, and please report this issue.'),
  }),
  tooLarge: (f) => ({
    why: t('{0} sent more data than is safe to read.', hostOf(f)),
    next: t('Nothing from it was used. The log has the limit.'),
  }),
  foreignRedirect: (f) => ({
    why: t('{0} redirects to another host. To protect the token, the redirect wasn’t followed.', hostOf(f)),
    next: t('If the instance has moved, connect to its new address.'),
  }),
  foreignLink: (f) => ({
    why: t(
      '{0} links to a next page on another host. To protect the token, the link wasn’t followed.',
      hostOf(f),
    ),
    next: t('Ask the administrator of the instance to check its external URL.'),
  }),
  digestMismatch: (f) => ({
    why: t('The content from {0} doesn’t match its digest, so it isn’t shown.', hostOf(f)),
    next: t('Try again. If the problem persists, the registry or a proxy in front of it isn’t working.'),
  }),
  blockedPort: (f) => ({
    why: t('Nothing was sent to {0}: web requests can’t use its port.', hostOf(f)),
    next: t('Ask its administrator for another port, or check the address.'),
  }),
  badInput: (f) => ({
    why: t('The server refused the input.{0}', said(f)),
    next: t('Correct it, and then try again.'),
  }),
  oncePerHour: (f) => ({
    why: t('GitLab didn’t accept the rule: it accepts one per hour for each repository.{0}', said(f)),
    next: t('Nothing was deleted by it. Delete the tags by name, or try again in an hour.'),
  }),
  schema1: () => ({
    why: t('The manifest uses schema 1, a format from 2014 that can’t be shown, saved, or copied.'),
    next: t('Build and push the image again with a current tool.'),
  }),
  ...aboutFiles,
  notShared: () => ({
    why: t(
      'The registry doesn’t share layers between its repositories, and these are too large to copy through this computer.',
    ),
    next: t('Copy the image with “docker pull”, “docker tag” and “docker push”.'),
  }),
  unsupported: (f) => ({
    why: t('{0} doesn’t support this.', hostOf(f)),
    next: t('It may need a newer GitLab.'),
  }),
  serverError: (f) => ({
    why: t('{0} failed with status {1}.{2}', hostOf(f), f.details.status ?? '?', said(f)),
    next: t('Try again later.'),
  }),
  cutShort: (f) => ({
    why: t('The response from {0} was cut off.', hostOf(f)),
    next: t('Try again.'),
  }),
  engineFailed: (f) => ({
    why: t('The program didn’t accept it.{0}', said(f)),
    next: t(
      'Check that the registry’s certificate is trusted by the program, too, and try “Diagnose…” on the connection.',
    ),
  }),
  helperFailed: (f) => ({
    why: t('The credential helper “{0}” gave no username with a token.{1}', f.details.field ?? '?', said(f)),
    next: t('Log in with the container tool again, or connect with a token of your own.'),
  }),
  journalUnreadable: () => ({
    why: t('The journal of deleted tags can’t be read.'),
    next: t('Check the permissions of the extension’s storage folder, then try again.'),
  }),
  keychainUnavailable: (f) => ({
    why: t('The OS keychain isn’t available.{0}', said(f)),
    next: t(
      'Unlock the keychain. On Linux, install and start a Secret Service provider, such as GNOME Keyring.',
    ),
  }),
};

const byReason: Readonly<Record<FailureReason, Phrase>> = {
  cancelled: () => ({ why: t('Canceled.'), next: '' }),
  denied: (f) => byCode.insufficientRole(f),
  missing: (f) => ({
    why: t('It doesn’t exist on {0}, or you don’t have access.', hostOf(f)),
    next: t('It may have been deleted, moved, or made private. Refresh the list above it.'),
  }),
  offline: (f) => ({
    why: t('Can’t reach {0}.', hostOf(f)),
    next: t('Check the network and try again.'),
  }),
  rateLimited: (f) => ({
    why: t('{0} is rate limiting requests.', hostOf(f)),
    next:
      f.details.retryAfterSeconds === undefined
        ? t('Wait a minute and try again.')
        : t('Try again in {0} seconds.', f.details.retryAfterSeconds),
  }),
  unauthorized: (f) => byCode.tokenInvalid(f),
  invalid: (f) => byCode.wrongShape(f),
  unexpected: () => ({ why: t('Something went wrong.'), next: t('Check the log.') }),
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
