/** Roles in a project, weakest first, by the names of GitLab's GraphQL enum `AccessLevelEnum`. */
const roles = [
  'GUEST',
  'PLANNER',
  'REPORTER',
  'SECURITY_MANAGER',
  'DEVELOPER',
  'MAINTAINER',
  'OWNER',
] as const;

/** A person's role in a project. */
export type Role = (typeof roles)[number];

/** Reads a role; `undefined` for none and for levels that say nothing here, such as that of an administrator without membership. */
export function roleOf(name: string): Role | undefined {
  return roles.find((role) => role === name);
}

/**
 * Whether a role is as powerful as another; a level that is above all roles (`ADMIN`) or unknown is never reached by one.
 * Source: GitLab `Gitlab::Access`.
 */
export function isAtLeast(role: Role, needed: string): boolean {
  const level = roles.findIndex((one) => one === needed);
  return level >= 0 && roles.indexOf(role) >= level;
}

/** Source: GitLab `Gitlab::Access`. */
const levels: Readonly<Record<number, Role>> = {
  10: 'GUEST',
  15: 'PLANNER',
  20: 'REPORTER',
  25: 'SECURITY_MANAGER',
  30: 'DEVELOPER',
  40: 'MAINTAINER',
  50: 'OWNER',
};

/** The role of an access level as REST numbers it; `undefined` for a level that is none, such as minimal access. */
export function roleOfLevel(level: number): Role | undefined {
  return levels[level];
}
