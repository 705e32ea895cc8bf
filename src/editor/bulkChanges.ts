import * as vscode from 'vscode';
import type { CancelSignal } from '../base/cancelSignal.ts';
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

/** What is changed of a reference: `undefined` where it cannot be, nothing where it is as wanted. May ask. */
export type MakeEdits = (
  found: FoundImage,
  textAt: ReturnType<typeof textIn>,
) => Promise<readonly ReferenceEdit[] | undefined>;

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

/** Changes of many references that are ready to be made. */
export interface PlannedChanges {
  readonly edits: readonly { readonly document: vscode.TextDocument; readonly edit: ReferenceEdit }[];
  /** How many references cannot be changed: their tag stands in a variable, or there is no room for a digest. */
  readonly left: number;
}

/** Works out what to change, one reference after the other; a text that several mean is changed once. `undefined`: it was stopped. */
export async function planChanges(
  found: readonly FoundImage[],
  makeEdits: MakeEdits,
  signal: CancelSignal,
): Promise<PlannedChanges | undefined> {
  const edits = new Map<string, PlannedChanges['edits'][number]>();
  let left = 0;
  for (const one of found) {
    if (signal.aborted) return undefined;
    const made = await makeEdits(one, textIn(one.document));
    if (made === undefined) left += 1;
    for (const edit of made ?? []) {
      const key = `${one.document.uri.toString()} ${JSON.stringify(edit.range)}`;
      if (!edits.has(key)) edits.set(key, { document: one.document, edit });
    }
  }
  return { edits: [...edits.values()], left };
}

/** What became of a change of many references. */
export interface BulkResult {
  readonly changed: number;
  readonly files: number;
  /** How many could not be changed. */
  readonly left: number;
}

/** Changes references, all at once, so that one undo takes all back. `undefined`: nothing was applied. */
export async function applyChanges({ edits, left }: PlannedChanges): Promise<BulkResult | undefined> {
  if (edits.length === 0) return { changed: 0, files: 0, left };
  const all = new vscode.WorkspaceEdit();
  for (const { document, edit } of edits) all.replace(document.uri, toRange(edit.range), edit.text);
  const files = new Set(edits.map(({ document }) => document.uri.toString())).size;
  const isApplied = await vscode.workspace.applyEdit(all, { isRefactoring: true });
  return isApplied ? { changed: edits.length, files, left } : undefined;
}
