import { l10n } from 'vscode';
import type { Verdict } from '../../domain/cleanup/verdict.ts';
import { count, shortDay } from './numbers.ts';

/** What a run does to a tag, in as few words as a narrow column holds: “No. 23, 93 days”. `now` in epoch ms. */
// One case for each code, checked to be all of them.
// eslint-disable-next-line complexity
export function verdictLabel(verdict: Verdict, now: number): string {
  const { t } = l10n;
  switch (verdict.code) {
    case 'latest':
      return t('Always kept');
    case 'notMatched':
      return t('Not matched');
    case 'keptByPattern':
      return t('Keep pattern');
    case 'keptNewest':
      return t('Newest {0}, no. {1}', count(verdict.keepN), count(verdict.rank));
    case 'noDate':
      return t('No date');
    case 'tooYoung':
      return t('Kept until {0}', shortDay(verdict.eligibleAt, now));
    case 'protected':
      return t('Protected');
    case 'deleted':
      if (verdict.chance !== undefined) return t('May be deleted');
      return verdict.ageSeconds === undefined
        ? t('No. {0}', count(verdict.rank))
        : t('No. {0}, {1} days', count(verdict.rank), count(Math.floor(verdict.ageSeconds / 86_400)));
    case 'undecided':
      return t('Unknown');
  }
}
