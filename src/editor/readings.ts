import * as vscode from 'vscode';
import { mayNameImages, mostCharacters } from '../domain/references/prefilter.ts';
import type { ReferenceContext, ReferenceFinding } from '../domain/references/reference.ts';
import type { FileContexts } from './fileContexts.ts';
import type { ImageKnowledge, ReadReferences } from './knowledge.ts';
import { placeImages, type PlacedImage } from './placedImages.ts';
import { isReadable, quietMs } from './readable.ts';

/** What one version of a document names. */
export interface Reading {
  readonly version: number;
  readonly images: readonly PlacedImage[];
  readonly findings: readonly ReferenceFinding[];
}

interface Kept {
  readonly version: number;
  readonly context: string;
  readonly reading: Promise<Reading>;
}

interface Change {
  readonly at: number;
  /** The line that was changed last. */
  readonly line: number;
}

const nothing = { images: [], findings: [] } as const;

/** Reads documents, each version once, and never while somebody types into it. */
export class Readings {
  readonly #contexts: FileContexts;
  readonly #knowledge: Pick<ImageKnowledge, 'hosts'>;
  readonly #readFile: ReadReferences;
  readonly #kept = new WeakMap<vscode.TextDocument, Kept>();
  readonly #changes = new WeakMap<vscode.TextDocument, Change>();

  constructor(contexts: FileContexts, knowledge: Pick<ImageKnowledge, 'hosts'>, read: ReadReferences) {
    this.#contexts = contexts;
    this.#knowledge = knowledge;
    this.#readFile = read;
  }

  /** Notes that a document was changed. Does nothing else: this runs with each key. */
  changed({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const last = contentChanges[0];
    if (last !== undefined) this.#changes.set(document, { at: Date.now(), line: last.range.start.line });
  }

  /** Whether a line is being written: it was changed last, and the cursor is still on it. */
  isBeingTyped(document: vscode.TextDocument, line: number): boolean {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document !== document || !document.isDirty) return false;
    return this.#changes.get(document)?.line === line && editor.selection.active.line === line;
  }

  /** Reads the document as it is, where it can name an image of a connection at all. */
  async of(document: vscode.TextDocument): Promise<Reading> {
    if (!isReadable(document)) return { version: document.version, ...nothing };
    const context = await this.#contexts.of(document);
    const key = JSON.stringify(context);
    const kept = this.#kept.get(document);
    if (kept?.version === document.version && kept.context === key) return kept.reading;
    const reading = this.#read(document, context);
    this.#kept.set(document, { version: document.version, reading, context: key });
    return reading;
  }

  /** What was read last, though somebody may have typed since: for those who cannot wait. */
  latest(document: vscode.TextDocument): Promise<Reading> {
    return this.#kept.get(document)?.reading ?? this.of(document);
  }

  /** The same when nobody has typed for a moment; `undefined` where somebody did meanwhile. */
  async settled(document: vscode.TextDocument): Promise<Reading | undefined> {
    const { version } = document;
    const wait = quietMs - (Date.now() - (this.#changes.get(document)?.at ?? 0));
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    return document.version === version && !document.isClosed ? this.of(document) : undefined;
  }

  async #read(document: vscode.TextDocument, context: ReferenceContext): Promise<Reading> {
    const { languageId, version, uri } = document;
    const text = document.getText();
    const hosts = context.hosts ?? [];
    if (hosts.length === 0 || text.length > mostCharacters || !mayNameImages(text, hosts))
      return { version, ...nothing };
    const path = vscode.workspace.asRelativePath(uri, false);
    const file = await this.#readFile({ path, text, languageId }, context);
    const images = placeImages(file, this.#knowledge.hosts());
    return { version, images, findings: file.findings };
  }
}
