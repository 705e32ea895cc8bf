import type { CiProject } from '../reference.ts';

/**
 * GitLab's slug (gem gitlab-utils): lower case, each character that is no letter or digit becomes `-`, cut to 63, then without
 * `-` at the ends. Runs of `-` stay.
 */
export function ciSlug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '-')
    .slice(0, 63)
    .replace(/^-+/, '')
    .replace(/(?<!-)-+$/, '');
}

/**
 * The predefined variables of CI that do not depend on the pipeline: of the registry, the project's path, the dependency proxy, the
 * default branch. Source: GitLab, app/models/project.rb and lib/gitlab/ci/variables. What the project does not tell is left out.
 */
export function predefinedVariables(project: CiProject): ReadonlyMap<string, string> {
  const { path, registry, gitlabHost, defaultBranch } = project;
  const parts = path.split('/');
  const group = parts.slice(0, -1).join('/');
  const root = parts[0] ?? '';
  const proxy = (prefix: string): string =>
    `${gitlabHost ?? ''}/${prefix.toLowerCase()}/dependency_proxy/containers`;
  return new Map([
    ['CI_PROJECT_PATH', path],
    ['CI_PROJECT_NAME', parts.at(-1) ?? ''],
    ['CI_PROJECT_NAMESPACE', group],
    ['CI_PROJECT_ROOT_NAMESPACE', root],
    ['CI_PROJECT_PATH_SLUG', ciSlug(path)],
    ['CI_TEMPLATE_REGISTRY_HOST', 'registry.gitlab.com'],
    ...(registry === undefined
      ? []
      : ([
          ['CI_REGISTRY', registry],
          ['CI_REGISTRY_IMAGE', `${registry}/${path.toLowerCase()}`],
        ] as const)),
    ...(gitlabHost === undefined
      ? []
      : ([
          ['CI_SERVER_HOST', gitlabHost.replace(/:\d+$/, '')],
          ['CI_DEPENDENCY_PROXY_SERVER', gitlabHost],
          ['CI_DEPENDENCY_PROXY_GROUP_IMAGE_PREFIX', proxy(root)],
          ['CI_DEPENDENCY_PROXY_DIRECT_GROUP_IMAGE_PREFIX', proxy(group)],
        ] as const)),
    ...(defaultBranch === undefined ? [] : ([['CI_DEFAULT_BRANCH', defaultBranch]] as const)),
  ]);
}
