import * as vscode from 'vscode';
import { Failure } from '../../base/failure.ts';
import { findFile, type FileNode, type MergedFiles } from '../../domain/files/mergedFiles.ts';
import { failureText } from '../text/failureText.ts';
import { readFilesUri, type FilesPlace } from './filesUri.ts';
import type { Reading } from './registerFiles.ts';
import { nodeAt, shownChildren } from './shownNames.ts';

/** The files of an image, as this file system shows them. */
export interface ShownFiles {
  readonly merged: MergedFiles;
}

/** Where images' files come from. All calls reject with a `Failure`. */
export interface ShownFilesSource {
  open(place: FilesPlace, signal: AbortSignal): Promise<ShownFiles>;
  read(place: FilesPlace, node: FileNode, signal: AbortSignal): Promise<Uint8Array>;
}

/** Images as folders that cannot be written: VS Code's explorer, editors, and comparisons work on them. */
export class ImageFileSystem implements Reading {
  readonly #source: ShownFilesSource;

  constructor(source: ShownFilesSource) {
    this.#source = source;
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { node, merged, path } = await this.#find(uri);
    const seconds = node.entry?.modifiedAt ?? 0;
    return {
      type: typeOf(node, merged.root, path),
      ctime: 0,
      mtime: seconds * 1000,
      size: node.source?.entry.sizeBytes ?? 0,
      permissions: vscode.FilePermission.Readonly,
    };
  }

  async readDirectory(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
    const { node, merged, path } = await this.#find(uri);
    const folder = node.kind === 'link' ? findFile(merged.root, path) : node;
    if (folder?.children === undefined) throw vscode.FileSystemError.FileNotADirectory(uri);
    return [...shownChildren(folder)].map(([name, child]) => [
      name,
      typeOf(child, merged.root, `${path}/${child.name}`),
    ]);
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const { node, merged, path, place } = await this.#find(uri);
    const file = node.kind === 'link' ? findFile(merged.root, path) : node;
    if (file === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    if (file.children !== undefined) throw vscode.FileSystemError.FileIsADirectory(uri);
    if (file.kind === 'device') throw vscode.FileSystemError.NoPermissions(uri);
    return unavailable(() => this.#source.read(place, file, new AbortController().signal));
  }

  async #find(uri: vscode.Uri): Promise<Found> {
    const { place, names } = readFilesUri(uri);
    const { merged } = await unavailable(() => this.#source.open(place, new AbortController().signal));
    const direct = nodeAt(merged.root, names);
    if (direct !== undefined) return { node: direct, merged, path: realPath(merged.root, names), place };
    // Below a link to a folder, whose own names these are.
    const node = findFile(merged.root, names.join('/'), false);
    if (node === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return { node, merged, path: names.join('/'), place };
  }
}

interface Found {
  readonly node: FileNode;
  readonly merged: MergedFiles;
  /** In the image, with its own names. */
  readonly path: string;
  readonly place: FilesPlace;
}

function realPath(root: FileNode, names: readonly string[]): string {
  return names.map((_, at) => nodeAt(root, names.slice(0, at + 1))?.name ?? '').join('/');
}

function typeOf(node: FileNode, root: FileNode, path: string): vscode.FileType {
  if (node.kind === 'directory') return vscode.FileType.Directory;
  if (node.kind === 'device') return vscode.FileType.Unknown;
  if (node.kind === 'file') return vscode.FileType.File;
  const target = findFile(root, path);
  if (target === undefined) return vscode.FileType.SymbolicLink;
  const kind = target.kind === 'directory' ? vscode.FileType.Directory : vscode.FileType.File;
  return vscode.FileType.SymbolicLink | kind;
}

async function unavailable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { why, next } = failureText(Failure.from(error));
    throw vscode.FileSystemError.Unavailable(`${why} ${next}`);
  }
}
