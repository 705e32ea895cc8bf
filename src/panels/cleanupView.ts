// Tested through cleanupDesk.test.ts.
import { l10n } from 'vscode';
import type { Failure } from '../base/failure.ts';
import type { PolicyProject, RepositoryTags } from '../domain/cleanup/policyProject.ts';
import type { Repository } from '../domain/repository.ts';
import type {
  Advice,
  CleanupWorkbenchView,
  PolicyDraft,
  RepositoryState,
} from '../protocol/cleanupWorkbench.ts';
import { count, dateTime } from '../ui/numbers.ts';
import { draftOf } from './cleanupDraft.ts';
import { cleanupPresets } from './cleanupPresets.ts';
import { choicesOf } from './policyWords.ts';

const { t } = l10n;

/** Why something failed and what to do, as sentences. */
export type Describe = (failure: Failure) => { readonly why: string; readonly next: string };

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
    canSave: project.access === 'editor',
    notes: notesOf(state),
    presets: cleanupPresets(),
    ...choicesOf(saved, draft, project.olderThanValues),
    repositories: repositories.map((one) => stateOf(one, describe)),
    isLoading,
    knowledge: state.knowledge,
    tagCount: repositories.reduce((sum, { tags }) => sum + tags.length, 0),
  };
}

function notesOf({ project, isOvertaken, failure, describe, repositories }: CleanupState): readonly Advice[] {
  const notes: Advice[] = [scheduleNote(project)];
  if (project.access === 'role')
    notes.push({ level: 'info', text: t('Read-only: only a Maintainer of the project can save.') });
  if (project.access === 'scope')
    notes.push({ level: 'info', text: t('Read-only: the token of this connection lacks the scope “api”.') });
  if (project.policy === undefined)
    notes.push({ level: 'info', text: t('GitLab shows no policy of this project; these are its defaults.') });
  if (isOvertaken)
    notes.push({
      level: 'warning',
      text: t('The policy was changed in GitLab since this draft was begun. The draft was not touched.'),
    });
  if (failure !== undefined) {
    const { why, next } = describe(failure);
    notes.push({ level: 'error', text: t('The tags could not be listed. {0} {1}', why, next) });
  }
  if (repositories.some(({ repository }) => repository.cleanup === 'ongoing'))
    notes.push({ level: 'info', text: t('GitLab is cleaning up in this moment; tags may be gone already.') });
  return notes;
}

function scheduleNote({ policy }: PolicyProject): Advice {
  if (policy?.enabled !== true)
    return { level: 'info', text: t('The saved policy is not enabled: GitLab deletes nothing.') };
  return policy.nextRunAt === undefined
    ? { level: 'info', text: t('The saved policy is enabled; GitLab has not planned a run yet.') }
    : {
        level: 'info',
        text: t('The saved policy runs next on {0} or soon after.', dateTime(policy.nextRunAt)),
      };
}

function stateOf(
  { repository, path, tags, state, failure, total }: RepositoryTags,
  describe: Describe,
): RepositoryState {
  const reasons: Readonly<Record<RepositoryTags['state'], string | undefined>> = {
    complete: undefined,
    loading: total === undefined ? t('Listing…') : t('Listing: {0} of {1}', count(tags.length), count(total)),
    stopped: t('Incomplete: listing was stopped. The verdicts may be wrong.'),
    tooMany: t('Incomplete: there are more tags than can be held. The verdicts may be wrong.'),
    pagingLoop: t('Incomplete: the server repeats a page. The verdicts may be wrong.'),
    truncated: t('Incomplete: GitLab counts more tags than it lists. The verdicts may be wrong.'),
    failed: t('Incomplete: {0}', failure === undefined ? '' : describe(failure).why),
  };
  const incomplete = reasons[state];
  const lastRun = lastRunText(repository.cleanup, repository.cleanupStartedAt);
  return {
    path,
    tagCount: tags.length,
    ...(incomplete === undefined ? {} : { incomplete }),
    ...(lastRun === undefined ? {} : { lastRun }),
  };
}

function lastRunText(cleanup: Repository['cleanup'], startedAt: string | undefined): string | undefined {
  if (cleanup === 'ongoing') return t('Cleanup in progress');
  const when = startedAt === undefined ? undefined : dateTime(startedAt);
  if (cleanup === 'unfinished')
    return when === undefined
      ? t('Last cleanup did not finish')
      : t('Last cleanup on {0} did not finish', when);
  return when === undefined ? undefined : t('Last cleanup on {0}', when);
}
