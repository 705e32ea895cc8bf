import { refusalOf, type Capability, type Refusal } from '../accounts/access.ts';
import type { CredentialKind } from '../accounts/credential.ts';
import { isAtLeast, type Role } from './role.ts';

/** Who sees a project. */
export type ProjectVisibility = 'private' | 'internal' | 'public';

/** A project's `container_registry_access_level`, most open first. */
export const registryVisibilities = ['enabled', 'private', 'disabled'] as const;

/** Who sees a project's registry: `enabled` whoever sees the project, `private` its members, `disabled` nobody. */
export type RegistryVisibility = (typeof registryVisibilities)[number];

/** What is done with a registry; `administer` is deleting repositories and changing policies and rules. */
export const registryActs = ['pull', 'push', 'deleteTags', 'administer'] as const;

/** See `registryActs`. */
export type RegistryAct = (typeof registryActs)[number];

/** Who may: a role in the project at least, or more people than its members; `unknown` where GitLab did not tell enough. */
export type Audience =
  'anybody' | 'signedIn' | Extract<Role, 'REPORTER' | 'DEVELOPER' | 'MAINTAINER'> | 'nobody' | 'unknown';

/** What decides who may do what; fields are missing where GitLab does not tell. */
export interface RegistrySettings {
  readonly visibility?: ProjectVisibility;
  readonly registryAccess?: RegistryVisibility;
}

/**
 * The least that it takes to do something, before protection rules. Source: GitLab doc/api/container_registry.md and
 * doc/user/packages/container_registry/_index.md ("Container registry visibility permissions"); facts 1.4.
 */
export function audienceOf(act: RegistryAct, { visibility, registryAccess }: RegistrySettings): Audience {
  if (registryAccess === 'disabled') return 'nobody';
  if (registryAccess === undefined) return 'unknown';
  switch (act) {
    case 'pull':
      return pullers(visibility, registryAccess);
    case 'push':
    case 'deleteTags':
      return 'DEVELOPER';
    case 'administer':
      return 'MAINTAINER';
  }
}

function pullers(visibility: ProjectVisibility | undefined, registryAccess: 'enabled' | 'private'): Audience {
  if (registryAccess === 'private' || visibility === 'private') return 'REPORTER';
  if (visibility === undefined) return 'unknown';
  return visibility === 'public' ? 'anybody' : 'signedIn';
}

/** What is known of a person and what they signed in with. */
export interface Visitor {
  /** `undefined`: not known, or none. */
  readonly role?: Role;
  /** Whether GitLab treats them as a maintainer; `undefined`: not known. An administrator may be one without a role. */
  readonly administers?: boolean;
  /** Without one it is an access token. */
  readonly credential?: CredentialKind;
  /** `undefined` where GitLab does not tell. */
  readonly scopes?: readonly string[];
}

/** Whether a person may do something, and why not. */
export type Permission =
  | { readonly code: 'yes' }
  /** By role, but GitLab does not tell what the token may. */
  | { readonly code: 'byRole' }
  | { readonly code: 'unknown' }
  | { readonly code: 'switchedOff' }
  | { readonly code: 'role'; readonly needed: Audience }
  | Refusal;

const capabilityFor: Readonly<Record<RegistryAct, Capability>> = {
  pull: 'pull',
  push: 'restoreTags',
  deleteTags: 'deleteTags',
  administer: 'editPolicy',
};

/** Whether a person may do what takes an audience, before protection rules. */
export function permissionOf(act: RegistryAct, audience: Audience, visitor: Visitor): Permission {
  if (audience === 'nobody') return { code: 'switchedOff' };
  const refusal = refusalOf(capabilityFor[act], visitor);
  if (refusal !== undefined) return refusal;
  const allowed = isIn(audience, visitor);
  if (allowed === undefined) return { code: 'unknown' };
  if (!allowed) return { code: 'role', needed: audience };
  const { credential = 'accessToken', scopes } = visitor;
  return { code: scopes === undefined && credential === 'accessToken' ? 'byRole' : 'yes' };
}

function isIn(audience: Exclude<Audience, 'nobody'>, visitor: Visitor): boolean | undefined {
  const { role, administers, credential } = visitor;
  switch (audience) {
    case 'anybody':
      return true;
    case 'unknown':
      return administers === true ? true : undefined;
    case 'signedIn':
      return credential !== 'anonymous';
    default:
      if (credential === 'anonymous') return false;
      if (administers === true) return true;
      if (role !== undefined) return isAtLeast(role, audience);
      return administers === false && audience === 'MAINTAINER' ? false : undefined;
  }
}

/** Whether a change lets more people in. */
export function opensRegistry(from: RegistryVisibility | undefined, to: RegistryVisibility): boolean {
  const order: readonly string[] = registryVisibilities;
  return from === undefined || order.indexOf(to) < order.indexOf(from);
}
