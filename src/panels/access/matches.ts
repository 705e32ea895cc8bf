import { l10n } from 'vscode';
import type { RepositoryTags } from '../../domain/cleanup/policyProject.ts';
import { matchesOf, type RuleSubject } from '../../domain/access/matches.ts';
import type { RuleKind } from '../../domain/access/rule.ts';
import type { MatchText } from '../../protocol/access.ts';
import { count } from '../../ui/text/numbers.ts';
import { visible } from '../../ui/text/visibleText.ts';
import type { Subjects } from './state.ts';

const { t } = l10n;

/** How many of the things that a rule matches are named. */
const mostNamed = 10;

/** What a pattern matches, in words; `undefined` for one that is not valid RE2. */
export function matchText(
  kind: RuleKind,
  pattern: string,
  { subjects, state }: Subjects,
): MatchText | undefined {
  const found = matchesOf(kind, pattern, subjects, mostNamed);
  if (found === undefined) return undefined;
  const named = found.first.map(visible);
  const more = found.count - named.length;
  return {
    summary: summaryOf(kind, found.count, subjects.length, state),
    names: state === 'notListed' || state === 'listing' ? [] : named,
    ...(more > 0 && state !== 'listing' ? { more: t('and {0} more', count(more)) } : {}),
  };
}

function summaryOf(kind: RuleKind, found: number, all: number, state: Subjects['state']): string {
  const isTag = kind === 'tag';
  switch (state) {
    case 'notListed':
      return isTag
        ? t('The tags aren’t listed, so it’s unknown what it matches.')
        : t('Couldn’t list the repositories, so it’s unknown what it matches.');
    case 'listing':
      return t('What it matches is known when the tags are listed.');
    case 'partial':
      return isTag
        ? t('Matches {0} of the {1} tags that are listed; there may be more.', count(found), count(all))
        : t(
            'Matches {0} of the {1} repositories that are listed; there may be more.',
            count(found),
            count(all),
          );
    case 'complete':
      return isTag
        ? t('Matches {0} of {1} tags.', count(found), count(all))
        : t('Matches {0} of {1} repositories.', count(found), count(all));
  }
}

/** All tags of a project in the order of repositories and names; with the repository's name where there are several. */
export function tagSubjects(sources: readonly RepositoryTags[]): readonly RuleSubject[] {
  const isAlone = sources.length === 1;
  const sorted = [...sources].sort((a, b) => (a.path < b.path ? -1 : 1));
  return sorted.flatMap(({ path, name: repository, tags }) => {
    const lead = isAlone ? '' : `${repository === '' ? (path.split('/').at(-1) ?? path) : repository}:`;
    const names = tags.map(({ name }) => name).sort();
    return names.map((name) => ({ name, label: lead + name }));
  });
}
