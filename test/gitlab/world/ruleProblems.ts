import { patternError } from './policy.ts';
import type { Project, RepositoryRule, TagRule } from './world.ts';

/** GitLab's `MAX_TAG_RULES_PER_PROJECT` (gl: app/models/container_registry/protection/tag_rule.rb). */
const mostTagRules = 5;

/** Why GitLab adds no more tag rules to a project; it says so before it looks at the rule (gl: create_tag_rule_service.rb). */
export function tooManyTagRules({ tagRules }: Project): string | undefined {
  return tagRules.length < mostTagRules ? undefined : 'Maximum number of protection rules have been reached.';
}

/** Why GitLab does not save a tag rule (gl: app/models/container_registry/protection/tag_rule.rb). */
export function tagRuleProblem({ tagRules }: Project, rule: TagRule): string | undefined {
  const { id, tagNamePattern, minimumAccessLevelForPush, minimumAccessLevelForDelete } = rule;
  if (tagRules.some((other) => other.id !== id && other.tagNamePattern === tagNamePattern))
    return 'Tag name pattern has already been taken';
  if (tagNamePattern.length > 100) return 'Tag name pattern is too long (maximum is 100 characters)';
  const problem = patternError(tagNamePattern);
  if (problem !== undefined) return `Tag name pattern not valid RE2 syntax: ${problem}`;
  return !minimumAccessLevelForPush === !minimumAccessLevelForDelete
    ? undefined
    : 'Access levels should either both be present or both be nil';
}

/** Why GitLab does not save a repository rule (gl: app/models/container_registry/protection/rule.rb). */
export function repositoryRuleProblem(project: Project, rule: RepositoryRule): string | undefined {
  const { id, repositoryPathPattern, minimumAccessLevelForPush, minimumAccessLevelForDelete } = rule;
  const { fullPath, repositoryRules } = project;
  if (
    repositoryRules.some((other) => other.id !== id && other.repositoryPathPattern === repositoryPathPattern)
  )
    return 'Repository path pattern has already been taken';
  if (repositoryPathPattern.length > 255)
    return 'Repository path pattern is too long (maximum is 255 characters)';
  if (!repositoryPathPattern.toLowerCase().startsWith(fullPath.toLowerCase()))
    return "Repository path pattern should start with the project's full path";
  return minimumAccessLevelForPush || minimumAccessLevelForDelete
    ? undefined
    : 'A rule must have at least a minimum access role for push or delete.';
}
