/** What a connection signs in with. `anonymous`: with nothing, for public projects. */
export type CredentialKind = 'accessToken' | 'deployToken' | 'jobToken' | 'anonymous';

/** All kinds, in the order in which they are offered. */
export const credentialKinds: readonly CredentialKind[] = [
  'accessToken',
  'deployToken',
  'jobToken',
  'anonymous',
];

/** How far GitLab's API is open to a kind. Source: GitLab docs, "Deploy tokens" and "CI/CD job token"; `lib/gitlab/auth.rb`. */
export type ApiUse = 'full' | 'readPublic' | 'none';

/** A job token opens a handful of routes of its own project only: too little to browse with, so none of it is used. */
export const apiUseOf: Readonly<Record<CredentialKind, ApiUse>> = {
  accessToken: 'full',
  deployToken: 'none',
  jobToken: 'none',
  anonymous: 'readPublic',
};

/** The user name with which GitLab's registry takes job tokens. Source: GitLab docs, "Authenticate with the container registry". */
export const jobTokenUsername = 'gitlab-ci-token';

/**
 * The user name that goes with OAuth tokens, of which the real one is not accepted. Source: GitLab docs, "OAuth 2.0 identity provider
 * API", "Access Git over HTTPS with access token"; `lib/gitlab/auth.rb`.
 */
export const oauthUsername = 'oauth2';
