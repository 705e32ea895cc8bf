import * as vscode from 'vscode';
import type { Recipe, RecipeId } from '../../domain/recipes/catalogue.ts';

const { t } = vscode.l10n;

/** What a list and a comment say of a recipe: its title, and what it needs. */
export interface RecipeText {
  readonly title: string;
  readonly needs: string;
}

const privileged = (): string => t('Requires a runner with privileged Docker containers, and a Dockerfile.');
const builtBefore = (): string =>
  t('Requires an earlier job that pushes the image with the commit SHA as its tag.');
const administrator = (): string =>
  t('Requires root on the server of a self-managed GitLab (Linux package).');

/** The words of a recipe. */
export function recipeText(id: RecipeId): RecipeText {
  return { title: titles[id](), needs: needs[id]() };
}

const titles: Readonly<Record<RecipeId, () => string>> = {
  'docker-build': () => t('Build and push with Docker-in-Docker'),
  buildkit: () => t('Build and push with BuildKit, without root or privileges'),
  buildah: () => t('Build and push with Buildah'),
  buildx: () => t('Build for several platforms with buildx'),
  kaniko: () => t('Build and push with Kaniko (archived in 2025)'),
  'tag-strategy': () => t('Tag with branch, version, and latest'),
  'test-image': () => t('Test on the built image'),
  'container-scanning': () => t('Scan with GitLab container scanning'),
  trivy: () => t('Scan with Trivy'),
  cosign: () => t('Sign and verify with cosign, without keys'),
  mirror: () => t('Mirror an image from Docker Hub'),
  'dependency-proxy': () => t('Pull from Docker Hub through the dependency proxy'),
  'deploy-token': () => t('Log in with a deploy token'),
  'branch-image': () => t('Delete a branch’s image when the branch is deleted'),
  'storage-filesystem': () => t('Storage on the local file system (gitlab.rb)'),
  'storage-s3': () => t('Storage in S3 (gitlab.rb)'),
  'storage-gcs': () => t('Storage in Google Cloud Storage (gitlab.rb)'),
  'storage-azure': () => t('Storage in Azure Blob Storage (gitlab.rb)'),
  'garbage-collection': () => t('Garbage collection'),
  'debug-logging': () => t('Debug logging (gitlab.rb)'),
  'plain-registry-compose': () => t('GitLab with a plain Docker registry: compose'),
  'plain-registry-nginx': () => t('GitLab with a plain Docker registry: nginx'),
};

const needs: Readonly<Record<RecipeId, () => string>> = {
  'docker-build': privileged,
  buildkit: () => t('Requires a Dockerfile. The runner must allow user namespaces.'),
  buildah: () => t('Requires a Dockerfile, but no privileged runner.'),
  buildx: privileged,
  kaniko: () =>
    t(
      'Requires a Dockerfile. Google archived Kaniko in June 2025 and GitLab removed its page. BuildKit and Buildah are maintained.',
    ),
  'tag-strategy': builtBefore,
  'test-image': builtBefore,
  'container-scanning': builtBefore,
  trivy: builtBefore,
  cosign: () =>
    t(
      'Requires an image with the commit SHA as its tag, and GitLab.com or your own Sigstore that trusts your GitLab.',
    ),
  mirror: () => t('Requires a pipeline schedule, or someone who starts the job.'),
  'dependency-proxy': () =>
    t('Requires a project in a group whose dependency proxy is on, and a privileged runner.'),
  'deploy-token': () =>
    t('Requires a deploy token named “gitlab-deploy-token” with read_registry, and a privileged runner.'),
  'branch-image': () =>
    t('Requires images tagged with the branch slug. Runs as the person who deletes the branch.'),
  'storage-filesystem': administrator,
  'storage-s3': administrator,
  'storage-gcs': administrator,
  'storage-azure': administrator,
  'garbage-collection': administrator,
  'debug-logging': administrator,
  'plain-registry-compose': () =>
    t(
      'Requires Docker with compose, and a reverse proxy with TLS. GitLab hasn’t supported registries other than its own since 16.0.',
    ),
  'plain-registry-nginx': () => t('Requires nginx with a certificate for the registry’s name.'),
};

/** The comment above a recipe in a file: title, needs and GitLab's page. All languages of recipes begin comments alike. */
export function recipeHeading(recipe: Recipe): string {
  const { title, needs: need } = recipeText(recipe.id);
  return `# ${title}\n# ${need}\n# ${recipe.docs}\n`;
}
