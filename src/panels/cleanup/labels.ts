import type { IndexedTags } from './tags.ts';

/** What each repository is called in its project: its path below the project's; the project's own image has the project's name. */
export function repositoryLabels(
  { repositories }: IndexedTags,
  projectPath: string | undefined,
): readonly string[] {
  const lead = projectPath === undefined ? undefined : `${projectPath.toLowerCase()}/`;
  return repositories.map(({ source: { path } }) => {
    if (lead !== undefined && path.toLowerCase().startsWith(lead)) return path.slice(lead.length);
    return path.split('/').at(-1) ?? path;
  });
}
