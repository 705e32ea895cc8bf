import { l10n } from 'vscode';
import type { CleanupWorkbenchStrings } from '../../protocol/cleanup.ts';
import { fieldLabel } from './words.ts';
import { sharedStrings } from '../shared/sharedStrings.ts';

/** The texts of the page "Cleanup policy"; `{0}` is filled in by the page. */
export function cleanupWorkbenchStrings(): CleanupWorkbenchStrings {
  const { t } = l10n;
  return {
    ...sharedStrings(),
    ...fieldStrings(),
    title: t('Cleanup Policy'),
    policy: t('Policy'),
    presets: t('Presets'),
    presetsPrompt: t('Start from a preset…'),
    save: t('Save…'),
    saveAnyway: t('Save Now'),
    cancel: t('Cancel'),
    discard: t('Discard Draft'),
    refresh: t('Refresh'),
    stop: t('Stop Listing'),
    testPatterns: t('Test Patterns…'),
    more: t('Report'),
    exportMarkdown: t('Export as Markdown'),
    exportCsv: t('Export as CSV'),
    exportJson: t('Export as JSON'),
    copyApiCall: t('Copy as API Call'),
    copied: t('Call copied to the clipboard.'),
    reviewTitle: t('Save this policy?'),
    changedFields: t('Changed fields'),
    noChange: t('No unsaved changes'),
    draftKept: t('Unsaved changes. Your draft is kept if you close this page.'),
    preview: t('If cleanup ran now'),
    listing: t('Listing tags: {0} so far'),
    position: t('Position {0}:'),
    readOnly: t('Read-only'),
    deleteListed: t('Delete {0} Listed Tags Now…'),
    deleteChosen: t('Delete {0} Selected Tags…'),
    measure: t('Calculate Exact Size'),
    measuring: t('Reading manifests…'),
    clearChoice: t('Clear Selection'),
    choose: t('Choose {0}'),
    ...tableStrings(),
  };
}

function fieldStrings(): Pick<
  CleanupWorkbenchStrings,
  Extract<keyof CleanupWorkbenchStrings, `field.${string}` | `hint.${string}`>
> {
  return {
    'field.enabled': l10n.t('Clean up automatically'),
    'field.cadence': fieldLabel('cadence'),
    'field.keepN': fieldLabel('keepN'),
    'field.olderThan': fieldLabel('olderThan'),
    'field.nameRegex': fieldLabel('nameRegex'),
    'field.nameRegexKeep': fieldLabel('nameRegexKeep'),
    'hint.nameRegex': l10n.t('RE2 pattern; GitLab anchors it with \\A and \\z'),
    'hint.nameRegexKeep': l10n.t('RE2 pattern; matching tags are kept'),
  };
}

function tableStrings(): Pick<
  CleanupWorkbenchStrings,
  | Extract<keyof CleanupWorkbenchStrings, `filter.${string}` | `column.${string}` | `timeline${string}`>
  | 'listed'
  | 'filterText'
  | 'orderBy'
  | 'descending'
  | 'shown'
  | 'undecided'
  | 'noTags'
  | 'repositories'
> {
  const { t } = l10n;
  return {
    listed: t('Listed tags'),
    filterText: t('Filter tags'),
    'filter.all': t('All'),
    'filter.goes': t('Deleted'),
    'filter.stays': t('Kept'),
    'filter.changed': t('Changed from saved policy'),
    'filter.gone': t('Deleted by the selected date'),
    'column.name': t('Tag'),
    'column.reason': t('Verdict'),
    'column.date': t('Date'),
    'column.size': t('Size'),
    'column.goesAt': t('Deletion date'),
    orderBy: t('Order by'),
    descending: t('Descending'),
    timeline: t('Deleted by date'),
    timelineNow: t('Now: nothing deleted yet'),
    timelineBy: t('By {0}: {1} tags deleted'),
    shown: t('{0} will be deleted · {1} will be kept'),
    undecided: t('Unknown: {0}.'),
    noTags: t('This project has no tags.'),
    repositories: t('Repositories'),
  };
}
