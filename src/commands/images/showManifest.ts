import type { CommandHandler } from '../shared/commandTable.ts';
import { imageTargetOf, type ImageTarget } from '../shared/imageTarget.ts';
import type { Targets } from '../shared/targets.ts';

/** Opens pages of image details. */
export interface ManifestShowing {
  /** `listedDigest`: what the list says the tag points at. */
  show(target: ImageTarget, listedDigest: string | undefined): void;
  /** What the page in front shows. */
  readonly active: ImageTarget | undefined;
  /** The same, in place of the page that was shown so before, without taking the focus. */
  preview(target: ImageTarget, listedDigest: string | undefined): void;
}

/** What a row gives as its second argument when it is clicked, or opened by a key. */
const asPreview = 'preview';

/** Opens the page that shows what a tag points at. */
export function showManifest(targets: Targets, pages: ManifestShowing): CommandHandler {
  return async (node, how) => {
    const row = await targets.one(['tag'], node);
    if (row === undefined) return;
    const target = imageTargetOf(row);
    if (how === asPreview) pages.preview(target, row.tag.digest);
    else pages.show(target, row.tag.digest);
  };
}
