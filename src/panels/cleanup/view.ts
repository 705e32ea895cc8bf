import { l10n } from 'vscode';
import type { Failure } from '../../base/failure.ts';
import type { PolicyProject, RepositoryTags } from '../../domain/cleanup/policyProject.ts';
import type { Advice, CleanupWorkbenchView, PolicyDraft, RepositoryState } from '../../protocol/cleanup.ts';
import { lastCleanupText } from '../../ui/text/cleanupWords.ts';
import { dateTime } from '../../ui/text/numbers.ts';
import { draftOf } from './draft.ts';
import { cleanupPresets } from './presets.ts';
import { choicesOf } from './words.ts';
import type { Describe } from '../shared/describe.ts';
import { incompleteText } from '../shared/incompleteText.ts';

const { t } = l10n;

/** Everything that the view is made of. */
export interface CleanupState {
  readonly project: PolicyProject;
  readonly draft: PolicyDraft;
  readonly draftVersion: string;
  /** Whether the draft was begun on another policy than GitLab has now. */
  readonly isOvertaken: boolean;
  readonly repositories: readonly RepositoryTags[];
  readonly isLoading: boolean;
  readonly knowledge: number;
  /** Why the repositories could not be listed. */
  readonly failure: Failure | undefined;
  readonly describe: Describe;
}

/** The view of a state. */
export function cleanupView(state: CleanupState): CleanupWorkbenchView {
  const { project, draft, draftVersion, repositories, isLoading, describe } = state;
  const saved = draftOf(project.policy);
  return {
    projectPath: project.fullPath,
    draft,
    draftVersion,
    saved,
    canSave: project.access === 'editor' || project.access === 'unknown',
    notes: notesOf(state),
    presets: cleanupPresets(),
    ...choicesOf(saved, draft, project.olderThanValues),
    repositories: repositories.map((one) => stateOf(one, describe)),
    isLoading,
    knowledge: state.knowledge,
    canMeasure: !isLoading && canMeasure(repositories),
    tagCount: repositories.reduce((sum, { tags }) => sum + tags.length, 0),
  };
}

/** Images whose manifests are read at a time: one request each. */
const mostMeasured = 1000;

function canMeasure(repositories: readonly RepositoryTags[]): boolean {
  const images = new Set(repositories.flatMap(({ tags }) => tags.flatMap(({ digest }) => digest ?? [])));
  return images.size > 0 && images.size <= mostMeasured;
}

function notesOf(state: CleanupState): readonly Advice[] {
  const { project, isOvertaken, failure, describe } = state;
  const notes: Advice[] = [scheduleNote(project)];
  const access = accessText(project.access);
  if (access !== undefined) notes.push({ level: 'info', text: access });
  if (project.policy === undefined)
    notes.push({ level: 'info', text: t('GitLab shows no policy of this project; these are its defaults.') });
  if (isOvertaken)
    notes.push({
      level: 'warning',
      text: t('The policy was changed in GitLab after you started this draft. Your draft is unchanged.'),
    });
  if (failure !== undefined) {
    const { why, next } = describe(failure);
    notes.push({ level: 'error', text: t('Couldn’t list the tags. {0} {1}', why, next) });
  }
  return [...notes, ...runNotes(state)];
}

function accessText(access: PolicyProject['access']): string | undefined {
  switch (access) {
    case 'editor':
      return undefined;
    case 'role':
      return t('Read-only: only a project Maintainer can save.');
    case 'scope':
      return t('Read-only: this connection’s token doesn’t have the “api” scope.');
    case 'unknown':
      return t('GitLab doesn’t show that you are a Maintainer here; it decides when you save.');
  }
}

function runNotes({ project, repositories }: CleanupState): readonly Advice[] {
  if (repositories.some(({ repository }) => repository.cleanup === 'ongoing'))
    return [{ level: 'info', text: t('GitLab is cleaning up right now. Some tags may already be deleted.') }];
  const hasNoRun = ({ repository }: RepositoryTags): boolean =>
    repository.cleanup !== undefined && lastCleanupText(repository) === undefined;
  if (project.policy?.enabled !== true || repositories.length === 0 || !repositories.every(hasNoRun))
    return [];
  return [{ level: 'info', text: t('GitLab reports no cleanup runs here yet.') }];
}

function scheduleNote({ policy }: PolicyProject): Advice {
  if (policy?.enabled !== true)
    return { level: 'info', text: t('The saved policy isn’t enabled: GitLab deletes nothing.') };
  return policy.nextRunAt === undefined
    ? { level: 'info', text: t('The saved policy is enabled; GitLab hasn’t planned a run yet.') }
    : {
        level: 'info',
        text: t('The saved policy runs next on {0} or soon after.', dateTime(policy.nextRunAt)),
      };
}

function stateOf(one: RepositoryTags, describe: Describe): RepositoryState {
  const { repository, path, tags, state } = one;
  const reason = incompleteText(one, describe);
  const isDoubtful = reason !== undefined && state !== 'loading' && state !== 'failed';
  const incomplete = isDoubtful ? `${reason} ${t('The results may be wrong.')}` : reason;
  const lastRun = lastCleanupText(repository);
  return {
    path,
    tagCount: tags.length,
    ...(incomplete === undefined ? {} : { incomplete }),
    ...(lastRun === undefined ? {} : { lastRun }),
  };
}
