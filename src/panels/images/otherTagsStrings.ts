import { l10n } from 'vscode';
import type { OtherTagsText } from '../../protocol/otherTags.ts';

/** The texts of the section on the other tags; `{0}` and so on are filled in by the page. */
export function otherTagsStrings(): Readonly<Record<OtherTagsText, string>> {
  return { ...listStrings(), ...sizeStrings(), ...sharingStrings() };
}

function listStrings() {
  return {
    otherTags: l10n.t('Other Tags of This Repository'),
    otherTagsHint: l10n.t(
      'Sizes over time and layers in common. The tags are not listed yet: listing them usually takes two requests.',
    ),
    listTags: l10n.t('List Tags'),
    listMoreTags: l10n.t('List More Tags'),
    sameNames: l10n.t('Also on this digest: {0}'),
    onlyTags: l10n.t('No other image is among the listed tags: {0}.'),
    notListed: l10n.t('The repository has more tags than the {0} that are listed: nothing is said of those.'),
    moreNames: l10n.t('and {0} more'),
    tags: l10n.t('Tags'),
    date: l10n.t('Date'),
  };
}

function sizeStrings() {
  return {
    sizesOver: l10n.t('Size of the Last {0} Images'),
    sizesPublished: l10n.t('Compressed, by the date of publication, the newest one at the right.'),
    sizesBuilt: l10n.t(
      'Compressed, by the date of the build, the newest one at the right: this registry does not tell when something was pushed.',
    ),
    sizesByName: l10n.t(
      'Compressed, by name, the highest version at the right: the list of tags tells no dates here.',
    ),
    sizesSummary: l10n.t('Sizes of {0} images, from {1} ({2}) to {3} ({4}); the table below has them all.'),
    sizesUnknown: l10n.t('Not known as long as they are not looked at: {0}.'),
    noSizes: l10n.t('The list of tags tells no sizes. Looking at the images does.'),
    sizesTable: l10n.t('Sizes as a Table'),
    shownImage: l10n.t('shown here'),
  };
}

function sharingStrings() {
  return {
    lookAtTags: l10n.t('Look at {0} Other Images'),
    lookAtTagsCost: l10n.t('Tells which layers they share with this one. Requests: at most {0}.'),
    lookAtTagsFree: l10n.t(
      'Tells which layers they share with this one. Takes no request: all of it is known.',
    ),
    looking: l10n.t('Looked at {0} of {1}…'),
    stopLooking: l10n.t('Cancel'),
    lookedAt: l10n.t('Looked at: {0} of {1} other images among {2} listed tags.'),
    lookedFailed: l10n.t('Gone or not readable: {0}.'),
    lookedAbsent: l10n.t('Without an image for {0}: {1}.'),
    sharedTotal: l10n.t(
      '{0} of {1} layers ({2} of {3}) are in at least one of the images looked at; {4} are in none of them.',
    ),
    sharedWith: l10n.t('Layers in Common'),
    sharedTable: l10n.t('Layers in common with other images'),
    sharedLayers: l10n.t('Of Its Layers'),
    sharedSize: l10n.t('In common'),
    layerUse: l10n.t('also in {0} other images'),
  };
}
