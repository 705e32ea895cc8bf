import { commandLine } from '../snippets/engineCommands.ts';
import { loginArguments, type Engine } from '../snippets/engines.ts';

/** What a deploy token is for. `path` is the full one. */
export interface DeployTokenPlace {
  readonly connectionId: string;
  readonly kind: 'project' | 'group';
  readonly path: string;
}

/** The scopes of a deploy token that have to do with images. */
export const registryScopes = ['read_registry', 'write_registry'] as const;

export type RegistryScope = (typeof registryScopes)[number];

/** A deploy token without its value. */
export interface DeployToken {
  readonly id: number;
  readonly name: string;
  readonly username: string;
}

/** A deploy token with its value, which GitLab tells once and never again. */
export interface NewDeployToken extends DeployToken {
  readonly token: string;
}

/** What is wanted of a new deploy token. */
export interface DeployTokenWish {
  readonly name: string;
  readonly scopes: readonly RegistryScope[];
  /** `YYYY-MM-DD`, dead from its beginning, UTC; `undefined`: no end. */
  readonly expiresAt: string | undefined;
  /** Without one GitLab makes `gitlab+deploy-token-<n>`. */
  readonly username: string | undefined;
}

/** What became of the wish for a deploy token. */
export type DeployTokenCreation =
  | { readonly result: 'created'; readonly token: NewDeployToken }
  /** No usable answer came. `found`: a new one of that name, whose value nobody has seen; `unknown`: nobody could look. */
  | { readonly result: 'unclear'; readonly found: DeployToken | 'none' | 'unknown' };

/**
 * The name with which GitLab hands a deploy token to CI/CD jobs by itself: of the project, or of the projects that are directly in the
 * group (since 15.1). Source: GitLab docs, "Deploy tokens", "GitLab deploy token".
 */
export const jobDeployTokenName = 'gitlab-deploy-token';

/** The variables in which jobs get that token; the recipe for deploy tokens reads the same. */
export const deployVariables = { username: 'CI_DEPLOY_USER', password: 'CI_DEPLOY_PASSWORD' } as const;

/** Source: GitLab `app/models/deploy_token.rb`. */
export function isDeployUsername(text: string): boolean {
  return /^[a-zA-Z0-9.+_-]{1,255}$/.test(text);
}

/** Whether text can be the key of a CI/CD variable. Source: GitLab docs, "Project-level CI/CD variables API". */
export function isVariableName(text: string): boolean {
  return /^[A-Za-z0-9_]{1,255}$/.test(text);
}

/**
 * Whether GitLab can hide a value in job logs: one line of at least 8 characters of its alphabet. Source: GitLab
 * `app/models/concerns/ci/maskable.rb`.
 */
export function isMaskable(value: string): boolean {
  return /^[a-zA-Z0-9_+=/@:.~-]{8,}$/.test(value);
}

/** `NAME=value` a line, as `.env` files have them. */
export function environmentLines(variables: readonly (readonly [name: string, value: string])[]): string {
  return variables.map(([name, value]) => `${name}=${commandLine([value])}`).join('\n');
}

/**
 * A command that logs an engine in with the password in an environment variable, so that the password stands on no command line:
 * `printf '%s' "$CI_DEPLOY_PASSWORD" | docker login …`. `undefined` for a host or user name that is none.
 */
export function loginLine(
  engine: Engine,
  to: { readonly host: string; readonly username: string },
  from: { readonly variable: string; readonly shell: 'posix' | 'powershell' },
): string | undefined {
  const given = loginArguments(engine, to);
  if (given === undefined) return undefined;
  const password = from.shell === 'posix' ? `printf '%s' "$${from.variable}"` : `$env:${from.variable}`;
  return `${password} | ${commandLine([engine.program, ...given])}`;
}
