import { l10n } from 'vscode';
import type { Change } from '../../domain/cleanup/explain.ts';
import type { Deletion, Forecast } from '../../domain/cleanup/forecast.ts';
import type { Verdict } from '../../domain/cleanup/verdict.ts';
import type { PolicyState } from '../../domain/cleanup/policy.ts';
import type { Repository } from '../../domain/repository.ts';
import { count, dateTime, relativeTime } from './numbers.ts';

const { t } = l10n;

const isoOf = (at: number): string => new Date(at).toISOString();
const days = (seconds: number): string => count(Math.floor(seconds / 86_400));

/** What the policy does to a tag and by which rule, in a few words for a row. */
export function verdictText(verdict: Verdict): string {
  switch (verdict.code) {
    case 'latest':
      return t('Kept: “latest” is never deleted');
    case 'notMatched':
      return t('Kept: doesn’t match the delete pattern');
    case 'keptByPattern':
      return t('Kept: matches the keep pattern');
    case 'keptNewest':
      return keptNewestText(verdict);
    case 'noDate':
      return t('Kept: GitLab doesn’t know its date');
    case 'tooYoung':
      return t('Kept: not old enough until {0}', dateTime(isoOf(verdict.eligibleAt)));
    case 'protected':
      return t('Kept: protected by the rule “{0}”', verdict.rule);
    case 'deleted':
      return deletedText(verdict);
    case 'undecided':
      return t('Unknown');
  }
}

function keptNewestText({ rank, keepN, tie }: Extract<Verdict, { code: 'keptNewest' }>): string {
  const place = t('Kept: #{0} of the newest {1}', count(rank), count(keepN));
  return tie === undefined
    ? place
    : `${place} ${t('({0} tags have the same date and {1} of them are kept; GitLab decides which)', count(tie.tags), count(tie.kept))}`;
}

function deletedText({ ageSeconds, rank, chance }: Extract<Verdict, { code: 'deleted' }>): string {
  if (chance === 'sample') return t('May be deleted: GitLab chooses at random');
  if (chance === 'tie') return t('May be deleted: other tags have the same date');
  return ageSeconds === undefined
    ? t('Deleted: #{0} by age', count(rank))
    : t('Deleted: #{0} by age, {1} days old', count(rank), days(ageSeconds));
}

/** When a tag goes, as a sentence. */
export function deletionText(deletion: Deletion): string {
  switch (deletion.code) {
    case 'inRun':
      return deletion.isCertain
        ? t('It will be deleted on {0} or soon after.', dateTime(isoOf(deletion.at)))
        : t('It may be deleted from {0} on. GitLab chooses at random.', dateTime(isoOf(deletion.at)));
    case 'never':
      return t('It won’t be deleted unless new tags are pushed or the policy changes.');
    case 'later':
      return t('It won’t be deleted before {0}.', dateTime(isoOf(deletion.after)));
    case 'noRun':
      return noRunText(deletion.reason);
  }
}

/** Why no run is foreseen, as a sentence. */
export function noRunText(reason: Exclude<Forecast['outcome'], 'ran'>): string {
  const texts: Readonly<Record<typeof reason, string>> = {
    disabled: t('The policy isn’t enabled, so nothing is deleted.'),
    notScheduled: t('GitLab hasn’t planned a run yet.'),
    invalidRegex: t('A pattern isn’t valid, so GitLab disables the policy and deletes nothing.'),
    unknownValue: t('The policy has an unknown value, so its outcome can’t be predicted.'),
  };
  return texts[reason];
}

/** What would have to change, as a line of a list. */
// One case for each code, checked to be all of them.
// eslint-disable-next-line complexity
export function changeText(change: Change, name: string): string {
  switch (change.code) {
    case 'otherName':
      return t('Its name isn’t “latest”.');
    case 'deletePatternMatches':
      return t('The delete pattern matches it.');
    case 'keepPatternMatches':
      return t('The keep pattern matches it.');
    case 'keepPatternMisses':
      return t(
        'The keep pattern no longer matches it (now it finds “{0}”).',
        name.slice(change.match.start, change.match.end),
      );
    case 'keepNAtMost':
      return change.keepN === 0
        ? t('No number of newest tags is kept.')
        : t('“Keep the newest” is {0} or less.', count(change.keepN));
    case 'keepNAtLeast':
      return t('At least the newest {0} are kept.', count(change.keepN));
    case 'noOlderThan':
      return t('There’s no age limit, because GitLab doesn’t know its date.');
    case 'runAfter':
      return t('The run happens after {0}, or the age limit is lowered.', dateTime(isoOf(change.at)));
    case 'olderThanAtLeast':
      return t('The age limit is more than {0} days.', days(change.seconds));
    case 'notProtected':
      return t('No tag protection rule matches it (now: {0}).', change.rules.join(', '));
    case 'protected':
      return t('A tag protection rule matches it.');
  }
}

/** “next cleanup in 3 days”, for a row; nothing where GitLab plans none or has not said so. `now` in epoch ms. */
export function nextCleanupText(policy: PolicyState | undefined, now: number): string | undefined {
  if (policy?.enabled !== true || policy.nextRunAt === undefined) return undefined;
  if (Date.parse(policy.nextRunAt) <= now) return t('cleanup is due');
  const when = relativeTime(policy.nextRunAt, now);
  return when === undefined ? undefined : t('next cleanup {0}', when);
}

/** A policy's state in a few words for a project's row; nothing while it is not known. */
export function policyStateText(policy: PolicyState | undefined, now: number): string | undefined {
  if (policy === undefined) return undefined;
  if (!policy.enabled) return t('cleanup off');
  return nextCleanupText(policy, now) ?? t('cleanup on');
}

/** How the last cleanup of a repository went, as far as GitLab tells; nothing where it tells of none. */
export function lastCleanupText({
  cleanup,
  cleanupStartedAt,
  cleanupDeleted,
}: Pick<Repository, 'cleanup' | 'cleanupStartedAt' | 'cleanupDeleted'>): string | undefined {
  if (cleanup === 'ongoing') return t('Cleanup in progress');
  const when = cleanupStartedAt === undefined ? undefined : dateTime(cleanupStartedAt);
  // The number is that of the last cleanup that finished, which is not this one.
  if (cleanup === 'unfinished')
    return when === undefined
      ? t('Last cleanup didn’t finish')
      : t('Last cleanup on {0} didn’t finish', when);
  if (when === undefined) return undefined;
  return cleanupDeleted === undefined
    ? t('Last cleanup on {0}; GitLab doesn’t say how many tags it deleted', when)
    : t('Last cleanup on {0}: {1} tags deleted', when, count(cleanupDeleted));
}
