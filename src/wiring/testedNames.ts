import type { PolicyProject, ProjectAddress, ProjectTags } from '../domain/cleanup/policyProject.ts';

/** The names of all tags of a project, each once; what is listed already is not asked for again. Rejects with a `Failure`. */
export async function namesOfProject(
  source: ProjectTags,
  { connectionId, projectPath }: ProjectAddress,
  signal: AbortSignal,
): Promise<{ readonly path: string; readonly names: readonly string[]; readonly isComplete: boolean }> {
  const options = { signal, isFresh: false, onProgress: () => undefined };
  const repositories = await source.tags({ connectionId, projectPath }, options);
  const names = new Set(repositories.flatMap(({ tags }) => tags.map(({ name }) => name)));
  const isComplete = repositories.every(({ state }) => state === 'complete');
  return { path: projectPath, names: [...names], isComplete };
}

/** The patterns of a project's policy and of its protection rules; empty where there are none. */
export function testedPatterns({ policy, protections = [] }: PolicyProject): {
  readonly deletes: string;
  readonly keeps: string;
  readonly protections: readonly string[];
} {
  return { deletes: policy?.nameRegex ?? '', keeps: policy?.nameRegexKeep ?? '', protections };
}
