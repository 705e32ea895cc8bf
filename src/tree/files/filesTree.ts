import * as vscode from 'vscode';
import { Disposables, type Disposable } from '../../base/disposables.ts';
import { Failure } from '../../base/failure.ts';
import { bytesBelow, modeText, ownerText } from '../../domain/files/fileText.ts';
import { findFile, type FileNode, type MergedFiles } from '../../domain/files/mergedFiles.ts';
import { filesUri, type FilesPlace } from '../../ui/files/filesUri.ts';
import { imageName, type FileRow, type OpenedImages } from '../../ui/files/openedImages.ts';
import { nodeAt, shownChildren } from '../../ui/files/shownNames.ts';
import { prefix } from '../../ui/settings.ts';
import { failureText } from '../../ui/text/failureText.ts';
import { byteSize } from '../../ui/text/numbers.ts';
import { visible } from '../../ui/text/visibleText.ts';

/** The files of an image, as the view shows them. */
export interface ListedFiles {
  readonly merged: MergedFiles;
  readonly layers: readonly { readonly step: string | undefined }[];
}

/** Lists the files of images. Rejects with a `Failure`. */
export interface FilesSource {
  open(place: FilesPlace, signal: AbortSignal): Promise<ListedFiles>;
}

/** A sentence in place of what could not be listed; its click tries again. */
interface FailedRow {
  readonly kind: 'failed';
  readonly below: FileRow;
  readonly failure: Failure;
}

type Row = FileRow | FailedRow;

/** The view of the files of opened images. It is there as long as one is open. */
export class FilesTree implements vscode.TreeDataProvider<Row>, Disposable {
  readonly #owned = new Disposables();
  readonly #source: FilesSource;
  readonly #opened: OpenedImages;
  readonly #drawn = new vscode.EventEmitter<Row | undefined>();
  readonly #bytes = new WeakMap<FileNode, number>();
  readonly onDidChangeTreeData = this.#drawn.event;

  constructor(source: FilesSource, opened: OpenedImages) {
    this.#source = source;
    this.#opened = opened;
    const draw = (): void => {
      void vscode.commands.executeCommand('setContext', `${prefix}.hasImageFiles`, opened.all.length > 0);
      this.#drawn.fire(undefined);
    };
    this.#owned.add(opened.onDidChange(draw));
    this.#owned.add(
      vscode.window.createTreeView(`${prefix}.files`, { treeDataProvider: this, showCollapseAll: true }),
    );
    draw();
  }

  /** Asks for everything again: what failed is tried once more. */
  redraw(): void {
    this.#drawn.fire(undefined);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  async getChildren(row?: Row): Promise<Row[]> {
    if (row === undefined)
      return this.#opened.all.map((image): FileRow => ({ kind: 'imageFile', image, names: [] }));
    if (row.kind === 'failed') return [];
    try {
      const { merged } = await this.#source.open(row.image, new AbortController().signal);
      const folder = folderAt(merged.root, row.names);
      return folder === undefined ? [] : childrenOf(folder, row);
    } catch (error) {
      return [{ kind: 'failed', below: row, failure: Failure.from(error) }];
    }
  }

  async getTreeItem(row: Row): Promise<vscode.TreeItem> {
    if (row.kind === 'failed') return failedItem(row);
    if (row.names.length === 0) return imageItem(row);
    const files = await this.#source.open(row.image, new AbortController().signal);
    const node = nodeAt(files.merged.root, row.names);
    return node === undefined ? new vscode.TreeItem('?') : fileItem(row, node, { files, bytes: this.#bytes });
  }
}

/** The folder of a row; of a link to a folder that folder. */
function folderAt(root: FileNode, names: readonly string[]): FileNode | undefined {
  const node = nodeAt(root, names);
  return node?.kind === 'link' ? undefined : node;
}

/** Folders first, each by name, as VS Code's explorer has them. */
function childrenOf(folder: FileNode, { image, names }: FileRow): FileRow[] {
  const order = new Intl.Collator(undefined, { numeric: true });
  const rank = (node: FileNode): number => (node.children === undefined ? 1 : 0);
  return [...shownChildren(folder)]
    .sort(([a, one], [b, other]) => rank(one) - rank(other) || order.compare(a, b))
    .map(([name]) => ({ kind: 'imageFile' as const, image, names: [...names, name] }));
}

function imageItem({ image }: FileRow): vscode.TreeItem {
  const item = new vscode.TreeItem(imageName(image), vscode.TreeItemCollapsibleState.Expanded);
  item.id = `${image.connectionId} ${image.location} ${image.digest} ${image.reference}`;
  item.iconPath = new vscode.ThemeIcon('package');
  item.description = image.location.split('/').slice(1, -1).join('/');
  item.tooltip = `${image.location}:${image.reference}\n${image.digest}`;
  item.contextValue = 'openedImage';
  item.accessibilityInformation = { label: vscode.l10n.t('image, {0}', imageName(image)) };
  return item;
}

interface Drawing {
  readonly files: ListedFiles;
  readonly bytes: WeakMap<FileNode, number>;
}

function fileItem({ image, names }: FileRow, node: FileNode, { files, bytes }: Drawing): vscode.TreeItem {
  const isFolder = node.children !== undefined;
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const name = names.at(-1) ?? '';
  const item = new vscode.TreeItem(name, isFolder ? Collapsed : None);
  const uri = filesUri(image, names);
  item.id = uri.toString();
  item.resourceUri = uri;
  const layer = vscode.l10n.t('layer {0}', node.layer + 1);
  const target = visible(node.entry?.target ?? '');
  const size = byteSize(bytesBelow(node, bytes));
  item.description = node.kind === 'link' ? `→ ${target} · ${layer}` : `${size} · ${layer}`;
  item.tooltip = tooltipOf(names, node, files);
  item.contextValue = isFolder ? 'imageFolder' : 'imageEntry';
  item.accessibilityInformation = { label: `${kindText(node)}, ${name}, ${item.description}` };
  if (node.kind === 'link') item.iconPath = new vscode.ThemeIcon('file-symlink-file');
  if (opensAsFile(node, names, files))
    item.command = { command: 'vscode.open', title: '', arguments: [uri, { preview: true }] };
  return item;
}

function kindText({ kind }: FileNode): string {
  if (kind === 'directory') return vscode.l10n.t('folder');
  if (kind === 'link') return vscode.l10n.t('link');
  return kind === 'device' ? vscode.l10n.t('device') : vscode.l10n.t('file');
}

/** A link opens what it leads to. */
function opensAsFile(node: FileNode, names: readonly string[], { merged: { root } }: ListedFiles): boolean {
  return (node.kind === 'link' ? findFile(root, realPath(root, names)) : node)?.kind === 'file';
}

function realPath(root: FileNode, names: readonly string[]): string {
  return names.map((_, at) => nodeAt(root, names.slice(0, at + 1))?.name ?? '').join('/');
}

function tooltipOf(names: readonly string[], node: FileNode, { layers }: ListedFiles): string {
  const step = layers[node.layer]?.step;
  const lines = [
    `/${names.join('/')}`,
    `${modeText(node)} ${ownerText(node)}`,
    ...(node.source === undefined ? [] : [byteSize(node.source.entry.sizeBytes)]),
    ...(node.entry === undefined ? [] : [new Date(node.entry.modifiedAt * 1000).toLocaleString()]),
    step === undefined
      ? vscode.l10n.t('From layer {0}', node.layer + 1)
      : vscode.l10n.t('From layer {0}: {1}', node.layer + 1, step.slice(0, 200)),
  ];
  return lines.map(visible).join('\n');
}

function failedItem({ failure }: FailedRow): vscode.TreeItem {
  const { why, next } = failureText(failure);
  const item = new vscode.TreeItem(vscode.l10n.t('The files couldn’t be listed'));
  item.description = why;
  item.tooltip = `${why} ${next}`;
  item.iconPath = new vscode.ThemeIcon('error');
  item.contextValue = 'failedFiles';
  item.command = { command: `${prefix}.refreshImageFiles`, title: vscode.l10n.t('Retry') };
  return item;
}
