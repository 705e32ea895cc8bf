import { canAdminImages } from '../world/permissions.ts';
import { patternError } from '../world/policy.ts';
import { isImmutable } from '../world/protection.ts';
import type { Project, RepositoryRule, RuleLevel, TagRule, World } from '../world/world.ts';
import type { Connection, PageArguments } from './connections.ts';
import { arrayConnection } from './connections.ts';
import { models } from './scalars.ts';
import type { Session } from './session.ts';
import { gid } from './session.ts';

/** What both kinds of rule are made from. */
export interface RuleInput {
  readonly minimumAccessLevelForPush?: string | null;
  readonly minimumAccessLevelForDelete?: string | null;
}

/** Rules of a project that a maintainer sees; the others see an empty list. */
export function tagRuleConnection(
  session: Session,
  project: Project,
  args: PageArguments,
): Connection<object> {
  return arrayConnection(visible(session, project, project.tagRules).map(tagRuleNode), args);
}

/** Like the tag rules. */
export function repositoryRuleConnection(
  session: Session,
  project: Project,
  args: PageArguments,
): Connection<object> {
  return arrayConnection(visible(session, project, project.repositoryRules).map(repositoryRuleNode), args);
}

function visible<T>({ world, caller }: Session, project: Project, rules: readonly T[]): readonly T[] {
  return canAdminImages(world, caller, project) ? rules : [];
}

/** `ContainerProtectionTagRule`. */
export function tagRuleNode(rule: TagRule): object {
  return {
    id: gid(models.ContainerRegistryProtectionTagRuleID, rule.id),
    tagNamePattern: rule.tagNamePattern,
    immutable: isImmutable(rule),
    minimumAccessLevelForPush: rule.minimumAccessLevelForPush?.toUpperCase(),
    minimumAccessLevelForDelete: rule.minimumAccessLevelForDelete?.toUpperCase(),
    userPermissions: { destroyContainerRegistryProtectionTagRule: true },
  };
}

/** `ContainerProtectionRepositoryRule`. */
export function repositoryRuleNode(rule: RepositoryRule): object {
  return {
    id: gid(models.ContainerRegistryProtectionRuleID, rule.id),
    repositoryPathPattern: rule.repositoryPathPattern,
    minimumAccessLevelForPush: rule.minimumAccessLevelForPush?.toUpperCase(),
    minimumAccessLevelForDelete: rule.minimumAccessLevelForDelete?.toUpperCase(),
  };
}

/** Adds a tag rule, or says why not: at most five a project, RE2 of at most 100 characters (facts 1.5). */
export function addTagRule(
  world: World,
  project: Project,
  input: RuleInput & { readonly tagNamePattern: string },
): TagRule | string {
  const { tagNamePattern } = input;
  const levels = levelsOf(input);
  if (!levels.minimumAccessLevelForPush !== !levels.minimumAccessLevelForDelete) {
    return 'Access levels should either both be present or both be nil';
  }
  if (tagNamePattern.length > 100) return 'Tag name pattern is too long (maximum is 100 characters)';
  const problem = patternError(tagNamePattern);
  if (problem !== undefined) return `Tag name pattern not valid RE2 syntax: ${problem}`;
  if (project.tagRules.some((rule) => rule.tagNamePattern === tagNamePattern)) {
    return 'Tag name pattern has already been taken';
  }
  if (project.tagRules.length >= 5) return 'Maximum number of protection rules have been reached.';
  const rule = { id: world.nextId(), tagNamePattern, ...levels };
  project.tagRules.push(rule);
  return rule;
}

/** Adds a repository rule, or says why not: a level is needed, the pattern starts with the project's path (facts 1.5). */
export function addRepositoryRule(
  world: World,
  project: Project,
  input: RuleInput & { readonly repositoryPathPattern: string },
): RepositoryRule | string {
  const { repositoryPathPattern } = input;
  const levels = levelsOf(input);
  if (Object.keys(levels).length === 0)
    return 'A rule must have at least a minimum access role for push or delete.';
  if (repositoryPathPattern.length > 255)
    return 'Repository path pattern is too long (maximum is 255 characters)';
  if (!repositoryPathPattern.toLowerCase().startsWith(project.fullPath.toLowerCase())) {
    return "Repository path pattern should start with the project's full path";
  }
  if (project.repositoryRules.some((rule) => rule.repositoryPathPattern === repositoryPathPattern)) {
    return 'Repository path pattern has already been taken';
  }
  const rule = { id: world.nextId(), repositoryPathPattern, ...levels };
  project.repositoryRules.push(rule);
  return rule;
}

function levelsOf(input: RuleInput): {
  minimumAccessLevelForPush?: RuleLevel;
  minimumAccessLevelForDelete?: RuleLevel;
} {
  const push = input.minimumAccessLevelForPush?.toLowerCase() as RuleLevel | undefined;
  const remove = input.minimumAccessLevelForDelete?.toLowerCase() as RuleLevel | undefined;
  return {
    ...(push ? { minimumAccessLevelForPush: push } : {}),
    ...(remove ? { minimumAccessLevelForDelete: remove } : {}),
  };
}

/** Takes a rule out of its list; undefined where it is not in it. */
export function removeRule<T extends { readonly id: number }>(rules: T[], id: number): T | undefined {
  const index = rules.findIndex((rule) => rule.id === id);
  return index < 0 ? undefined : rules.splice(index, 1)[0];
}
