import * as vscode from 'vscode';
import type { GitlabPageId } from '../../domain/snippets/gitlabPages.ts';
import type { SourceLink, SourceLinkKind } from '../../domain/images/sourceLinks.ts';
import { visible } from './visibleText.ts';

const { t } = vscode.l10n;

/** What a list calls a page of GitLab. */
export function gitlabPageLabel(id: GitlabPageId): string {
  const labels: Readonly<Record<GitlabPageId, string>> = {
    home: t('Start page'),
    personalTokens: t('Personal access tokens'),
    group: t('Group'),
    groupRegistry: t('Container registry of the group'),
    groupTokens: t('Access tokens of the group'),
    groupDeployTokens: t('Deploy tokens of the group'),
    project: t('Project'),
    projectRegistry: t('Container registry of the project'),
    repository: t('Tags of the repository'),
    cleanupPolicy: t('Cleanup policy'),
    registrySettings: t('Registry settings and protection rules'),
    projectTokens: t('Access tokens of the project'),
    deployTokens: t('Deploy tokens of the project'),
    pipelines: t('Pipelines'),
    visibility: t('Visibility of the registry'),
  };
  return labels[id];
}

/** What a list calls a page that an image's labels or its tag lead to. */
export function sourceLinkLabel({ kind, text }: SourceLink): string {
  const shown = visible(text);
  const labels: Readonly<Record<SourceLinkKind, string>> = {
    project: t('Source project {0}', shown),
    commit: t('Commit {0}', shown),
    branch: t('Branch {0}', shown),
    pipeline: t('Pipeline {0}', shown),
    mergeRequest: t('Merge request {0}', shown),
  };
  return labels[kind];
}
