import type { Failure } from '../../base/failure.ts';

/** What is checked, in this order: each step needs the ones before it. */
export const diagnosisSteps = [
  'address',
  'tls',
  'gitlab',
  'token',
  'scopes',
  'role',
  'visibility',
  'registryAddress',
  'registryToken',
  'registryAnswer',
] as const;

export type DiagnosisStep = (typeof diagnosisSteps)[number];

/**
 * A trouble that GitLab's docs describe and that fits what was seen. Sources: GitLab docs, "Troubleshooting the container registry";
 * "Authenticate with the container registry" (two-factor); "Container registry", naming convention (depth);
 * "REST API", namespaced paths (encoded slashes).
 */
export type KnownTrouble =
  | 'twoFactor'
  | 'otherHost'
  | 'selfSigned'
  | 'specialCharacters'
  | 'oldRegistry'
  | 'tooDeep'
  | 'cannotMove'
  | 'plainRegistry'
  | 'encodedSlash';

/** How a step ended. `notNeeded`: it does not concern this connection. `notChecked`: an earlier one failed, or nothing was given. */
export interface DiagnosisResult {
  readonly step: DiagnosisStep;
  readonly outcome: 'passed' | 'failed' | 'notNeeded' | 'notChecked';
  /** Why it failed. */
  readonly failure?: Failure;
  /** What was found, such as a host or a role; never a secret. */
  readonly fact?: string;
  readonly troubles?: readonly KnownTrouble[];
}

/**
 * Troubles that can be read off the path of a repository. `name`: its part below the project, empty for the root image. GitLab allows
 * two levels below a project; a leading underscore, a trailing or double hyphen breaks Docker's references.
 */
export function troublesOfPath(path: string, name: string): readonly KnownTrouble[] {
  const isSpecial = /(?:^|\/)_|-(?:\/|$)|--/.test(path);
  const isDeep = name.split('/').length > 2;
  return [...(isSpecial ? (['specialCharacters'] as const) : []), ...(isDeep ? (['tooDeep'] as const) : [])];
}
