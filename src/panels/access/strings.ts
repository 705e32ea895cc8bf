import { l10n } from 'vscode';
import type { AccessStrings } from '../../protocol/access.ts';
import { sharedStrings } from '../shared/sharedStrings.ts';

/** The texts of the page "Access and Protection"; `{0}` is filled in by the page. */
export function accessStrings(): AccessStrings {
  const { t } = l10n;
  return {
    ...sharedStrings(),
    title: t('Access and Protection'),
    summary: t('In short'),
    refresh: t('Refresh'),
    refreshed: t('Access and rules refreshed'),
    unknown: t('Unknown'),
    glance: t('Who can do what'),
    'glance.act': t('What'),
    'glance.who': t('Who'),
    'glance.you': t('You'),
    'act.pull': t('View and pull images'),
    'act.push': t('Push images'),
    'act.deleteTags': t('Delete tags'),
    'act.administer': t('Delete repositories, and change policies and rules'),
    visibility: t('Who sees the registry'),
    changeVisibility: t('Change Visibility'),
    'rules.tag': t('Protected tags'),
    'rules.repository': t('Protected repositories'),
    'pattern.tag': t('Tags matching'),
    'pattern.repository': t('Repositories matching'),
    push: t('Push needs'),
    remove: t('Delete needs'),
    addRule: t('Add Rule'),
    editRule: t('Edit the rule {0}'),
    removeRule: t('Remove the rule {0}'),
    newRule: t('New rule'),
    changedRule: t('Changed rule'),
    save: t('Save Rule'),
    cancel: t('Discard'),
    draftKept: t('Unsaved changes. Your draft is kept if you close this page.'),
    position: t('Position {0}:'),
    listTags: t('List Tags'),
    stop: t('Stop Listing'),
    tags: t('Tags that rules are tried on'),
  };
}
