/** What a person can do through a connection, as far as its token decides it. Roles decide further, project by project. */
export type Capability = 'browse' | 'pull' | 'deleteTags' | 'deleteRepository' | 'editPolicy' | 'restoreTags';

/** The scopes of which one is enough. Source: GitLab `lib/gitlab/auth.rb`, `lib/api/*` and the REST and GraphQL docs. */
const scopesFor: Readonly<Record<Capability, readonly string[]>> = {
  browse: ['api', 'read_api'],
  pull: ['api', 'read_api', 'read_registry'],
  deleteTags: ['api'],
  deleteRepository: ['api'],
  editPolicy: ['api'],
  restoreTags: ['api', 'write_registry'],
};

/** All capabilities, in the order in which they are shown. */
export const capabilities: readonly Capability[] = [
  'browse',
  'pull',
  'deleteTags',
  'deleteRepository',
  'editPolicy',
  'restoreTags',
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

/** The scopes to ask for on GitLab's token page: one for everything, or one for looking only. */
export const tokenScopes = { everything: 'api', browsing: 'read_api' } as const;

/** Days left until a token's expiry date (`YYYY-MM-DD`, which ends with that day's beginning, UTC); negative once over. */
export function daysUntilExpiry(expiresAt: string, now: number): number {
  return Math.floor((Date.parse(`${expiresAt.slice(0, 10)}T00:00:00Z`) - now) / 86_400_000);
}

/** From how many days before its expiry a token is announced as expiring. */
export const expiryWarningDays = 14;
