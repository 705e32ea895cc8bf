import * as vscode from 'vscode';
import { Failure } from '../../base/failure.ts';
import { isBinary, matchingLines, type MatchingLine } from '../../domain/files/matchingLines.ts';
import type { MergedFiles } from '../../domain/files/mergedFiles.ts';
import { walkFiles, type FileAt } from '../../domain/files/walkFiles.ts';
import { filesUri, type FilesPlace } from '../../ui/files/filesUri.ts';
import { imageName, type OpenedImage } from '../../ui/files/openedImages.ts';
import { listWithProgress, type FilesListing } from '../../ui/files/openFiles.ts';
import { nodeAt, shownPath } from '../../ui/files/shownNames.ts';
import { askLine, createPick } from '../../ui/questions.ts';
import { count } from '../../ui/text/numbers.ts';
import { failureText } from '../../ui/text/failureText.ts';
import { visible } from '../../ui/text/visibleText.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import { imageRowOf, type OpenedList } from './fileAt.ts';

/** Reads the contents of many files, each layer once. Rejects with a `Failure`. */
export interface ContentsReading extends FilesListing<{ readonly merged: MergedFiles }> {
  readAll(
    place: FilesPlace,
    wanted: readonly FileAt[],
    reading: {
      readonly signal: AbortSignal;
      readonly take: (file: FileAt, content: Uint8Array | undefined) => Promise<void>;
    },
  ): Promise<void>;
}

const mostFound = 2000;
const mostOfFile = 100;
/** Larger files are data more often than text, and are counted as left out. */
const mostBytes = 4 * 2 ** 20;
const showEveryMs = 200;

interface FoundItem extends vscode.QuickPickItem {
  readonly path: string;
  readonly at: MatchingLine;
}

/** Finds a text in the files of an opened image, or below a folder of it; the list fills while layers are read. */
export function findTextInImage(files: ContentsReading, opened: OpenedList): CommandHandler {
  return async (given) => {
    const row = await imageRowOf(given, opened);
    if (row === undefined) return;
    const title = vscode.l10n.t('Find text in {0}', imageName(row.image));
    const prompt = vscode.l10n.t(
      'Upper and lower case are the same. Programs and other binary files are left out.',
    );
    const text = await askLine({ title, prompt });
    if (text === undefined || text === '') return;
    const { merged } = await listWithProgress(files, row.image, imageName(row.image));
    const from = nodeAt(merged.root, row.names);
    if (from === undefined) return;
    const all = [...walkFiles(from, row.names.join('/')), { path: row.names.join('/'), node: from }];
    const chosen = await new Search(files, row.image, text).run(
      all.filter(({ node }) => node.kind === 'file'),
    );
    if (chosen === undefined) return;
    const { line, character } = chosen.at;
    const end = character + text.length;
    const selection = new vscode.Range(line, character, line, end);
    const uri = filesUri(row.image, shownPath(merged.root, chosen.path.split('/')));
    await vscode.commands.executeCommand('vscode.open', uri, { selection });
  };
}

/** One search, and the list that shows what it has found so far. Closing the list ends it. */
class Search {
  readonly #files: ContentsReading;
  readonly #image: OpenedImage;
  readonly #text: string;
  readonly #pick = createPick<FoundItem>();
  readonly #found: FoundItem[] = [];
  readonly #stop = new AbortController();
  #looked = 0;
  #left = 0;
  #shownAt = 0;

  constructor(files: ContentsReading, image: OpenedImage, text: string) {
    this.#files = files;
    this.#image = image;
    this.#text = text;
  }

  run(all: readonly FileAt[]): Promise<FoundItem | undefined> {
    const pick = this.#pick;
    pick.title = vscode.l10n.t('“{0}” in {1}', visible(this.#text), imageName(this.#image));
    pick.matchOnDescription = true;
    pick.busy = true;
    const wanted = all.filter(({ node }) => (node.source?.entry.sizeBytes ?? 0) <= mostBytes);
    this.#left = all.length - wanted.length;
    void this.#read(wanted);
    return new Promise((resolve) => {
      pick.onDidAccept(() => {
        resolve(pick.selectedItems[0]);
        pick.hide();
      });
      pick.onDidHide(() => {
        resolve(undefined);
        this.#stop.abort();
        pick.dispose();
      });
      pick.show();
    });
  }

  async #read(wanted: readonly FileAt[]): Promise<void> {
    const { signal } = this.#stop;
    const take = async (file: FileAt, content: Uint8Array | undefined): Promise<void> => {
      this.#look(file, content);
      if (this.#found.length >= mostFound) throw new Failure('cancelled', 'enough was found');
      await Promise.resolve();
    };
    let end = '';
    try {
      await this.#files.readAll(this.#image, wanted, { signal, take });
    } catch (error) {
      const failure = Failure.from(error);
      if (signal.aborted) return;
      end =
        failure.reason === 'cancelled'
          ? vscode.l10n.t('Stopped at {0}.', count(mostFound))
          : failureText(failure).why;
    }
    this.#pick.busy = false;
    this.#show(end);
  }

  #look({ path }: FileAt, content: Uint8Array | undefined): void {
    this.#looked += 1;
    if (content === undefined || isBinary(content)) this.#left += 1;
    else
      for (const at of matchingLines(new TextDecoder().decode(content), this.#text, mostOfFile))
        this.#found.push({
          label: `${visible(path)}:${at.line + 1}`,
          detail: visible(at.text.trim()),
          path,
          at,
        });
    if (Date.now() - this.#shownAt > showEveryMs) this.#show('');
  }

  #show(end: string): void {
    this.#shownAt = Date.now();
    this.#pick.items = [...this.#found];
    const [found, looked, left] = [this.#found.length, this.#looked, this.#left].map(count);
    const line = vscode.l10n.t(
      '{0} found in {1} files; {2} binary or large files left out',
      found ?? '',
      looked ?? '',
      left ?? '',
    );
    this.#pick.placeholder = end === '' ? line : `${end} ${line}`;
  }
}
