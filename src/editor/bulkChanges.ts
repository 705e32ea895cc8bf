import * as vscode from 'vscode';
import { isReadable, mayConcern } from './readable.ts';
import type { Readings } from './readings.ts';
import type { FileContexts } from './fileContexts.ts';
import { mayNameImages, mostCharacters } from '../domain/references/prefilter.ts';
import type { PlacedImage } from './placedImages.ts';
import { toRange } from './positions.ts';
import type { ReferenceEdit } from './referenceEdits.ts';
import { textIn } from './actions.ts';

// Braces cannot be nested in VS Code's patterns.
const patterns =
  '**/{Dockerfile*,*.[Dd]ockerfile,Containerfile*,*.[Cc]ontainerfile,*.yml,*.yaml,[Kk]ustomization,devcontainer.json,.devcontainer.json,*bake*.hcl,*bake*.json}';
const leftOut = '**/{node_modules,.git,dist,build,vendor,.terraform}/**';
const mostFiles = 500;

/** A reference with the document it stands in. */
export interface FoundImage {
  readonly document: vscode.TextDocument;
  readonly placed: PlacedImage;
}

/** What is changed of a reference: `undefined` where it cannot be, nothing where it is as wanted. */
export type MakeEdits = (
  found: FoundImage,
  textAt: ReturnType<typeof textIn>,
) => readonly ReferenceEdit[] | undefined;

/** Names that are given or kept for builds aren't changed with those that are pulled. */
const given = ['tag', 'cache'];

/** The references of one document to images of ours. */
export async function imagesOfDocument(
  document: vscode.TextDocument,
  readings: Readings,
): Promise<readonly FoundImage[]> {
  const { images } = await readings.of(document);
  return images
    .filter(({ reference }) => !given.includes(reference.role))
    .map((placed) => ({ document, placed }));
}

/** Those of all files of the open folders, at most 500; only files that name one of our hosts are opened. */
export async function imagesOfWorkspace(
  readings: Readings,
  contexts: FileContexts,
  token: vscode.CancellationToken,
): Promise<readonly FoundImage[]> {
  const hosts = contexts.hosts();
  const files = await vscode.workspace.findFiles(patterns, leftOut, mostFiles, token);
  const found: FoundImage[] = [];
  for (const uri of files) {
    if (token.isCancellationRequested) break;
    const document = await openIfNamed(uri, hosts);
    if (document !== undefined) found.push(...(await imagesOfDocument(document, readings)));
  }
  return found;
}

async function openIfNamed(
  uri: vscode.Uri,
  hosts: readonly string[],
): Promise<vscode.TextDocument | undefined> {
  const open = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
  if (open !== undefined) return mayConcern(open, hosts) ? open : undefined;
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > 4 * mostCharacters) return undefined;
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    if (!mayNameImages(text, hosts)) return undefined;
    const document = await vscode.workspace.openTextDocument(uri);
    return isReadable(document) ? document : undefined;
  } catch {
    return undefined;
  }
}

/** What became of a change of many references. */
export interface BulkResult {
  readonly changed: number;
  readonly files: number;
  /** How many could not be changed: their tag stands in a variable, or there is no room for a digest. */
  readonly left: number;
}

/**
 * Changes references: those of one file at once, so that one undo takes all back; those of several files after the person has seen
 * and confirmed them in the refactor preview. `undefined`: nothing was applied.
 */
export async function changeAll(
  found: readonly FoundImage[],
  makeEdits: MakeEdits,
  preview: { readonly label: string } | undefined,
): Promise<BulkResult | undefined> {
  const edit = new vscode.WorkspaceEdit();
  const seen = new Set<string>();
  const files = new Set<string>();
  let left = 0;
  for (const one of found) {
    const edits = makeEdits(one, textIn(one.document));
    if (edits === undefined) left += 1;
    for (const change of edits ?? []) {
      const key = `${one.document.uri.toString()} ${JSON.stringify(change.range)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      files.add(one.document.uri.toString());
      addEdit(edit, one.document, change, preview);
    }
  }
  if (seen.size === 0) return { changed: 0, files: 0, left };
  const isApplied = await vscode.workspace.applyEdit(edit, { isRefactoring: true });
  return isApplied ? { changed: seen.size, files: files.size, left } : undefined;
}

function addEdit(
  edit: vscode.WorkspaceEdit,
  { uri }: vscode.TextDocument,
  change: ReferenceEdit,
  preview: { readonly label: string } | undefined,
): void {
  const metadata = preview === undefined ? undefined : { label: preview.label, needsConfirmation: true };
  edit.replace(uri, toRange(change.range), change.text, metadata);
}
