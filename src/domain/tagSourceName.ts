/**
 * The ways to list tags, cheapest first: GitLab's own listing in its registry (1,000 dated tags a request), GraphQL (20 a
 * page), REST by keyset and by offset (names only), and the registry API's list (names only, no GitLab needed).
 */
export const tagSourceNames = ['registryListing', 'graphql', 'restKeyset', 'restOffset', 'tagsList'] as const;

export type TagSourceName = (typeof tagSourceNames)[number];
