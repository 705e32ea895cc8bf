import * as vscode from 'vscode';
import type { DiagnosisResult, DiagnosisStep, KnownTrouble } from '../../domain/accounts/diagnosis.ts';
import { failureText } from '../../ui/text/failureText.ts';
import { visible } from '../../ui/text/visibleText.ts';

const { t } = vscode.l10n;

/** What a step is called, to a person. */
export function stepName(step: DiagnosisStep): string {
  const names: Readonly<Record<DiagnosisStep, string>> = {
    address: t('Address'),
    tls: t('Encryption (TLS)'),
    gitlab: t('GitLab answers'),
    token: t('Token'),
    scopes: t('Scopes of the token'),
    role: t('Your role in the project'),
    visibility: t('Visibility of the registry'),
    registryAddress: t('Registry URL'),
    registryToken: t('Token for the registry'),
    registryAnswer: t('Registry response'),
  };
  return names[step];
}

/** What GitLab's docs say about a trouble, in a sentence or two. */
function troubleText(trouble: KnownTrouble): string {
  const texts: Readonly<Record<KnownTrouble, string>> = {
    twoFactor: t(
      'With two-factor authentication, GitLab doesn’t accept your password here. Use a personal access token or a deploy token with its own username.',
    ),
    otherHost: t(
      'The registry is on a different host or port than GitLab. A firewall, proxy, or VPN may allow only one of them.',
    ),
    selfSigned: t(
      'The certificate is self-signed or of a private authority: add the authority to the operating system, and for container engines to their own list (for Docker /etc/docker/certs.d).',
    ),
    specialCharacters: t(
      'The path has a leading underscore, a trailing hyphen or a double hyphen, with which container engines fail: change the path of the group or project, or the name of the branch.',
    ),
    oldRegistry: t(
      'What responds there doesn’t have a version 2 registry API with GitLab’s sign-in. It may be a proxy, another service, or a registry older than 2.0.',
    ),
    tooDeep: t('The image has more than the two levels of names that GitLab allows below a project.'),
    cannotMove: t(
      'The project has tags. Until they’re deleted, GitLab won’t move the project or its groups to another path (unless its registry supports renaming).',
    ),
    encodedSlash: t(
      'A proxy in front of GitLab doesn’t pass on “%2F”, with which GitLab’s API names projects. This extension asks by number instead; other programs may fail.',
    ),
    plainRegistry: t(
      'This registry has no metadata database: tags are listed without dates, and details take one request each.',
    ),
  };
  return texts[trouble];
}

function lineOf({ step, outcome, failure, fact, troubles = [] }: DiagnosisResult): string {
  const states = {
    passed: t('passed'),
    failed: t('FAILED'),
    notNeeded: t('not applicable'),
    notChecked: t('not checked'),
  };
  const known = fact === undefined ? '' : ` (${visible(fact)})`;
  const text = failure === undefined ? undefined : failureText(failure);
  const why = text === undefined ? [] : [visible(`${text.why} ${text.next}`)];
  return [
    `${stepName(step)}: ${states[outcome]}${known}`,
    ...[...why, ...troubles.map(troubleText)].map((line) => `    ${line}`),
  ].join('\n');
}

/** A report to read, search and send on. It names hosts and paths, and neither person nor token. */
export function diagnosisReport(
  about: { readonly instanceUrl: string; readonly credential: string },
  results: readonly DiagnosisResult[],
): string {
  const head = [
    t('Instance: {0}', about.instanceUrl),
    t('Signs in with: {0}', about.credential),
    verdict(results),
  ];
  return `${head.join('\n')}\n\n${results.map(lineOf).join('\n')}\n`;
}

/** The outcome in a sentence. */
export function verdict(results: readonly DiagnosisResult[]): string {
  const failed = results.find(({ outcome }) => outcome === 'failed');
  if (failed === undefined) return t('All checks passed.');
  const text = failed.failure === undefined ? undefined : failureText(failed.failure);
  const why = text === undefined ? '' : ` ${visible(`${text.why} ${text.next}`)}`;
  return `${t('Failed: {0}.', stepName(failed.step))}${why}`;
}
