import { apiUseOf, type CredentialKind } from './credential.ts';

/** What a person can do through a connection, as far as its token decides it. Roles decide further, project by project. */
export type Capability =
  'browse' | 'pull' | 'deleteTags' | 'deleteRepository' | 'editPolicy' | 'restoreTags' | 'createDeployTokens';

/** The scopes of which one is enough. Source: GitLab `lib/gitlab/auth.rb`, `lib/api/*` and the REST and GraphQL docs. */
const scopesFor: Readonly<Record<Capability, readonly string[]>> = {
  browse: ['api', 'read_api'],
  pull: ['api', 'read_api', 'read_registry'],
  deleteTags: ['api'],
  deleteRepository: ['api'],
  editPolicy: ['api'],
  restoreTags: ['api', 'write_registry'],
  createDeployTokens: ['api'],
};

/** All capabilities, in the order in which they are shown. */
export const capabilities: readonly Capability[] = [
  'browse',
  'pull',
  'deleteTags',
  'deleteRepository',
  'editPolicy',
  'restoreTags',
  'createDeployTokens',
];

/**
 * The scope that is missing for a capability, the least powerful one that would do; `undefined` when nothing is missing.
 * Scopes that are not known (`undefined`: instances before 15.5 do not tell, and project bots of some versions) are not
 * held against the person: the server decides. The same goes for fine-grained tokens, whose only scope is `granular`, and for every scope
 * that is not one of the known ones.
 */
export function missingScope(
  capability: Capability,
  scopes: readonly string[] | undefined,
): string | undefined {
  if (scopes === undefined || isOpaque(scopes)) return undefined;
  const enough = scopesFor[capability];
  return enough.some((scope) => scopes.includes(scope)) ? undefined : enough.at(-1);
}

/** Scopes that say what they open. Source: GitLab docs, "Personal access tokens", "Group access tokens"; `lib/gitlab/auth.rb`. */
const knownScopes = new Set(
  'api read_api read_user sudo admin_mode create_runner manage_runner ai_features k8s_proxy self_rotate openid profile email'
    .split(' ')
    .concat(['repository', 'registry', 'virtual_registry', 'package_registry'].flatMap(readAndWrite))
    .concat('read_service_ping', readAndWrite('observability')),
);

function readAndWrite(name: string): readonly string[] {
  return [`read_${name}`, `write_${name}`];
}

/** Whether scopes do not say what a token may do. */
export function isOpaque(scopes: readonly string[]): boolean {
  return scopes.some((scope) => !knownScopes.has(scope));
}

/** Whether a token may read GitLab's API and nothing else. */
export function hasOnlyReadApi(scopes: readonly string[] | undefined): boolean {
  const opens = ['api', 'read_registry', 'write_registry'];
  return (
    scopes?.includes('read_api') === true && !isOpaque(scopes) && !scopes.some((one) => opens.includes(one))
  );
}

/** Why something cannot be done: the token lacks a scope, or no credential of this kind can do it. */
export type Refusal =
  | { readonly code: 'insufficientScope'; readonly scope: string }
  | { readonly code: 'credentialKind'; readonly credential: CredentialKind };

/** What is left to a credential with which the API is not to be used. Writing to the registry needs some token. */
const withoutApi: readonly Capability[] = ['pull', 'restoreTags'];

/** Why a credential cannot be used for something; `undefined` where nothing is known against it. */
export function refusalOf(
  capability: Capability,
  of: { readonly credential?: CredentialKind; readonly scopes?: readonly string[] },
): Refusal | undefined {
  const credential = of.credential ?? 'accessToken';
  const scope = missingScope(capability, of.scopes);
  const use = apiUseOf[credential];
  const isPossible =
    use === 'full' ||
    (use === 'none' ? withoutApi.includes(capability) : capability === 'pull' || capability === 'browse');
  if (!isPossible) return { code: 'credentialKind', credential };
  return scope === undefined ? undefined : { code: 'insufficientScope', scope };
}

/** The scopes to ask for on GitLab's token page: one for everything, or one for looking only. */
export const tokenScopes = { everything: 'api', browsing: 'read_api' } as const;

/** Days left until a token's expiry date (`YYYY-MM-DD`, which ends with that day's beginning, UTC); negative once over. */
export function daysUntilExpiry(expiresAt: string, now: number): number {
  return Math.floor((Date.parse(`${expiresAt.slice(0, 10)}T00:00:00Z`) - now) / 86_400_000);
}

/** From how many days before its expiry a token is announced as expiring. */
export const expiryWarningDays = 14;
