/** Whom an access token belongs to: a person, or the project or group (by its number) whose bot it is of. */
export type TokenOwner =
  { readonly kind: 'person' } | { readonly kind: 'project' | 'group'; readonly id: number };

/**
 * Read from the user name that GitLab gives bots, such as `project_42_bot_4ffca233d8298ea1`. Source: GitLab docs, "Project access
 * tokens", "Bot users for projects".
 */
export function tokenOwnerOf(username: string): TokenOwner {
  const [, kind, id] = /^(project|group)_(\d+)_bot\w*$/.exec(username) ?? [];
  if (kind !== 'project' && kind !== 'group') return { kind: 'person' };
  return { kind, id: Number(id) };
}
