import { canAdminImages } from '../world/permissions.ts';
import { isImmutable } from '../world/protection.ts';
import { repositoryRuleProblem, tagRuleProblem, tooManyTagRules } from '../world/ruleProblems.ts';
import type { Project, RepositoryRule, RuleLevel, TagRule, World } from '../world/world.ts';
import type { Connection, PageArguments } from './connections.ts';
import { arrayConnection } from './connections.ts';
import { models } from './scalars.ts';
import type { Session } from './session.ts';
import { gid } from './session.ts';

/** What both kinds of rule are made from. */
export interface RuleInput {
  readonly minimumAccessLevelForPush?: string | null | undefined;
  readonly minimumAccessLevelForDelete?: string | null | undefined;
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

/** Adds a tag rule, or says why not. */
export function addTagRule(
  world: World,
  project: Project,
  input: RuleInput & { readonly tagNamePattern: string },
): TagRule | string {
  const rule = { id: world.nextId(), tagNamePattern: input.tagNamePattern, ...levelsOf(input) };
  const problem = tooManyTagRules(project) ?? tagRuleProblem(project, rule);
  if (problem !== undefined) return problem;
  project.tagRules.push(rule);
  return rule;
}

/** Adds a repository rule, or says why not. */
export function addRepositoryRule(
  world: World,
  project: Project,
  input: RuleInput & { readonly repositoryPathPattern: string },
): RepositoryRule | string {
  const { repositoryPathPattern } = input;
  const rule = { id: world.nextId(), repositoryPathPattern, ...levelsOf(input) };
  const problem = repositoryRuleProblem(project, rule);
  if (problem !== undefined) return problem;
  project.repositoryRules.push(rule);
  return rule;
}

/** What was sent over what was there, as a rule: what was not sent stays, null takes a level away. */
export function changedRule<T extends TagRule | RepositoryRule>(
  { minimumAccessLevelForPush, minimumAccessLevelForDelete, ...rest }: T,
  input: RuleInput,
  pattern: Partial<T>,
): Omit<T, keyof RuleLevels> & RuleLevels {
  return {
    ...rest,
    ...pattern,
    ...levelsOf({
      minimumAccessLevelForPush:
        input.minimumAccessLevelForPush === undefined
          ? minimumAccessLevelForPush
          : input.minimumAccessLevelForPush,
      minimumAccessLevelForDelete:
        input.minimumAccessLevelForDelete === undefined
          ? minimumAccessLevelForDelete
          : input.minimumAccessLevelForDelete,
    }),
  };
}

interface RuleLevels {
  readonly minimumAccessLevelForPush?: RuleLevel;
  readonly minimumAccessLevelForDelete?: RuleLevel;
}

function levelsOf(input: RuleInput): RuleLevels {
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
