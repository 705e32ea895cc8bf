import { findProject } from '../world/lookup.ts';
import { canAdminImages } from '../world/permissions.ts';
import { isImmutable } from '../world/protection.ts';
import { repositoryRuleProblem, tagRuleProblem } from '../world/ruleProblems.ts';
import type { Project, World } from '../world/world.ts';
import type { RuleInput } from './protectionRules.ts';
import {
  addRepositoryRule,
  addTagRule,
  changedRule,
  removeRule,
  repositoryRuleNode,
  tagRuleNode,
} from './protectionRules.ts';
import type { Session } from './session.ts';
import { idOfGid, unavailable } from './session.ts';

interface OfProject {
  readonly projectPath: string;
}

interface OfRule {
  readonly id: string;
}

interface TagPattern {
  readonly tagNamePattern: string;
}

interface RepositoryPattern {
  readonly repositoryPathPattern: string;
}

/** What GitLab answers about tag rules where its registry has no metadata database (gl: create_tag_rule_service.rb). */
const noDatabase = { errors: ['GitLab container registry API not supported'] };

/** Mutations of protection rules (gl: app/graphql/mutations/container_registry/protection). Each is for maintainers. */
export const ruleMutations = {
  createTagRule: (session: Session, input: OfProject & RuleInput & TagPattern): object => {
    const project = administeredProject(session, input.projectPath);
    if (session.backend.kind === 'legacy') return noDatabase;
    const rule = addTagRule(session.world, project, input);
    if (typeof rule === 'string') return { errors: [rule] };
    return { containerProtectionTagRule: tagRuleNode(rule), errors: [] };
  },
  createRepositoryRule: (session: Session, input: OfProject & RuleInput & RepositoryPattern): object => {
    const rule = addRepositoryRule(session.world, administeredProject(session, input.projectPath), input);
    if (typeof rule === 'string') return { errors: [rule] };
    return { containerProtectionRepositoryRule: repositoryRuleNode(rule), errors: [] };
  },
  updateTagRule: (session: Session, input: OfRule & RuleInput & Partial<TagPattern>): object => {
    const { project, rules, at, rule: old } = ruleOf(session, input.id, ({ tagRules }) => tagRules);
    if (session.backend.kind === 'legacy') return noDatabase;
    // Immutable rules cannot be edited (doc/user/packages/container_registry/immutable_container_tags.md).
    if (isImmutable(old)) throw unavailable();
    const { tagNamePattern = old.tagNamePattern } = input;
    const rule = changedRule(old, input, { tagNamePattern });
    const problem = tagRuleProblem(project, rule);
    if (problem !== undefined) return { errors: [problem] };
    rules[at] = rule;
    return { containerProtectionTagRule: tagRuleNode(rule), errors: [] };
  },
  updateRepositoryRule: (
    session: Session,
    input: OfRule & RuleInput & Partial<RepositoryPattern>,
  ): object => {
    const { project, rules, at, rule: old } = ruleOf(session, input.id, (one) => one.repositoryRules);
    const { repositoryPathPattern = old.repositoryPathPattern } = input;
    const rule = changedRule(old, input, { repositoryPathPattern });
    const problem = repositoryRuleProblem(project, rule);
    if (problem !== undefined) return { errors: [problem] };
    rules[at] = rule;
    return { containerProtectionRepositoryRule: repositoryRuleNode(rule), errors: [] };
  },
  deleteTagRule: (session: Session, input: OfRule): object => {
    const { rules, rule } = ruleOf(session, input.id, ({ tagRules }) => tagRules);
    removeRule(rules, rule.id);
    return { containerProtectionTagRule: tagRuleNode(rule), errors: [] };
  },
  deleteRepositoryRule: (session: Session, input: OfRule): object => {
    const { rules, rule } = ruleOf(session, input.id, ({ repositoryRules }) => repositoryRules);
    removeRule(rules, rule.id);
    return { containerProtectionRepositoryRule: repositoryRuleNode(rule), errors: [] };
  },
};

/** A rule by its global id, with the list that it stands in. */
function ruleOf<T extends { readonly id: number }>(
  { world, caller }: Session,
  gid: string,
  rulesOf: (project: Project) => T[],
): { readonly project: Project; readonly rules: T[]; readonly at: number; readonly rule: T } {
  const id = idOfGid(gid);
  const project = ownerOf(world, (each) => rulesOf(each).some((rule) => rule.id === id));
  if (!project || !canAdminImages(world, caller, project)) throw unavailable();
  const rules = rulesOf(project);
  const at = rules.findIndex((rule) => rule.id === id);
  const rule = rules[at];
  if (!rule) throw unavailable();
  return { project, rules, at, rule };
}

function ownerOf(world: World, has: (project: Project) => boolean): Project | undefined {
  return [...world.projects.values()].find(has);
}

/** The project at a path, for maintainers. */
export function administeredProject({ world, caller }: Session, path: string): Project {
  const project = findProject(world, path);
  if (!project || !canAdminImages(world, caller, project)) throw unavailable();
  return project;
}
