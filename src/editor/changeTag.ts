import * as vscode from 'vscode';
import { dateOfTag, type Tag } from '../domain/tag.ts';
import { tell } from '../ui/messages.ts';
import { choose } from '../ui/questions.ts';
import { byteSize, relativeTime } from '../ui/text/numbers.ts';
import { visible } from '../ui/text/visibleText.ts';
import { textIn } from './actions.ts';
import { digestOf, type ImageKnowledge } from './knowledge.ts';
import type { PlacedImage } from './placedImages.ts';
import { containsPosition, toRange } from './positions.ts';
import { tagEdits } from './referenceEdits.ts';
import type { Readings } from './readings.ts';

/** Lets the person choose a tag for the reference at a place, or at the cursor. */
export function changeTag(readings: Readings, knowledge: ImageKnowledge): (at?: unknown) => Promise<void> {
  return async (at) => {
    const { t } = vscode.l10n;
    const place = await placeOf(at);
    if (place === undefined) return;
    const { document, position } = place;
    const { images } = await readings.of(document);
    const placed = images.find(({ reference }) => containsPosition(reference.range, position));
    const tags = placed === undefined ? [] : ((await knowledge.ask(placed.image))?.tags ?? []);
    if (placed === undefined || tags.length === 0) {
      const text = t('There’s no image of your registries at the cursor, or its tags can’t be listed.');
      await tell(text);
      return;
    }
    const items = tags.map((tag) => itemOf(tag, Date.now()));
    const title = t('Choose a tag of {0}', visible(placed.named.path));
    const chosen = await choose(items, { title, matchOnDescription: true });
    if (chosen !== undefined) await write(document, placed, { tag: chosen.tag, knowledge });
  };
}

async function write(
  document: vscode.TextDocument,
  { reference, named, image }: PlacedImage,
  { tag, knowledge }: { readonly tag: Tag; readonly knowledge: ImageKnowledge },
): Promise<void> {
  const digest = named.digest === undefined ? undefined : await digestOf(knowledge, image, tag.name);
  if (named.digest !== undefined && digest === undefined) {
    await tell(
      vscode.l10n.t('The digest of {0} can’t be read now, so nothing was changed.', visible(tag.name)),
    );
    return;
  }
  const to = { tag: tag.name, ...(digest !== undefined && { digest }) };
  const edits = tagEdits(reference, to, textIn(document));
  if (edits === undefined) {
    const text = vscode.l10n.t('The tag is set by a variable: change it where the variable is set.');
    await tell(text);
    return;
  }
  const edit = new vscode.WorkspaceEdit();
  for (const { range, text } of edits) edit.replace(document.uri, toRange(range), text);
  await vscode.workspace.applyEdit(edit);
}

interface TagPick extends vscode.QuickPickItem {
  readonly tag: Tag;
}

function itemOf(tag: Tag, now: number): TagPick {
  const date = dateOfTag(tag);
  const facts = [
    date === undefined ? undefined : relativeTime(date, now),
    tag.sizeBytes === undefined ? undefined : byteSize(tag.sizeBytes),
  ];
  return { label: visible(tag.name), description: facts.filter(Boolean).join(' · '), tag };
}

interface Place {
  readonly document: vscode.TextDocument;
  readonly position: vscode.Position;
}

async function placeOf(at: unknown): Promise<Place | undefined> {
  if (isPlace(at)) {
    const document = await vscode.workspace.openTextDocument(at.uri);
    return { document, position: document.validatePosition(new vscode.Position(at.line, at.character)) };
  }
  const editor = vscode.window.activeTextEditor;
  return editor === undefined ? undefined : { document: editor.document, position: editor.selection.active };
}

/** Other extensions may call a command with anything. */
function isPlace(
  at: unknown,
): at is { readonly uri: vscode.Uri; readonly line: number; readonly character: number } {
  if (typeof at !== 'object' || at === null || !('uri' in at) || !(at.uri instanceof vscode.Uri))
    return false;
  return 'line' in at && typeof at.line === 'number' && 'character' in at && typeof at.character === 'number';
}
