import { l10n } from 'vscode';
import type { ContentsStrings } from '../../protocol/contents.ts';
import { sharedStrings } from '../shared/sharedStrings.ts';

/** The texts of the page “Packages and Weight”; `{0}` is filled in by the page. */
export function contentsStrings(): ContentsStrings {
  return {
    ...sharedStrings(),
    packages: l10n.t('Packages'),
    weight: l10n.t('Weight'),
    tabs: l10n.t('What is in the image'),
    filter: l10n.t('Filter packages'),
    all: l10n.t('All'),
    export: l10n.t('Export as CSV'),
    exported: l10n.t('Exported'),
    name: l10n.t('Name'),
    version: l10n.t('Version'),
    type: l10n.t('Type'),
    where: l10n.t('Where'),
    layer: l10n.t('Layer'),
    sbomOnly: l10n.t('only in the SBOM'),
    sbomSays: l10n.t('SBOM says {0}'),
    inSbomToo: l10n.t('in the SBOM, too'),
    none: l10n.t('Neither the files of this image nor an attached SBOM name a package.'),
    noMatch: l10n.t('No package matches the filter.'),
    shown: l10n.t('{0} of {1} packages'),
    efficient: l10n.t('{0}% efficient'),
    worst: l10n.t('Stored and not visible'),
    noWorst: l10n.t('No layer removes or replaces files of a layer below.'),
    repeated: l10n.t('Stored more than once'),
    caches: l10n.t('Caches of package managers'),
    layers: l10n.t('Layers'),
    step: l10n.t('Step'),
    size: l10n.t('Size'),
    why: l10n.t('Why'),
    added: l10n.t('Added'),
    changed: l10n.t('Changed'),
    removed: l10n.t('Removed'),
  };
}
