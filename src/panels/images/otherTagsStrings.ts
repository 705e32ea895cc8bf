import { l10n } from 'vscode';
import type { OtherTagsText } from '../../protocol/otherTags.ts';

/** The texts of the section on the other tags; `{0}` and so on are filled in by the page. */
export function otherTagsStrings(): Readonly<Record<OtherTagsText, string>> {
  return { ...listStrings(), ...sizeStrings(), ...sharingStrings() };
}

function listStrings() {
  return {
    otherTags: l10n.t('Other tags in this repository'),
    otherTagsHint: l10n.t('Size over time and shared layers. List the tags first (usually two requests).'),
    listTags: l10n.t('List Tags'),
    listMoreTags: l10n.t('List More Tags'),
    onlyTags: l10n.t('No other images among the {0} listed tags.'),
    notListed: l10n.t('The repository has more tags than the {0} listed. The others weren’t checked.'),
    moreNames: l10n.t('and {0} more'),
    tags: l10n.t('Tags'),
    date: l10n.t('Date'),
  };
}

function sizeStrings() {
  return {
    sizesOver: l10n.t('Size of the last {0} images'),
    sizesPublished: l10n.t('Compressed size by publish date, newest on the right.'),
    sizesBuilt: l10n.t(
      'Compressed size by build date, newest on the right. This registry doesn’t report push dates.',
    ),
    sizesByName: l10n.t(
      'Compressed size by name, highest version on the right. The tag list has no dates here.',
    ),
    sizesSummary: l10n.t('Sizes of {0} images, from {1} ({2}) to {3} ({4}); the table below has them all.'),
    sizesUnknown: l10n.t('{0} images not loaded yet.'),
    noSizes: l10n.t('The tag list has no sizes. Load the images to see them.'),
    sizesTable: l10n.t('Show as Table'),
    shownImage: l10n.t('shown here'),
  };
}

function sharingStrings() {
  return {
    lookAtTags: l10n.t('Load {0} Other Images'),
    lookAtTagsCost: l10n.t('Shows which layers they share with this image (up to {0} requests).'),
    lookAtTagsFree: l10n.t('Shows which layers they share with this image. Nothing more needs to be loaded.'),
    looking: l10n.t('{0} of {1} loaded…'),
    stopLooking: l10n.t('Cancel'),
    lookedAt: l10n.t('Loaded {0} of {1} other images ({2} tags listed).'),
    lookedFailed: l10n.t('Missing or not readable: {0}.'),
    lookedAbsent: l10n.t('Without an image for {0}: {1}.'),
    sharedTotal: l10n.t(
      '{0} of {1} layers ({2} of {3}) are shared with at least one loaded image. {4} are unique.',
    ),
    sharedWith: l10n.t('Shared layers'),
    sharedTable: l10n.t('Layers shared with other images'),
    sharedLayers: l10n.t('Shared / total layers'),
    sharedSize: l10n.t('Shared size'),
  };
}
