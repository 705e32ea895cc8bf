import { l10n } from 'vscode';
import type { CommitEvidence } from '../../domain/stale/commitEvidence.ts';
import type { JudgedTag, StaleProgress, StaleSearch } from '../../domain/stale/staleSearch.ts';
import type {
  KeptReason,
  MergeRequest,
  StaleVerdict,
  UnknownReason,
} from '../../domain/stale/staleVerdict.ts';
import { failureText } from '../../ui/text/failureText.ts';
import { count, shortDate } from '../../ui/text/numbers.ts';
import { visible } from '../../ui/text/visibleText.ts';

const { t } = l10n;

/** As one sentence. */
function staleText(verdict: StaleVerdict): string {
  switch (verdict.code) {
    case 'stale':
      return verdict.by === 'branch' ? branchGone(verdict.mergeRequest) : requestOver(verdict.mergeRequest);
    case 'kept':
      return keptText(verdict.reason);
    case 'unknown':
      return unknownText(verdict.reason);
    case 'commit':
      return t('It’s named after a commit, and only the commit shows whether it’s stale.');
    case 'asks':
      return '';
  }
}

function branchGone(request: MergeRequest): string {
  const branch = visible(request.sourceBranch);
  return request.state === 'merged'
    ? t(
        'The branch “{0}” no longer exists; merge request !{1} was merged on {2}.',
        branch,
        request.iid,
        dayOf(request.mergedAt),
      )
    : t('The branch “{0}” no longer exists; merge request !{1} was closed.', branch, request.iid);
}

function requestOver(request: MergeRequest): string {
  const branch = visible(request.sourceBranch);
  return request.state === 'merged'
    ? t('Merge request !{0} (“{1}”) was merged on {2}.', request.iid, branch, dayOf(request.mergedAt))
    : t('Merge request !{0} was closed, and its branch “{1}” no longer exists.', request.iid, branch);
}

function keptText(reason: KeptReason): string {
  switch (reason.code) {
    case 'latest':
      return t('“latest” is never stale.');
    case 'version':
      return t('Its name is a version.');
    case 'protected':
      return t('The tag protection rule “{0}” matches it.', visible(reason.rule));
    case 'branchExists':
      return reason.isDefault
        ? t('It belongs to the default branch “{0}”.', visible(reason.branch))
        : t('The branch “{0}” exists.', visible(reason.branch));
    case 'gitTagExists':
      return t('The git tag “{0}” exists.', visible(reason.gitTag));
    case 'mergeRequestOpen':
      return t('Merge request !{0} is open.', reason.mergeRequest.iid);
    case 'mergeRequestReopenable':
      return t(
        'Merge request !{0} was closed, but its branch “{1}” still exists.',
        reason.mergeRequest.iid,
        visible(reason.mergeRequest.sourceBranch),
      );
  }
}

function unknownText(reason: UnknownReason): string {
  switch (reason.code) {
    case 'noTrace':
      return t('Not known: no branch has this name, and no merge request shows that one had it.');
    case 'mergeRequestUnseen':
      return t('Not known: GitLab shows no merge request !{0}.', reason.iid);
    case 'forkUnseen':
      return t('Not known: the branch of merge request !{0} is in another project.', reason.mergeRequest.iid);
    case 'unlisted':
      return t('Not known: {0} couldn’t be listed completely.', listName(reason.list));
  }
}

/** Everything that is known of a tag, as sentences. */
export function evidenceText({ verdict, evidence }: JudgedTag): string {
  if (evidence === undefined) return staleText(verdict);
  return verdict.code === 'commit' ? commitText(evidence) : `${staleText(verdict)} ${commitText(evidence)}`;
}

function commitText(evidence: CommitEvidence): string {
  const commit = 'commit' in evidence ? evidence.commit.slice(0, 8) : '';
  switch (evidence.code) {
    case 'unreachable':
      return evidence.mergeRequest === undefined
        ? t('No branch or Git tag contains its commit {0}.', commit)
        : t(
            'No branch or Git tag contains its commit {0}, and its merge request !{1} is closed or merged.',
            commit,
            evidence.mergeRequest.iid,
          );
    case 'reachable':
      return evidence.ref.type === 'branch'
        ? t('Its commit {0} is in the branch “{1}”.', commit, visible(evidence.ref.name))
        : t('Its commit {0} is in the git tag “{1}”.', commit, visible(evidence.ref.name));
    case 'open':
      return t('Its commit {0} is in merge request !{1}, which is open.', commit, evidence.mergeRequest.iid);
    case 'unknownCommit':
      return t('The git repository doesn’t have its commit {0}.', commit);
    case 'noCommit':
      return t('Its image doesn’t name a commit.');
    case 'failed':
      return t('Couldn’t check its commit: {0}', failureText(evidence.failure).why);
  }
}

/** What a progress shows. */
export function staleProgressText({ step, count: found, requests }: StaleProgress): string {
  if (step === 'tags') return t('{0} tags so far', count(found));
  return t('{0} {1}, {2} requests so far', count(found), listName(step), count(requests));
}

/** What limits a search, a sentence each; the first says what it cost. */
export function staleLimits({
  requests,
  unlisted,
  incomplete,
  mergeRequestsSince,
}: StaleSearch): readonly string[] {
  return [
    t('Checked branches, Git tags, merge requests, and rules ({0} requests).', count(requests)),
    ...unlisted.map(({ list, failure }) =>
      t('Couldn’t list all {0}: {1}', listName(list), failureText(failure).why),
    ),
    ...incomplete.map((path) => t('Not all tags of {0} could be listed.', visible(path))),
    ...(mergeRequestsSince === undefined
      ? []
      : [
          t(
            'Branch names were checked against closed and merged merge requests back to {0}.',
            dayOf(mergeRequestsSince),
          ),
        ]),
  ];
}

function listName(list: StaleSearch['unlisted'][number]['list']): string {
  const names: Readonly<Record<typeof list, string>> = {
    branches: t('branches'),
    gitTags: t('git tags'),
    mergeRequests: t('merge requests'),
    protections: t('tag protection rules'),
  };
  return names[list];
}

function dayOf(iso: string | undefined): string {
  const at = Date.parse(iso ?? '');
  return Number.isNaN(at) ? '?' : shortDate(at);
}
