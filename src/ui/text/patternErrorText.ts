import { l10n } from 'vscode';
import type { PatternErrorCode } from '../../domain/cleanup/tagPattern.ts';

/** What is wrong with a pattern, in words; RE2's own message is shown beside it. */
export function patternErrorText(code: PatternErrorCode): string {
  const texts: Readonly<Record<PatternErrorCode, string>> = {
    lookaround: l10n.t(
      'RE2 has no lookahead or lookbehind. Put what you want to keep into the keep pattern.',
    ),
    unsupportedGroup: l10n.t('RE2 doesn’t know this kind of group.'),
    unknownEscape: l10n.t('RE2 doesn’t know this escape.'),
    unclosedGroup: l10n.t('A group isn’t closed: a “)” is missing.'),
    unopenedGroup: l10n.t('A “)” closes no group.'),
    unclosedClass: l10n.t('A character class isn’t closed: a “]” is missing.'),
    badClass: l10n.t('This character class or range isn’t valid.'),
    repeatedRepeat: l10n.t('A repetition can’t be repeated again.'),
    nothingToRepeat: l10n.t('Nothing to repeat.'),
    repeatTooLarge: l10n.t('The repetition is larger than RE2 allows.'),
    badGroupName: l10n.t('The name of the group isn’t valid.'),
    trailingBackslash: l10n.t('The pattern ends in a backslash.'),
    tooLarge: l10n.t('The pattern is too large for RE2.'),
  };
  return texts[code];
}
