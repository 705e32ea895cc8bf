/** What GitLab finds wrong with the path of a repository. */
export type PathFault = 'upperCase' | 'characters' | 'tooShort' | 'tooLong' | 'tooDeep';

/** Source: GitLab `container_repository_name_regex` (`lib/gitlab/regex.rb`), which is distribution's rule. */
const shape = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
/** Source: GitLab `Namespace::NUMBER_OF_ANCESTORS_ALLOWED`, `ContainerRegistry::Path#valid?`. */
const mostParts = 19;
/** Source: distribution, reference.go; of the whole path. */
const mostCharacters = 255;

/**
 * Why GitLab takes no image at a path like `group/project[/name]`; `undefined` when it may. Whether there is a project at the path,
 * or up to two levels above it (`ContainerRegistry::Path#repository_project`), only GitLab knows.
 */
export function faultOfPath(path: string): PathFault | undefined {
  if (path !== path.toLowerCase()) return 'upperCase';
  if (!shape.test(path)) return 'characters';
  if (path.length > mostCharacters) return 'tooLong';
  const parts = path.split('/').length;
  if (parts < 2) return 'tooShort';
  return parts > mostParts ? 'tooDeep' : undefined;
}

/** Where a repository of one project belongs in another: `a/b/img` of `a/b` in `c/d` → `c/d/img`. */
export function pathInProject(path: string, from: string, to: string): string {
  return to + path.slice(from.length);
}
