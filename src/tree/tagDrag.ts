import * as vscode from 'vscode';
import { insertionFor, plainReferences } from '../domain/snippets/insertion.ts';
import { snippetImageOf, type SnippetImage } from '../domain/snippets/snippetImage.ts';
import { insertionPlace } from '../ui/insertionPlace.ts';
import { preferredPullTool } from '../ui/settings.ts';
import type { Node } from './nodes.ts';

/** The type under which dragged tags stand in a data transfer, as locations, one a line. */
const tagType = 'application/vnd.gitlab-registry.tags';

/** Lets tags be dragged out of the tree; nothing can be dropped into it. */
export const tagDrag: vscode.TreeDragAndDropController<Node> = {
  dragMimeTypes: [tagType, 'text/plain'],
  dropMimeTypes: [],
  handleDrag: (nodes, transfer) => {
    const locations = nodes.flatMap((node) => (node.kind === 'tag' ? node.tag.location : []));
    const images = imagesOf(locations);
    if (images.length === 0) return;
    transfer.set(tagType, new vscode.DataTransferItem(locations.join('\n')));
    transfer.set('text/plain', new vscode.DataTransferItem(plainReferences(images)));
  },
};

/** Writes dropped tags in the form that fits the file, and offers the reference alone beside it. */
export function registerTagDrop(): vscode.Disposable {
  const provideDocumentDropEdits: vscode.DocumentDropEditProvider['provideDocumentDropEdits'] = async (
    document,
    position,
    transfer,
  ) => {
    const locations = await transfer.get(tagType)?.asString();
    const images = imagesOf(locations?.split('\n') ?? []);
    if (images.length === 0) return undefined;
    const { t } = vscode.l10n;
    const place = insertionPlace(document, new vscode.Range(position, position));
    const fitting = insertionFor(images, place, preferredPullTool());
    const kind = vscode.DocumentDropOrPasteEditKind.Empty.append('gitlabRegistry', 'reference');
    const edits = [new vscode.DocumentDropEdit(fitting, t('Insert as it fits the file'), kind)];
    const alone = plainReferences(images);
    if (alone !== fitting)
      edits.push(new vscode.DocumentDropEdit(alone, t('Insert the reference alone'), kind));
    return edits;
  };
  return vscode.languages.registerDocumentDropEditProvider(
    { pattern: '**' },
    { provideDocumentDropEdits },
    { dropMimeTypes: [tagType] },
  );
}

function imagesOf(locations: readonly string[]): readonly SnippetImage[] {
  return locations.flatMap((location) => snippetImageOf(location, 'tag', {}) ?? []);
}
