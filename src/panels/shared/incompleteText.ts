import { l10n } from 'vscode';
import type { RepositoryTags } from '../../domain/cleanup/policyProject.ts';
import { count } from '../../ui/text/numbers.ts';
import type { Describe } from './describe.ts';

const { t } = l10n;

/** Why not all tags of a repository are there; nothing where they are. */
export function incompleteText(
  { tags, state, failure, total }: RepositoryTags,
  describe: Describe,
): string | undefined {
  const reasons: Readonly<Record<RepositoryTags['state'], string | undefined>> = {
    complete: undefined,
    loading: total === undefined ? t('Listing…') : t('Listing: {0} of {1}', count(tags.length), count(total)),
    stopped: t('Incomplete: listing was stopped.'),
    tooMany: t('Incomplete: there are more tags than can be held.'),
    pagingLoop: t('Incomplete: the server repeats a page.'),
    truncated: t('Incomplete: GitLab counts more tags than it lists.'),
    failed: t('Incomplete: {0}', failure === undefined ? '' : describe(failure).why),
  };
  return reasons[state];
}
