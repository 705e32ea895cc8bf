import { l10n } from 'vscode';
import type { ChangesStrings } from '../../protocol/changes.ts';
import { sharedStrings } from '../shared/sharedStrings.ts';

/** The texts of the page “What Changed”; `{0}` is filled in by the page. */
export function changesStrings(): ChangesStrings {
  return {
    ...sharedStrings(),
    layers: l10n.t('Layers'),
    packages: l10n.t('Packages'),
    files: l10n.t('Files'),
    filesByFolder: l10n.t('Files by folder'),
    configuration: l10n.t('Configuration'),
    sections: l10n.t('Sections'),
    swap: l10n.t('Swap Sides'),
    export: l10n.t('Export as Markdown'),
    exported: l10n.t('Exported'),
    samePackages: l10n.t('The packages are the same.'),
    sameFiles: l10n.t('The files are the same.'),
    sameConfiguration: l10n.t('The configuration is the same.'),
    shared: l10n.t('shared'),
    showMore: l10n.t('Show {0} More'),
    added: l10n.t('Added'),
    changed: l10n.t('Changed'),
    removed: l10n.t('Removed'),
    up: l10n.t('Up'),
    down: l10n.t('Down'),
    folder: l10n.t('{0} added, {1} removed, {2} changed'),
    from: l10n.t('Before: {0}'),
    to: l10n.t('After: {0}'),
    notSet: l10n.t('not set'),
  };
}
