import { l10n } from 'vscode';
import type { TagOutcome } from '../../domain/deletion/outcome.ts';
import type { DeletionPlan, TagImpact } from '../../domain/deletion/plan.ts';
import { isBack, type Restoration } from '../../domain/deletion/restoration.ts';
import type { DeletionTarget } from '../../domain/deletion/target.ts';
import type { CheckRow } from '../../protocol/checkList.ts';
import { outcomeText } from '../../ui/deletion/deletionResult.ts';
import { failureText } from '../../ui/text/failureText.ts';
import { impactNotes, type ImpactKind } from '../../ui/deletion/impactText.ts';
import { byteSize, shortDate } from '../../ui/text/numbers.ts';
import { putText } from '../../ui/deletion/restorationResult.ts';
import { visible } from '../../ui/text/visibleText.ts';
import { CheckList, type CheckFilter } from '../shared/checkList.ts';

/** A tag on the page; what is known of it changes as it is chosen, deleted and put back. */
export interface SheetRow {
  readonly target: DeletionTarget;
  /** What is known of it, and what its deletion touches. */
  impact: TagImpact;
  role: DeletionPlan['role'];
  outcome?: TagOutcome;
  restoration?: Restoration;
}

/** The list of a deletion's tags. All are checked, but for those that have an outcome already. */
export function sheetList(rows: readonly SheetRow[], hasSeveral: boolean): CheckList<SheetRow> {
  const nameOf = ({ target, impact }: SheetRow): string =>
    hasSeveral ? `${target.repository.path}:${impact.name}` : impact.name;
  const { t } = l10n;
  return new CheckList(
    rows,
    {
      filters: filters(),
      columns: [
        { name: 'tag', heading: t('Tag'), text: (row) => visible(nameOf(row)), key: nameOf },
        {
          name: 'remarks',
          heading: t('Notes'),
          text: (row) => sheetNotes(row).join(' · '),
          key: (row) => severity.indexOf(levelOf(row)),
        },
        {
          name: 'date',
          heading: t('Date'),
          text: ({ impact: { date } }) => (date === undefined ? t('unknown') : dateText(date)),
          key: ({ impact: { date } }) => date,
        },
        {
          name: 'size',
          heading: t('Size'),
          text: ({ impact: { sizeBytes } }) => (sizeBytes === undefined ? t('unknown') : byteSize(sizeBytes)),
          key: ({ impact: { sizeBytes } }) => sizeBytes,
        },
        {
          name: 'digest',
          heading: t('Digest'),
          text: ({ impact: { digest } }) => (digest === undefined ? t('unknown') : visible(digest)),
          key: ({ impact: { digest } }) => digest,
        },
      ],
      order: { column: 'tag', isDescending: false },
      searched: (row) => `${nameOf(row)} ${row.impact.digest ?? ''} ${sheetNotes(row).join(' ')}`,
      level: levelOf,
      notes: sheetNotes,
    },
    ({ outcome }) => outcome === undefined,
  );
}

function dateText(iso: string): string {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? visible(iso) : shortDate(at);
}

/** Everything to know of a tag: what happened to it, else why it was chosen and what its deletion touches. */
export function sheetNotes({ target, impact, role, outcome, restoration }: SheetRow): readonly string[] {
  if (restoration !== undefined) return [putText(restoration)];
  if (outcome !== undefined) {
    const next = outcome.failure === undefined ? '' : failureText(outcome.failure).next;
    return [outcomeText(outcome), ...(next === '' ? [] : [next])];
  }
  const reason = target.reasons?.get(impact.name);
  const notes = impactNotes(impact, role).map(({ text }) => text);
  return reason === undefined ? notes : [...notes, visible(reason)];
}

const severity: readonly CheckRow['level'][] = ['error', 'warning', 'info', 'none', 'done'];

function levelOf({ impact, role, outcome, restoration }: SheetRow): CheckRow['level'] {
  if (restoration !== undefined) return isBack(restoration) ? 'done' : 'error';
  if (outcome !== undefined) return outcomeLevels[outcome.result];
  const kinds = impactNotes(impact, role).map(({ kind }) => kind);
  if (kinds.length === 0) return 'none';
  return kinds.every((kind) => kind === 'shared' || kind === 'newest') ? 'info' : 'warning';
}

const outcomeLevels: Readonly<Record<TagOutcome['result'], CheckRow['level']>> = {
  deleted: 'done',
  gone: 'info',
  emptied: 'error',
  refused: 'warning',
  failed: 'error',
  unclear: 'error',
  notTried: 'none',
};

function filters(): readonly CheckFilter<SheetRow>[] {
  const { t } = l10n;
  const impact = (kind: ImpactKind, label: string): CheckFilter<SheetRow> => ({
    value: `plan-${kind}`,
    label,
    passes: (row) =>
      row.outcome === undefined && impactNotes(row.impact, row.role).some((note) => note.kind === kind),
  });
  const outcome = (result: TagOutcome['result'], label: string): CheckFilter<SheetRow> => ({
    value: result,
    label,
    passes: (row) => row.outcome?.result === result && row.restoration === undefined,
  });
  const planned = (value: string, label: string, isWanted: boolean): CheckFilter<SheetRow> => ({
    value,
    label,
    passes: (row, isChecked) => row.outcome === undefined && isChecked === isWanted,
  });
  return [
    { value: 'all', label: t('All'), passes: () => true },
    planned('chosen', t('Selected'), true),
    planned('left', t('Not selected'), false),
    impact('refused', t('GitLab will refuse this')),
    impact('changed', t('Have changed')),
    impact('shared', t('Image still tagged')),
    impact('latest', t('Pulled by default')),
    impact('newest', t('Latest of their kind')),
    impact('used', t('Used in this workspace')),
    outcome('deleted', t('Deleted')),
    outcome('gone', t('Already deleted')),
    outcome('emptied', t('Half deleted')),
    outcome('refused', t('Refused')),
    outcome('failed', t('Failed')),
    outcome('unclear', t('Unclear')),
    outcome('notTried', t('Not tried')),
    {
      value: 'back',
      label: t('Restored'),
      passes: ({ restoration: one }) => one !== undefined && isBack(one),
    },
    {
      value: 'notBack',
      label: t('Not restored'),
      passes: ({ restoration: one }) => one !== undefined && !isBack(one),
    },
  ];
}
