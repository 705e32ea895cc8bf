import { isImmutable } from '../world/protection.ts';
import { repositoryRuleProblem, tagRuleProblem, tooManyTagRules } from '../world/ruleProblems.ts';
import { isAtLeast } from '../world/version.ts';
import type { Project, RepositoryRule, RuleLevel, TagRule } from '../world/world.ts';
import { administeredProject } from './access.ts';
import type { RestAnswer, RestRequest, Route } from './route.ts';
import { badParameter, notFound, RestError } from './restError.ts';

const repositoryPath = 'projects/:id/registry/protection/repository/rules';
const tagPath = 'projects/:id/registry/protection/tag/rules';
const levelNames = ['minimum_access_level_for_push', 'minimum_access_level_for_delete'] as const;
const levels: readonly RuleLevel[] = ['maintainer', 'owner', 'admin'];

/**
 * Protection rules; those of repositories came with 17.2 and 17.4 (doc/api/container_repository_protection_rules.md), those of tags piece by piece (18.7 to 18.9), without immutable
 * ones (gl: lib/api/project_container_registry_protection_{,tag_}rules.rb).
 */
export const protectionRoutes: readonly Route[] = [
  { method: 'GET', pattern: repositoryPath, handle: listRepositoryRules },
  { method: 'POST', pattern: repositoryPath, handle: createRepositoryRule },
  { method: 'PATCH', pattern: `${repositoryPath}/:protection_rule_id`, handle: changeRepositoryRule },
  { method: 'DELETE', pattern: `${repositoryPath}/:protection_rule_id`, handle: removeRepositoryRule },
  { method: 'GET', pattern: tagPath, handle: listTagRules },
  { method: 'POST', pattern: tagPath, handle: createTagRule },
  { method: 'PATCH', pattern: `${tagPath}/:protection_rule_id`, handle: changeTagRule },
  { method: 'DELETE', pattern: `${tagPath}/:protection_rule_id`, handle: removeTagRule },
];

function listRepositoryRules(request: RestRequest): RestAnswer {
  const project = repositoryRulesProject(request);
  return { status: 200, body: project.repositoryRules.map((rule) => repositoryRuleShape(project, rule)) };
}

function createRepositoryRule(request: RestRequest): RestAnswer {
  const project = repositoryRulesProject(request);
  const pattern = required(request, 'repository_path_pattern');
  const rule = { id: request.world.nextId(), repositoryPathPattern: pattern, ...levelsOf(request, {}) };
  if (!rule.minimumAccessLevelForPush && !rule.minimumAccessLevelForDelete)
    throw badParameter(`${levelNames.join(', ')} are missing, at least one parameter must be provided`);
  checkRepositoryRule(project, rule);
  project.repositoryRules.push(rule);
  return { status: 201, body: repositoryRuleShape(project, rule) };
}

function changeRepositoryRule(request: RestRequest): RestAnswer {
  const project = repositoryRulesProject(request);
  const at = positionOf(request, project.repositoryRules);
  const old = project.repositoryRules[at];
  if (!old) throw notFound();
  const pattern = request.parameters.text('repository_path_pattern') ?? old.repositoryPathPattern;
  const rule = { id: old.id, repositoryPathPattern: pattern, ...levelsOf(request, old) };
  checkRepositoryRule(project, rule);
  project.repositoryRules[at] = rule;
  return { status: 200, body: repositoryRuleShape(project, rule) };
}

function removeRepositoryRule(request: RestRequest): RestAnswer {
  const project = repositoryRulesProject(request, '17.4');
  const at = positionOf(request, project.repositoryRules);
  if (at < 0) throw notFound();
  project.repositoryRules.splice(at, 1);
  return { status: 204 };
}

function listTagRules(request: RestRequest): RestAnswer {
  const project = tagRulesProject(request, '18.7');
  const rules = project.tagRules.filter((rule) => !isImmutable(rule));
  return { status: 200, body: rules.map((rule) => tagRuleShape(project, rule)) };
}

/** Its refusals are the bare text, those of the other calls are wrapped: `{"message":"…"}` and `{"message":{"error":"…"}}`. */
function createTagRule(request: RestRequest): RestAnswer {
  const project = tagRulesProject(request, '18.8');
  const rule = {
    id: request.world.nextId(),
    tagNamePattern: required(request, 'tag_name_pattern'),
    ...levelsOf(request, {}),
  };
  for (const name of levelNames) required(request, name);
  const problem = tooManyTagRules(project) ?? databaseProblem(request) ?? tagRuleProblem(project, rule);
  if (problem !== undefined) throw new RestError(422, { message: problem });
  project.tagRules.push(rule);
  return { status: 201, body: tagRuleShape(project, rule) };
}

function changeTagRule(request: RestRequest): RestAnswer {
  const project = tagRulesProject(request, '18.9');
  const at = positionOf(request, project.tagRules);
  const old = project.tagRules[at];
  if (!old || isImmutable(old)) throw notFound();
  const pattern = request.parameters.text('tag_name_pattern') ?? old.tagNamePattern;
  const rule = { id: old.id, tagNamePattern: pattern, ...levelsOf(request, old) };
  const problem = databaseProblem(request) ?? tagRuleProblem(project, rule);
  if (problem !== undefined) throw invalid(problem);
  project.tagRules[at] = rule;
  return { status: 200, body: tagRuleShape(project, rule) };
}

function removeTagRule(request: RestRequest): RestAnswer {
  const project = tagRulesProject(request, '18.9');
  const at = positionOf(request, project.tagRules);
  if (at < 0) throw notFound();
  project.tagRules.splice(at, 1);
  return { status: 204 };
}

/** A call that this version does not have is answered like any path that Grape does not know. */
function tagRulesProject(request: RestRequest, since: string): Project {
  if (!isAtLeast(request.world, since)) throw noSuchCall();
  return administeredProject(request);
}

function repositoryRulesProject(request: RestRequest, since = '17.2'): Project {
  if (!isAtLeast(request.world, since)) throw noSuchCall();
  return administeredProject(request);
}

function noSuchCall(): RestError {
  return new RestError(404, { error: '404 Not Found' });
}

/** Making and changing tag rules needs the metadata database; reading and removing them does not. */
function databaseProblem({ backend }: RestRequest): string | undefined {
  return backend.kind === 'legacy' ? 'GitLab container registry API not supported' : undefined;
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
  const problem = repositoryRuleProblem(project, rule);
  if (problem !== undefined) throw invalid(problem);
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
