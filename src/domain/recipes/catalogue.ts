/** What is made with a recipe: a block of `.gitlab-ci.yml`, or a file for whoever runs GitLab. */
export type RecipeKind = 'ci' | 'admin';

/** A recipe; its text is a file of media/recipes, its words are in `ui`. */
export interface Recipe {
  readonly id: RecipeId;
  readonly kind: RecipeKind;
  /** Name of the file. */
  readonly file: string;
  /** VS Code's. */
  readonly languageId: string;
  /** GitLab's page about it. */
  readonly docs: string;
  /** What to use instead, for a recipe with a tool that is not kept any more. */
  readonly instead?: RecipeId;
  /** A job that stands for one of a template, so that it cannot get another name. */
  readonly fixedJob?: string;
  /** The stage in which the template puts that job. Source: GitLab `lib/gitlab/ci/templates/Jobs/Container-Scanning.gitlab-ci.yml`. */
  readonly fixedStage?: string;
}

const docs = 'https://docs.gitlab.com';
const admin = `${docs}/administration/packages/container_registry/`;

const ci = {
  'docker-build': '/ci/docker/using_docker_build/',
  buildkit: '/ci/docker/using_buildkit/',
  buildah: '/ci/docker/buildah_rootless_tutorial/',
  buildx: '/ci/docker/using_buildkit/',
  kaniko: '/ci/docker/using_kaniko/',
  'tag-strategy': '/user/packages/container_registry/build_and_push_images/',
  'test-image': '/ci/docker/using_docker_images/',
  'container-scanning': '/user/application_security/container_scanning/',
  trivy: '/ci/yaml/artifacts_reports/#artifactsreportscontainer_scanning',
  cosign: '/ci/yaml/signing_examples/',
  mirror: '/user/packages/container_registry/authenticate_with_container_registry/',
  'dependency-proxy': '/user/packages/dependency_proxy/',
  'deploy-token': '/user/project/deploy_tokens/',
  'branch-image': '/ci/environments/#stopping-an-environment',
} as const;

const adminFiles = {
  'storage-filesystem': ['storage-filesystem.rb', 'ruby', '#use-file-system'],
  'storage-s3': ['storage-s3.rb', 'ruby', '#use-object-storage'],
  'storage-gcs': ['storage-gcs.rb', 'ruby', '#use-object-storage'],
  'storage-azure': ['storage-azure.rb', 'ruby', '#use-object-storage'],
  'garbage-collection': ['garbage-collection.sh', 'shellscript', '#container-registry-garbage-collection'],
  'debug-logging': ['debug-logging.rb', 'ruby', '#troubleshooting'],
  'plain-registry-compose': [
    'plain-registry-compose.yml',
    'yaml',
    '#use-an-external-container-registry-with-gitlab-as-an-auth-endpoint',
  ],
  'plain-registry-nginx': [
    'plain-registry-nginx.conf',
    'nginx',
    '#use-an-external-container-registry-with-gitlab-as-an-auth-endpoint',
  ],
} as const;

/** The name of a recipe. */
export type RecipeId = keyof typeof ci | keyof typeof adminFiles;

const special: Partial<Readonly<Record<RecipeId, Pick<Recipe, 'instead' | 'fixedJob' | 'fixedStage'>>>> = {
  kaniko: { instead: 'buildkit' },
  'container-scanning': { fixedJob: 'container_scanning', fixedStage: 'test' },
};

/** All recipes, in the order in which they are offered. */
export const recipes: readonly Recipe[] = [
  ...entries(ci).map(([id, page]): Recipe => ({
    id,
    kind: 'ci',
    file: `${id}.yml`,
    languageId: 'yaml',
    docs: docs + page,
    ...special[id],
  })),
  ...entries(adminFiles).map(([id, [file, languageId, part]]): Recipe => ({
    id,
    kind: 'admin',
    file,
    languageId,
    docs: admin + part,
  })),
];

function entries<K extends string, V>(table: Readonly<Record<K, V>>): readonly (readonly [K, V])[] {
  return Object.entries(table) as [K, V][];
}
