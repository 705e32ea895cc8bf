import { l10n } from 'vscode';
import type { CleanupWorkbenchStrings } from '../../protocol/cleanupStrings.ts';
import { fieldLabel } from './words.ts';
import { sharedStrings } from '../shared/sharedStrings.ts';

type Key = keyof CleanupWorkbenchStrings;

/** The texts of the page "Cleanup policy"; `{0}` is filled in by the page. */
export function cleanupWorkbenchStrings(): CleanupWorkbenchStrings {
  return {
    ...sharedStrings(),
    ...headStrings(),
    ...formStrings(),
    ...fieldStrings(),
    ...listStrings(),
    ...emptyStrings(),
    ...chartStrings(),
  };
}

function headStrings(): Pick<
  CleanupWorkbenchStrings,
  | Extract<Key, `result${string}` | `share${string}`>
  | 'title'
  | 'allKept'
  | 'save'
  | 'saveAnyway'
  | 'saveNote'
  | 'savedAt'
  | 'cancel'
  | 'discard'
  | 'unsaved'
  | 'readOnly'
  | 'copyForMaintainer'
  | 'copied'
  | 'measure'
  | 'measuring'
  | 'listing'
  | 'stop'
  | 'refresh'
> {
  const { t } = l10n;
  return {
    title: t('Cleanup policy'),
    result: t('{0} of {1} tags will be deleted'),
    resultTry: t('{0} of {1} tags would be deleted'),
    resultOff: t('Cleanup is off'),
    resultNone: t('No tags will be deleted'),
    allKept: t('All {0} tags are kept'),
    share: t('{0} of {1}'),
    shareKept: t('{0} kept'),
    shareHint: t('{0} {1}: show only this repository'),
    shares: t('Kept and deleted per repository; choose one to filter the list'),
    save: t('Save…'),
    saveAnyway: t('Save Policy'),
    saveNote: t('Nothing is deleted now. GitLab deletes tags when cleanup runs.'),
    savedAt: t('Saved at {0}'),
    cancel: t('Cancel'),
    discard: t('Discard'),
    unsaved: t('Unsaved changes'),
    readOnly: t('Read-only'),
    copyForMaintainer: t('Copy for a Maintainer'),
    copied: t('The call is on the clipboard.'),
    measure: t('Calculate Exact Size'),
    measuring: t('Reading manifests…'),
    listing: t('Listing tags: {0} so far'),
    stop: t('Stop Listing'),
    refresh: t('Refresh'),
  };
}

function formStrings(): Pick<
  CleanupWorkbenchStrings,
  | 'policy'
  | 'trialPolicy'
  | 'keep'
  | 'delete'
  | 'saved'
  | 'days'
  | 'presets'
  | 'presetsPrompt'
  | 'testPatterns'
  | 'copyApiCall'
  | 'reviewTitle'
  | 'changedFields'
  | 'whatChanges'
  | 'position'
  | 'editPolicy'
  | 'repositories'
> {
  const { t } = l10n;
  return {
    policy: t('Policy'),
    trialPolicy: t('Trial policy'),
    keep: t('Keep'),
    delete: t('Delete'),
    saved: t('saved: {0}'),
    days: t('{0} days'),
    presets: t('Presets'),
    presetsPrompt: t('Start from a preset'),
    testPatterns: t('Test patterns…'),
    copyApiCall: t('Copy as API call'),
    reviewTitle: t('Save this policy?'),
    changedFields: t('Changed fields'),
    whatChanges: t('What changes'),
    position: t('Position {0}:'),
    editPolicy: t('Edit'),
    repositories: t('Repositories'),
  };
}

function fieldStrings(): Pick<
  CleanupWorkbenchStrings,
  Extract<Key, `field.${string}` | `hint.${string}` | `label.${string}` | `examples${string}`>
> {
  const { t } = l10n;
  return {
    'field.enabled': t('Clean up automatically'),
    'field.cadence': fieldLabel('cadence'),
    'field.keepN': fieldLabel('keepN'),
    'field.olderThan': fieldLabel('olderThan'),
    'field.nameRegex': fieldLabel('nameRegex'),
    'field.nameRegexKeep': fieldLabel('nameRegexKeep'),
    'label.keepN': t('The newest'),
    'label.pattern': t('Tags matching'),
    'label.olderThan': t('Older than'),
    'hint.nameRegex': t('RE2 pattern; GitLab anchors it with \\A and \\z'),
    'hint.nameRegexKeep': t('RE2 pattern; matching tags are kept'),
    examplesKeep: t('Keeps'),
    examplesMore: t('and {0} more'),
  };
}

function emptyStrings(): Pick<
  CleanupWorkbenchStrings,
  Extract<Key, `noTags${string}`> | 'noMatch' | 'clearFilter' | 'nothingToDelete' | 'showKept'
> {
  const { t } = l10n;
  return {
    noTags: t('No tags yet'),
    noTagsHint: t(
      'When images are pushed to this project, you can see here what cleanup would do with them.',
    ),
    noMatch: t('No tags match the filter'),
    clearFilter: t('Clear Filter'),
    nothingToDelete: t('Nothing to delete'),
    showKept: t('Show Kept Tags'),
  };
}

function listStrings(): Pick<
  CleanupWorkbenchStrings,
  | Extract<Key, `filter.${string}` | `column.${string}` | `group${string}`>
  | 'preview'
  | 'listed'
  | 'filterText'
  | 'undecided'
  | 'deleteListed'
  | 'deleteChosen'
  | 'chosen'
  | 'clearChoice'
  | 'choose'
  | 'export'
> {
  const { t } = l10n;
  return {
    preview: t('Preview'),
    listed: t('Listed tags'),
    filterText: t('Filter tags'),
    'filter.all': t('All'),
    'filter.goes': t('Deleted'),
    'filter.stays': t('Kept'),
    'filter.changed': t('Changed'),
    'filter.gone': t('By {0}'),
    'column.name': t('Tag'),
    'column.reason': t('Result'),
    'column.date': t('Pushed'),
    'column.size': t('Size'),
    group: t('{0} deleted · {1} kept'),
    groupKept: t('{0} kept'),
    groupDeleted: t('{0} deleted'),
    undecided: t('{0} can’t be predicted'),
    deleteListed: t('Delete {0} Listed Tags Now…'),
    deleteChosen: t('Delete {0} Selected Tags Now…'),
    chosen: t('{0} selected'),
    clearChoice: t('Clear Selection'),
    choose: t('Select {0}'),
    export: t('Export Report…'),
  };
}

function chartStrings(): Pick<
  CleanupWorkbenchStrings,
  | Extract<Key, `ages${string}` | `legend${string}` | `line${string}` | `run${string}`>
  | 'reaches'
  | 'today'
  | 'binText'
> {
  const { t } = l10n;
  return {
    ages: t('Tags by age'),
    agesText: t(
      'Tags by age: {0} of {1} tags will be deleted, {2} are kept by a rule, {3} are newer than the line',
    ),
    agesUndated: t('{0} tags without a date'),
    legendKept: t('Kept by a rule'),
    legendYoung: t('Newer than the line'),
    line: t('older than {0} days'),
    lineAny: t('of any age'),
    lineSince: t('since {0}'),
    lineValue: t('{0} days: tags pushed before {1}'),
    lineName: t('Delete tags older than'),
    reaches: t('Newest {0} reach back to'),
    runs: t('The line at the next runs'),
    runsNone: t('No upcoming run deletes anything'),
    run: t('{0}: {1} tags deleted, {2} by then'),
    today: t('today'),
    binText: t('{0} to {1}: {2} deleted, {3} kept by a rule, {4} newer than the line'),
  };
}
