import { RE2JS } from 're2js';
import { projectLevel } from './permissions.ts';
import type { Project, Repository, RuleLevel, TagRule, User, World } from './world.ts';
import { accessLevels } from './world.ts';

/** Who deletes: a user, or nobody (a cleanup policy run), for whom every rule counts. */
export type Deleter = User | undefined;

/** Does a tag rule's pattern match? RE2, unanchored. */
export function ruleMatches(rule: TagRule, tagName: string): boolean {
  return RE2JS.compile(rule.tagNamePattern).matcher(tagName).find();
}

/** Rules that keep this deleter from deleting matching tags; administrators are only held by immutable ones. */
export function rulesAgainstDeletion(world: World, project: Project, deleter: Deleter): TagRule[] {
  return project.tagRules.filter((rule) => {
    const { minimumAccessLevelForDelete: needed } = rule;
    if (isImmutable(rule)) return true;
    if (!deleter) return needed !== undefined;
    return needed !== undefined && projectLevel(world, deleter, project) < accessLevels[needed];
  });
}

/** Rules that keep this user from pushing matching tags. */
export function rulesAgainstPush(world: World, project: Project, user: Deleter): TagRule[] {
  const level = projectLevel(world, user, project);
  return project.tagRules.filter(({ minimumAccessLevelForPush: needed }) => isBelow(level, needed));
}

/** Both levels absent. */
export function isImmutable(rule: TagRule): boolean {
  return rule.minimumAccessLevelForPush === undefined && rule.minimumAccessLevelForDelete === undefined;
}

/** Is this tag kept from being deleted by a rule? */
export function isProtectedTag(world: World, project: Project, tagName: string, deleter: Deleter): boolean {
  return rulesAgainstDeletion(world, project, deleter).some((rule) => ruleMatches(rule, tagName));
}

/** Is the whole repository kept from being deleted (or pushed to) by a repository rule? */
export function isProtectedRepository(
  world: World,
  project: Project,
  path: string,
  user: Deleter,
  act: 'push' | 'delete',
): boolean {
  const level = projectLevel(world, user, project);
  return project.repositoryRules.some((rule) => {
    const needed = act === 'push' ? rule.minimumAccessLevelForPush : rule.minimumAccessLevelForDelete;
    return isBelow(level, needed) && globMatches(rule.repositoryPathPattern, path);
  });
}

/**
 * Why a repository with tags may not be deleted whole: a user below any tag rule's delete level, whatever its pattern
 * (doc/user/packages/container_registry/protected_container_tags.md).
 */
export function hasRuleAgainstWholeDeletion(world: World, project: Project, user: Deleter): boolean {
  return rulesAgainstDeletion(world, project, user).length > 0;
}

/** GraphQL `protectionRuleExists`. */
export function hasRepositoryRule(project: Project, repository: Repository): boolean {
  return project.repositoryRules.some((rule) => globMatches(rule.repositoryPathPattern, repository.path));
}

/** Only `*` is special; case is ignored. */
function globMatches(pattern: string, path: string): boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source}$`, 'i').test(path);
}

function isBelow(level: number, needed: RuleLevel | undefined): boolean {
  return needed !== undefined && level < accessLevels[needed];
}
