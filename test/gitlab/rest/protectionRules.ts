import { patternError } from '../world/policy.ts';
import { isImmutable } from '../world/protection.ts';
import { isAtLeast } from '../world/version.ts';
import type { Project, RepositoryRule, RuleLevel, TagRule } from '../world/world.ts';
import { administeredProject } from './access.ts';
import type { RestAnswer, RestRequest, Route } from './route.ts';
import { badParameter, notFound, RestError } from './restError.ts';

const repositoryPath = 'projects/:id/registry/protection/repository/rules';
const tagPath = 'projects/:id/registry/protection/tag/rules';
const levels: readonly RuleLevel[] = ['maintainer', 'owner', 'admin'];

/** Protection rules; tag rules came piece by piece (18.7 to 18.9) and show only rules that are not immutable. */
export const protectionRoutes: readonly Route[] = [
  { method: 'GET', pattern: repositoryPath, handle: listRepositoryRules },
  { method: 'POST', pattern: repositoryPath, handle: createRepositoryRule },
  { method: 'PATCH', pattern: `${repositoryPath}/:protection_rule_id`, handle: changeRepositoryRule },
  { method: 'DELETE', pattern: `${repositoryPath}/:protection_rule_id`, handle: removeRepositoryRule },
  { method: 'GET', pattern: tagPath, handle: listTagRules },
  { method: 'POST', pattern: tagPath, handle: createTagRule },
  { method: 'PATCH', pattern: `${tagPath}/:protection_rule_id`, handle: changeTagRule },
];

function listRepositoryRules(request: RestRequest): RestAnswer {
  const project = administeredProject(request);
  return { status: 200, body: project.repositoryRules.map((rule) => repositoryRuleShape(project, rule)) };
}

function createRepositoryRule(request: RestRequest): RestAnswer {
  const project = administeredProject(request);
  const pattern = required(request, 'repository_path_pattern');
  const rule = { id: request.world.nextId(), repositoryPathPattern: pattern, ...levelsOf(request, {}) };
  checkRepositoryRule(project, rule);
  project.repositoryRules.push(rule);
  return { status: 201, body: repositoryRuleShape(project, rule) };
}

function changeRepositoryRule(request: RestRequest): RestAnswer {
  const project = administeredProject(request);
  const at = positionOf(request, project.repositoryRules);
  const old = project.repositoryRules[at];
  if (!old) throw notFound('Container registry protection rule');
  const pattern = request.parameters.text('repository_path_pattern') ?? old.repositoryPathPattern;
  const rule = { id: old.id, repositoryPathPattern: pattern, ...levelsOf(request, old) };
  checkRepositoryRule(project, rule);
  project.repositoryRules[at] = rule;
  return { status: 200, body: repositoryRuleShape(project, rule) };
}

function removeRepositoryRule(request: RestRequest): RestAnswer {
  const project = administeredProject(request);
  const at = positionOf(request, project.repositoryRules);
  if (at < 0) throw notFound('Container registry protection rule');
  project.repositoryRules.splice(at, 1);
  return { status: 204 };
}

function listTagRules(request: RestRequest): RestAnswer {
  const project = tagRulesProject(request, '18.7');
  const rules = project.tagRules.filter((rule) => !isImmutable(rule));
  return { status: 200, body: rules.map((rule) => tagRuleShape(project, rule)) };
}

function createTagRule(request: RestRequest): RestAnswer {
  const project = tagRulesProject(request, '18.8');
  const rule = {
    id: request.world.nextId(),
    tagNamePattern: required(request, 'tag_name_pattern'),
    ...levelsOf(request, {}),
  };
  checkTagRule(rule);
  if (project.tagRules.length >= 5) throw invalid('Maximum number of protection rules have been reached.');
  project.tagRules.push(rule);
  return { status: 201, body: tagRuleShape(project, rule) };
}

function changeTagRule(request: RestRequest): RestAnswer {
  const project = tagRulesProject(request, '18.9');
  const at = positionOf(request, project.tagRules);
  const old = project.tagRules[at];
  if (!old || isImmutable(old)) throw notFound('Protection rule');
  const pattern = request.parameters.text('tag_name_pattern') ?? old.tagNamePattern;
  const rule = { id: old.id, tagNamePattern: pattern, ...levelsOf(request, old) };
  checkTagRule(rule);
  project.tagRules[at] = rule;
  return { status: 200, body: tagRuleShape(project, rule) };
}

/** Tag rules need the metadata database, and a version that has the call. */
function tagRulesProject(request: RestRequest, since: string): Project {
  if (!isAtLeast(request.world, since)) throw notFound();
  const project = administeredProject(request);
  if (request.backend.kind === 'legacy') {
    throw invalid('GitLab container registry API not supported');
  }
  return project;
}

type Levels = Pick<RepositoryRule, 'minimumAccessLevelForPush' | 'minimumAccessLevelForDelete'>;

/** What was sent over what was there; an empty text takes a level away. */
function levelsOf({ parameters }: RestRequest, old: Levels): Levels {
  const read = (name: string, before: RuleLevel | undefined): RuleLevel | undefined => {
    if (!parameters.has(name)) return before;
    if (!parameters.text(name)) return undefined;
    return parameters.choice(name, levels);
  };
  const push = read('minimum_access_level_for_push', old.minimumAccessLevelForPush);
  const destroy = read('minimum_access_level_for_delete', old.minimumAccessLevelForDelete);
  return {
    ...(push === undefined ? {} : { minimumAccessLevelForPush: push }),
    ...(destroy === undefined ? {} : { minimumAccessLevelForDelete: destroy }),
  };
}

function checkRepositoryRule(project: Project, rule: RepositoryRule): void {
  if (!rule.minimumAccessLevelForPush && !rule.minimumAccessLevelForDelete) {
    throw invalid('A rule must have at least a minimum access role for push or delete.');
  }
  if (!rule.repositoryPathPattern.startsWith(project.fullPath.toLowerCase())) {
    throw invalid("Repository path pattern should start with the project's full path");
  }
  if (rule.repositoryPathPattern.length > 255) {
    throw invalid('Repository path pattern is too long (maximum is 255 characters)');
  }
  const others = project.repositoryRules.filter(({ id }) => id !== rule.id);
  if (others.some(({ repositoryPathPattern }) => repositoryPathPattern === rule.repositoryPathPattern)) {
    throw invalid('Repository path pattern has already been taken');
  }
}

function checkTagRule(rule: TagRule): void {
  if (!rule.minimumAccessLevelForPush || !rule.minimumAccessLevelForDelete) {
    throw invalid('Minimum access level for push and delete must both be set');
  }
  if (rule.tagNamePattern.length > 100) {
    throw invalid('Tag name pattern is too long (maximum is 100 characters)');
  }
  const problem = patternError(rule.tagNamePattern);
  if (problem !== undefined) throw invalid(`Tag name pattern not valid RE2 syntax: ${problem}`);
}

function invalid(error: string): RestError {
  return new RestError(422, { message: { error } });
}

function required({ parameters }: RestRequest, name: string): string {
  const value = parameters.text(name);
  if (value === undefined) throw badParameter(`${name} is missing`);
  if (value === '') throw badParameter(`${name} is empty`);
  return value;
}

function positionOf({ parameters }: RestRequest, rules: readonly { readonly id: number }[]): number {
  const wanted = parameters.pathNumber('protection_rule_id');
  return rules.findIndex(({ id }) => id === wanted);
}

function repositoryRuleShape(project: Project, rule: RepositoryRule): object {
  return {
    id: rule.id,
    project_id: project.id,
    repository_path_pattern: rule.repositoryPathPattern,
    minimum_access_level_for_push: rule.minimumAccessLevelForPush ?? null,
    minimum_access_level_for_delete: rule.minimumAccessLevelForDelete ?? null,
  };
}

function tagRuleShape(project: Project, rule: TagRule): object {
  return {
    id: rule.id,
    project_id: project.id,
    tag_name_pattern: rule.tagNamePattern,
    minimum_access_level_for_push: rule.minimumAccessLevelForPush ?? null,
    minimum_access_level_for_delete: rule.minimumAccessLevelForDelete ?? null,
  };
}
