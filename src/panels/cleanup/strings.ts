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
    copied: t('The call is on the clipboard.'),
    reviewTitle: t('Save this policy?'),
    changedFields: t('Changed fields'),
    noChange: t('The draft is what GitLab has.'),
    draftKept: t('Not saved yet. The draft is kept, also when you close this page.'),
    preview: t('If GitLab ran it now'),
    listing: t('Listing tags: {0} so far'),
    position: t('Position {0}:'),
    readOnly: t('Read-only'),
    deleteListed: t('Delete the Listed Tags That Go ({0})…'),
    deleteChosen: t('Delete the Chosen Tags ({0})…'),
    measure: t('Read Manifests to Count Exactly'),
    measuring: t('Reading manifests…'),
    clearChoice: t('Clear Choice'),
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
    'hint.nameRegex': l10n.t('RE2; GitLab puts \\A and \\z around it'),
    'hint.nameRegexKeep': l10n.t('RE2; what matches stays'),
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
    'filter.goes': t('Go'),
    'filter.stays': t('Stay'),
    'filter.changed': t('Differ from the saved policy'),
    'filter.gone': t('Gone by the date below'),
    'column.name': t('Tag'),
    'column.reason': t('Verdict'),
    'column.date': t('Date'),
    'column.size': t('Size'),
    'column.goesAt': t('Goes on'),
    orderBy: t('Order by'),
    descending: t('Descending'),
    timeline: t('Gone by a date'),
    timelineNow: t('Nothing has gone yet.'),
    timelineBy: t('By {0}, {1} tags will have gone.'),
    shown: t('Go: {0}. Stay: {1}.'),
    undecided: t('Cannot be told: {0}.'),
    noTags: t('This project has no tags.'),
    repositories: t('Repositories'),
  };
}
