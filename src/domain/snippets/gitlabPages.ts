/** The pages of GitLab that have to do with images. */
export type GitlabPageId =
  | 'home'
  | 'personalTokens'
  | 'group'
  | 'groupRegistry'
  | 'groupTokens'
  | 'groupDeployTokens'
  | 'project'
  | 'projectRegistry'
  | 'repository'
  | 'cleanupPolicy'
  | 'registrySettings'
  | 'projectTokens'
  | 'deployTokens'
  | 'pipelines'
  | 'visibility';

/** A page with its address. */
export interface GitlabPage {
  readonly id: GitlabPageId;
  readonly url: string;
}

/** What pages are about. Paths are full ones. */
export interface PageSubject {
  /** Without a trailing slash. */
  readonly instanceUrl: string;
  readonly groupPath?: string;
  readonly projectPath?: string;
  /** GitLab's number. */
  readonly repositoryId?: number;
}

/** The pages about a subject, the nearest first. Source: GitLab config/routes and its docs, as of 18. */
export function gitlabPages(subject: PageSubject): readonly GitlabPage[] {
  return [...pagesOfProject(subject), ...pagesOfGroup(subject), ...pagesOfInstance(subject)];
}

function pagesOfProject({ instanceUrl, projectPath, repositoryId }: PageSubject): readonly GitlabPage[] {
  if (projectPath === undefined) return [];
  const project = `${instanceUrl}/${encodedPath(projectPath)}`;
  const settings = `${project}/-/settings`;
  const repository: GitlabPage | undefined =
    repositoryId === undefined
      ? undefined
      : { id: 'repository', url: `${project}/container_registry/${repositoryId}` };
  return [
    ...(repository === undefined ? [] : [repository]),
    { id: 'project', url: project },
    { id: 'projectRegistry', url: `${project}/container_registry` },
    { id: 'cleanupPolicy', url: `${settings}/packages_and_registries/cleanup_image_tags` },
    { id: 'registrySettings', url: `${settings}/packages_and_registries` },
    { id: 'visibility', url: `${project}/edit#js-shared-permissions` },
    { id: 'projectTokens', url: `${settings}/access_tokens` },
    { id: 'deployTokens', url: `${settings}/repository#js-deploy-tokens` },
    { id: 'pipelines', url: `${project}/-/pipelines` },
  ];
}

function pagesOfGroup({ instanceUrl, groupPath }: PageSubject): readonly GitlabPage[] {
  if (groupPath === undefined) return [];
  const path = encodedPath(groupPath);
  const pages = `${instanceUrl}/groups/${path}/-`;
  return [
    { id: 'group', url: `${instanceUrl}/${path}` },
    { id: 'groupRegistry', url: `${pages}/container_registries` },
    { id: 'groupTokens', url: `${pages}/settings/access_tokens` },
    { id: 'groupDeployTokens', url: `${pages}/settings/repository#js-deploy-tokens` },
  ];
}

function pagesOfInstance({ instanceUrl }: PageSubject): readonly GitlabPage[] {
  return [
    { id: 'home', url: instanceUrl },
    { id: 'personalTokens', url: `${instanceUrl}/-/user_settings/personal_access_tokens` },
  ];
}

function encodedPath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
