import { l10n } from 'vscode';
import { cadenceValues, durationSeconds, keepNValues, olderThanValues } from '../../domain/cleanup/policy.ts';
import type { Choice, DraftField, PolicyDraft } from '../../protocol/cleanup.ts';
import { count } from '../../ui/text/numbers.ts';

const { t } = l10n;

/** What a field of a policy is called. */
export function fieldLabel(field: DraftField): string {
  const labels: Readonly<Record<DraftField, string>> = {
    enabled: t('Enabled'),
    cadence: t('Run cleanup'),
    keepN: t('Keep the newest'),
    olderThan: t('Delete tags older than'),
    nameRegex: t('Delete tags matching'),
    nameRegexKeep: t('Keep tags matching'),
  };
  return labels[field];
}

/** A field's value in words; one that is not known here as it is. */
export function valueLabel(field: DraftField, draft: PolicyDraft): string {
  const value = draft[field];
  if (typeof value === 'boolean') return value ? t('Yes') : t('No');
  if (field === 'cadence') return cadenceLabel(value);
  if (value === '') return t('Not set');
  if (field === 'keepN') return keepNLabel(value);
  return field === 'olderThan' ? olderThanLabel(value) : value;
}

/** What each choice of the form may be: what this GitLab takes, and the present value whatever it is. */
export function choicesOf(
  saved: PolicyDraft,
  draft: PolicyDraft,
  instanceValues: readonly string[],
): Readonly<Record<'cadences' | 'keepNs' | 'olderThans', readonly Choice[]>> {
  return {
    cadences: choices(
      cadenceValues.map(({ rest }) => rest),
      [saved.cadence, draft.cadence],
      cadenceLabel,
    ),
    keepNs: choices(
      ['', ...keepNValues.map(({ rest }) => String(rest))],
      [saved.keepN, draft.keepN],
      keepNLabel,
    ),
    olderThans: choices(
      ['', ...agesToChoose(instanceValues)],
      [saved.olderThan, draft.olderThan],
      olderThanLabel,
    ),
  };
}

/** The ages that a GitLab takes, shortest first; where it does not say, those that every version has. */
export function agesToChoose(instanceValues: readonly string[]): readonly string[] {
  const usual = olderThanValues.flatMap(({ rest, since }) => (since === undefined ? rest : []));
  return inOrder(instanceValues.length > 0 ? instanceValues : usual);
}

function choices(
  known: readonly string[],
  present: readonly string[],
  label: (value: string) => string,
): readonly Choice[] {
  return [...new Set([...known, ...present])].map((value) => ({
    value,
    label: value === '' ? t('Not set') : label(value),
  }));
}

function inOrder(ages: readonly string[]): readonly string[] {
  return [...ages].sort((a, b) => (durationSeconds(a) ?? Infinity) - (durationSeconds(b) ?? Infinity));
}

function cadenceLabel(value: string): string {
  const labels: Readonly<Record<string, string>> = {
    '1d': t('Every day'),
    '7d': t('Every week'),
    '14d': t('Every two weeks'),
    '1month': t('Every month'),
    '3month': t('Every three months'),
  };
  return labels[value] ?? value;
}

/** “10 tags per repository”; what is no number as it is. */
export function keepNLabel(value: string): string {
  if (!/^\d{1,9}$/.test(value)) return value;
  return value === '1' ? t('1 tag per repository') : t('{0} tags per repository', count(Number(value)));
}

/** “90 days”; what is no number of days as it is. */
export function olderThanLabel(value: string): string {
  const days = /^(\d{1,6})d$/.exec(value)?.[1];
  if (days === undefined) return value;
  return days === '1' ? t('1 day') : t('{0} days', count(Number(days)));
}
