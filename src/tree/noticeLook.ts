import * as vscode from 'vscode';
import { failureText, repairOf } from '../ui/text/failureText.ts';
import { count, relativeTime } from '../ui/text/numbers.ts';
import type { FailureNode, MoreNode, NoteNode } from './nodes.ts';

const { t } = vscode.l10n;

/** How a row looks. */
export interface Look {
  readonly label: string;
  readonly description?: string | undefined;
  readonly icon: string;
  readonly color?: string;
  /** What a screen reader says instead of a label that changes, or is shorter than it has to be heard. */
  readonly spoken?: string;
  /** What a screen reader says before the label. */
  readonly kindName: string;
  readonly state?: vscode.TreeItemCollapsibleState;
  /** Words that menus test; the kind when absent. */
  readonly words?: string;
  /** What a click, Enter or Space does; it is called with the row and `arguments`. */
  readonly command?: string;
  readonly arguments?: readonly string[];
}

/** The row below an unfinished list. */
export function moreLook(node: MoreNode): Look {
  const label = t('Load More…');
  const description =
    node.total === undefined
      ? t('{0} loaded', count(node.shown))
      : t('{0} of {1} shown', count(node.shown), count(node.total));
  return { label, description, icon: 'ellipsis', kindName: '', command: 'gitlabRegistry.loadMore' };
}

/** The row of a list that could not be loaded, or waits. */
export function failureLook(node: FailureNode, now: number): Look {
  const repair = repairOf(node.failure);
  const label = failureLabel(node);
  if (node.until !== undefined)
    return {
      label: `${label} ${waitText(node.until, now)}`,
      icon: 'watch',
      color: 'list.warningForeground',
      kindName: t('error'),
      spoken: label,
      words: 'failure waiting',
    };
  const commands = {
    retry: 'gitlabRegistry.retry',
    signIn: 'gitlabRegistry.signInAgain',
    showLog: 'gitlabRegistry.showLog',
  };
  return {
    label,
    icon: 'error',
    color: 'list.errorForeground',
    kindName: t('error'),
    spoken: `${label}. ${failureText(node.failure).why}`,
    words: repair === 'signIn' ? 'failure denied' : 'failure',
    command: commands[repair],
  };
}

/** What went wrong in a few words: the row is narrow, and its tooltip has the sentences. */
function failureLabel({ failure, connectionName }: FailureNode): string {
  const name = connectionName ?? failure.details.host ?? t('the server');
  switch (failure.reason) {
    case 'offline':
      return t('Can’t reach {0}', name);
    case 'unauthorized':
      return t('Sign in to {0} again', name);
    case 'rateLimited':
      return t('GitLab is limiting requests.');
    case 'denied':
      return t('No permission');
    case 'missing':
      return t('Not found, or no access');
    default:
      return t('Couldn’t load');
  }
}

function waitText(until: number, now: number): string {
  const seconds = Math.ceil((until - now) / 1_000);
  return seconds > 0 ? t('Trying again in {0} s', count(seconds)) : t('Trying again…');
}

/** A row that only informs. */
export function noteLook(node: NoteNode, now: number): Look {
  const age = relativeTime(new Date(node.savedAt ?? now).toISOString(), now) ?? '';
  const labels = {
    noImages: t('No images here'),
    noTags: t('No tags'),
    tooMany: t('Only the first {0} are listed', count(node.shown)),
    pagingLoop: t('May be incomplete: the server repeats a page'),
    noMatch: t('No tags match the filter'),
    partial: t('Only the first {0} tags are sorted, filtered, and grouped', count(node.shown)),
    searched: t('The server searched all tag names for “{0}”', node.search ?? ''),
    keptPart: t('Showing the first {0} from the last session', count(node.shown)),
    asOf: t('As of {0}', age),
    renewing: t('As of {0}, refreshing…', age),
    retrying: t('Trying again…'),
    truncated: t('Incomplete: GitLab counts more than the {0} it lists', count(node.shown)),
  };
  return { label: labels[node.note], icon: node.savedAt === undefined ? 'info' : 'history', kindName: '' };
}
