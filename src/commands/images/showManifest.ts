import type { CommandHandler } from '../shared/commandTable.ts';
import { imageTargetOf, type ImageTarget } from '../shared/imageTarget.ts';
import type { Targets } from '../shared/targets.ts';

/** Opens pages of image details. */
export interface ManifestShowing {
  /** `listedDigest`: what the list says the tag points at. */
  show(target: ImageTarget, listedDigest: string | undefined): void;
}

/** Opens the page that shows what a tag points at. */
export function showManifest(targets: Targets, pages: ManifestShowing): CommandHandler {
  return async (node) => {
    const row = await targets.one(['tag'], node);
    if (row !== undefined) pages.show(imageTargetOf(row), row.tag.digest);
  };
}
