import * as vscode from 'vscode';
import { urlOf } from '../tree/nodes.ts';
import { tagNodeOf } from './hover.ts';
import type { ImageKnowledge } from './knowledge.ts';
import type { PlacedImage } from './placedImages.ts';
import { toRange } from './positions.ts';
import type { Readings } from './readings.ts';
import { wants } from './settings.ts';

class ImageLink extends vscode.DocumentLink {
  readonly placed: PlacedImage;

  constructor(placed: PlacedImage) {
    super(toRange(placed.reference.range));
    this.placed = placed;
    this.tooltip = vscode.l10n.t('Open in GitLab');
  }
}

/**
 * Links references to their repository's page in GitLab. Other extensions link every image to Docker Hub; of links that overlap VS
 * Code takes those of the provider that was registered last, so this one is registered when a file first names an image of ours.
 */
export function linkProvider(
  readings: Readings,
  knowledge: ImageKnowledge,
): vscode.DocumentLinkProvider<ImageLink> {
  return {
    provideDocumentLinks: async (document) => {
      if (!wants('links')) return [];
      const reading = await readings.settled(document);
      return (reading?.images ?? []).map((placed) => new ImageLink(placed));
    },
    resolveDocumentLink: async (link) => {
      const projectPath = await knowledge.projectOf(link.placed.image);
      const { instanceUrl } = link.placed;
      const url = projectPath === undefined ? instanceUrl : urlOf(tagNodeOf(link.placed, projectPath));
      link.target = vscode.Uri.parse(url, true);
      return link;
    },
  };
}
