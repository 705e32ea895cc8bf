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
 * held against the person: the server decides.
 */
export function missingScope(
  capability: Capability,
  scopes: readonly string[] | undefined,
): string | undefined {
  if (scopes === undefined) return undefined;
  const enough = scopesFor[capability];
  return enough.some((scope) => scopes.includes(scope)) ? undefined : enough.at(-1);
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
