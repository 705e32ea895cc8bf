import { Failure } from '../base/failure.ts';
import { foretell, type TagFate } from '../domain/cleanup/foretell.ts';
import { durationSeconds, type CleanupPolicy } from '../domain/cleanup/policy.ts';
import type { PolicyProject, RepositoryTags } from '../domain/cleanup/policyProject.ts';
import { ToolInput } from './inputs.ts';
import type { AssistantParts, ConnectedInstance, Tool } from './parts.ts';

/** The most names of one kind in an answer. */
const most = 100;

/**
 * A project's cleanup policy, and what its coming runs delete: of each repository how many tags, which, and why others stay. Fields that
 * are given replace those of the policy, so that a change can be tried. Nothing is saved.
 */
export function explainCleanup(parts: AssistantParts): Tool {
  return async (given, signal) => {
    const input = new ToolInput(given);
    const projectPath = input.needed('project');
    const { connectionId } = instanceOf(parts.connections(), input.text('gitlab'));
    const address = { connectionId, projectPath };
    const project = await parts.policies.project(address, signal);
    if (project.policy === undefined || project.access === 'role')
      throw new Failure('denied', `GitLab does not show the cleanup policy of ${projectPath}`, {
        code: 'insufficientRole',
      });
    const policy = changed(project.policy, input);
    const tags = await parts.policies.tags(address, { signal, isFresh: false, onProgress: () => undefined });
    return {
      project: project.fullPath,
      policy,
      isTrial: policy !== project.policy,
      protectionRules: project.protections ?? 'unknown',
      repositories: tags.map((one) => foretold({ ...project, policy }, one, parts.now())),
    };
  };
}

/** Who has several connections has to say which: the same path may be another project elsewhere. */
function instanceOf(all: readonly ConnectedInstance[], wanted: string | undefined): ConnectedInstance {
  const found =
    wanted === undefined
      ? all
      : all.filter(({ name, instanceUrl }) => name === wanted || instanceUrl === wanted);
  const [first] = found;
  if (first === undefined)
    throw new Failure('missing', 'there is no connection to that GitLab', { code: 'registryUnknown' });
  if (found.length > 1)
    throw new Failure(
      'invalid',
      `the input "gitlab" has to be one of ${JSON.stringify(found.map(({ name }) => name))}`,
      { code: 'badInput' },
    );
  return first;
}

function changed(policy: CleanupPolicy, input: ToolInput): CleanupPolicy {
  const deletes = input.text('deletePattern');
  const keeps = input.text('keepPattern');
  const olderThan = input.text('olderThan');
  const keepN = input.count('keepNewest', 0, 1_000_000);
  if (olderThan !== undefined && durationSeconds(olderThan) === undefined)
    throw new Failure('invalid', 'the input "olderThan" has to be like "90d"', { code: 'badInput' });
  const change = {
    ...(deletes !== undefined && { nameRegex: deletes }),
    ...(keeps !== undefined && { nameRegexKeep: keeps }),
    ...(olderThan !== undefined && { olderThan }),
    ...(keepN > 0 && { keepN }),
  };
  return Object.keys(change).length === 0 ? policy : { ...policy, ...change, enabled: true };
}

function foretold(
  project: Pick<PolicyProject, 'policy' | 'protections'>,
  repository: RepositoryTags,
  now: number,
): Readonly<Record<string, unknown>> {
  const { location, state, tags } = repository;
  const head = {
    repository: location,
    tags: tags.length,
    ...(state !== 'complete' && { isIncomplete: state }),
  };
  const fateOf = foretell(project, repository, now);
  if (fateOf === undefined)
    return { ...head, cleanup: 'unknown: the dates or protection rules that decide are not known' };
  const fates = tags.map(({ name }) => ({ name, fate: fateOf(name) }));
  const going = fates.filter(({ fate }) => fate?.code === 'inRun');
  const named = going.slice(0, most).map(({ name, fate }) => ({ name, ...whenOf(fate) }));
  return {
    ...head,
    willBeDeleted: going.length,
    deleted: named,
    kept: reasonsOf(fates.map(({ fate }) => fate)),
  };
}

function whenOf(fate: TagFate | undefined): Readonly<Record<string, unknown>> {
  if (fate?.code !== 'inRun') return {};
  return { at: new Date(fate.at).toISOString(), ...(!fate.isCertain && { isCertain: false }) };
}

/** How many tags stay for which reason. */
function reasonsOf(fates: readonly (TagFate | undefined)[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const fate of fates) {
    if (fate?.code === 'inRun') continue;
    const reason = fate?.code === 'never' ? fate.verdict.code : (fate?.code ?? 'unknown');
    counts[reason] = (counts[reason] ?? 0) + 1;
  }
  return counts;
}
