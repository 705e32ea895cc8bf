import * as vscode from 'vscode';
import { Disposables, type Disposable } from '../base/disposables.ts';
import { limit } from '../base/limit.ts';
import type { FileContexts } from './fileContexts.ts';
import { digestOf, type ImageKnowledge } from './knowledge.ts';
import type { PlacedImage } from './placedImages.ts';
import { ImageDiagnostic } from './problemText.ts';
import { problemsOf } from './problems.ts';
import { isReadable, mayConcern, quietMs } from './readable.ts';
import type { Reading, Readings } from './readings.ts';
import { onDidChangeWants, wants } from './settings.ts';

/** How long several news are gathered before they are shown, ms. */
const gatherMs = 100;
/** How long an answer is waited for, ms. */
const askMs = 10_000;
/** How many repositories are asked about at once. */
const atOnce = 4;

/** What watching needs. */
export interface WatchParts {
  readonly readings: Readings;
  readonly contexts: FileContexts;
  readonly knowledge: ImageKnowledge;
  /** Called once, when a file first names an image of ours. */
  readonly awake: () => void;
}

/**
 * Looks at the files that are on the screen: reads them when nobody types, asks what is not known about their images, and shows what
 * is certainly wrong. Nothing is asked for a file that names no host of a connection, nor for one that is not shown.
 */
export class FileWatch implements Disposable {
  readonly #parts: WatchParts;
  readonly #problems = vscode.languages.createDiagnosticCollection('gitlabRegistry');
  readonly #subscriptions = new Disposables();
  readonly #timers = new Map<vscode.TextDocument, NodeJS.Timeout>();
  readonly #shown = new vscode.EventEmitter<void>();
  readonly #run = limit(atOnce);
  /** Digests below the indexes that tags point at, by `location digest`. */
  readonly #children = new Map<string, readonly string[]>();
  #isAwake = false;

  /** Fires when hints may be others. */
  readonly onDidChangeHints = this.#shown.event;

  constructor(parts: WatchParts) {
    this.#parts = parts;
    const add = (one: Disposable): unknown => this.#subscriptions.add(one);
    add(vscode.window.onDidChangeVisibleTextEditors(() => this.#lookAtAll(quietMs)));
    add(
      vscode.workspace.onDidChangeTextDocument((change) => {
        parts.readings.changed(change);
        if (isReadable(change.document)) this.#later(change.document, quietMs);
      }),
    );
    add(
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.#cursorLeft(textEditor.document)),
    );
    add(vscode.workspace.onDidCloseTextDocument((document) => this.#problems.delete(document.uri)));
    add(parts.knowledge.onDidChange(() => this.#lookAtAll(gatherMs)));
    add(onDidChangeWants(() => this.#lookAtAll(0)));
    this.#lookAtAll(quietMs);
  }

  dispose(): void {
    this.#subscriptions.dispose();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#problems.dispose();
    this.#shown.dispose();
  }

  #lookAtAll(delay: number): void {
    for (const { document } of vscode.window.visibleTextEditors)
      if (isReadable(document)) this.#later(document, delay);
  }

  /** A line that was left may now be asked about. */
  #cursorLeft(document: vscode.TextDocument): void {
    if (document.isDirty && isReadable(document) && !this.#timers.has(document))
      this.#later(document, quietMs);
  }

  #later(document: vscode.TextDocument, delay: number): void {
    clearTimeout(this.#timers.get(document));
    this.#timers.set(
      document,
      setTimeout(() => {
        this.#timers.delete(document);
        void this.#look(document);
      }, delay),
    );
  }

  async #look(document: vscode.TextDocument): Promise<void> {
    const { contexts, readings } = this.#parts;
    if (document.isClosed) return;
    if (/\$\{?CI_REGISTRY/.test(document.getText())) await contexts.learnRegistry(document);
    if (!mayConcern(document, contexts.hosts())) {
      this.#show(document, undefined);
      return;
    }
    const reading = await readings.settled(document);
    if (reading === undefined) return;
    if (reading.images.length > 0) this.#wake();
    this.#show(document, reading);
    await this.#ask(document, reading);
    if (document.version === reading.version) this.#show(document, reading);
  }

  #wake(): void {
    if (this.#isAwake) return;
    this.#isAwake = true;
    this.#parts.awake();
  }

  /** One listing for each repository, one look-up for each name that it does not have. */
  async #ask(document: vscode.TextDocument, { images }: Reading): Promise<void> {
    if (!wants('diagnostics') && !wants('inlayHints')) return;
    const { readings } = this.#parts;
    const typed = (placed: PlacedImage): boolean =>
      readings.isBeingTyped(document, placed.reference.range.start.line);
    const asked = new Map<string, PlacedImage>();
    for (const placed of images) {
      const { tag, isTagUnknown } = placed.named;
      const key = `${placed.image.connectionId} ${placed.image.location} ${isTagUnknown ? '' : (tag ?? '')}`;
      if (!typed(placed)) asked.set(key, placed);
    }
    await Promise.all([...asked.values()].map((placed) => this.#run(() => this.#askAbout(placed))));
    await this.#readOwnPolicy(document, [...asked.values()]);
  }

  /** What cleanup deletes is told of the workspace's own project: one more request. Of others it is read when somebody points at them. */
  async #readOwnPolicy(document: vscode.TextDocument, images: readonly PlacedImage[]): Promise<void> {
    const { contexts, knowledge } = this.#parts;
    const project = await contexts.project(document);
    if (project === undefined || !wants('diagnostics')) return;
    const path = project.path.toLowerCase();
    const own = images.filter(
      ({ image, named }) =>
        image.connectionId === project.connectionId && `${named.path}/`.startsWith(`${path}/`),
    );
    for (const { image } of own) await knowledge.readPolicy(image, AbortSignal.timeout(askMs));
  }

  async #askAbout(placed: PlacedImage): Promise<void> {
    const { knowledge } = this.#parts;
    const { tag, digest, isTagUnknown } = placed.named;
    const name = isTagUnknown ? undefined : tag;
    if (name === undefined || digest === undefined) await knowledge.ask(placed.image, name);
    else await this.#compare(placed, name, digest);
  }

  /** Of a tag that points to another digest than the pinned one, the images below its index are read: it may be one of them. */
  async #compare({ image }: PlacedImage, tag: string, digest: string): Promise<void> {
    const { knowledge } = this.#parts;
    const listed = await digestOf(knowledge, image, tag);
    if (listed === undefined || listed === digest) return;
    const key = `${image.location} ${listed}`;
    if (this.#children.has(key)) return;
    const details = knowledge.details(image, listed, AbortSignal.timeout(askMs));
    const found = await details.catch(() => undefined);
    if (found !== undefined) this.#children.set(key, found.children);
  }

  #show(document: vscode.TextDocument, reading: Reading | undefined): void {
    const { knowledge } = this.#parts;
    this.#shown.fire();
    if (reading === undefined || !wants('diagnostics')) {
      this.#problems.delete(document.uri);
      return;
    }
    const children = ({ image, named }: PlacedImage): readonly string[] | undefined => {
      const listed = knowledge.known(image)?.byName.get(named.tag ?? '')?.digest;
      return listed === undefined ? undefined : this.#children.get(`${image.location} ${listed}`);
    };
    const problems = problemsOf(reading, knowledge, children);
    this.#problems.set(
      document.uri,
      problems.map((problem) => new ImageDiagnostic(problem)),
    );
  }
}
