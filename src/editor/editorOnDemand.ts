import * as vscode from 'vscode';
import { Disposables, type Disposable } from '../base/disposables.ts';
import { hasRegistryVariable, mostCharacters, namesHost } from '../domain/references/prefilter.ts';
import { completionPlace } from './completionPlace.ts';
import { FileContexts } from './fileContexts.ts';
import type { ImageKnowledge, KnownInstance, ReadReferences } from './knowledge.ts';
import type { Editor, EditorParts } from './openEditor.ts';
import { isReadable, quietMs, selector, triggers } from './readable.ts';
import { isHelpWanted, toggleInlayHints } from './settings.ts';

/** What decides whether help is needed, and how it is loaded. */
export interface OnDemandParts {
  readonly knowledge: ImageKnowledge;
  /** The GitLabs of all connections; asks nobody. */
  readonly instances: () => readonly KnownInstance[];
  readonly read: ReadReferences;
  /** Loads the file that help is in, at the first call. */
  readonly openEditor: (parts: EditorParts) => Editor;
}

/** The commands that files need. */
export type EditorCommands = Editor['commands'] & {
  readonly toggleInlayHints: () => Promise<void>;
};

/**
 * Stands for the help in files until that is needed: a shown file names the registry of a connection, or a variable of CI in a
 * workspace whose project is on one; or somebody begins to write the name of an image, or runs a command of it. Until then
 * nothing is loaded, and nobody is asked.
 */
export class EditorOnDemand implements Disposable {
  readonly commands: EditorCommands;
  readonly #parts: OnDemandParts;
  readonly #contexts: FileContexts;
  readonly #watch = new Disposables();
  readonly #kept = new Disposables();
  #timer: NodeJS.Timeout | undefined;
  #lastChange: vscode.TextDocumentChangeEvent | undefined;
  #editor: Editor | undefined;

  constructor(parts: OnDemandParts) {
    this.#parts = parts;
    this.#contexts = new FileContexts(parts.knowledge, parts.instances);
    this.commands = this.#commands();
    this.#kept.add(
      vscode.languages.registerCompletionItemProvider(selector, this.#completion(), ...triggers),
    );
    this.#listen();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#watch.dispose();
    this.#kept.dispose();
  }

  #listen(): void {
    const add = (one: Disposable): unknown => this.#watch.add(one);
    add(vscode.window.onDidChangeVisibleTextEditors(() => this.#lookSoon()));
    add(
      vscode.workspace.onDidChangeTextDocument((change) => {
        if (change.contentChanges.length === 0 || !isReadable(change.document)) return;
        this.#lastChange = change;
        this.#lookSoon();
      }),
    );
    add(this.#parts.knowledge.onDidChange(() => this.#lookSoon()));
    this.#lookSoon();
  }

  #lookSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), quietMs);
  }

  async #look(): Promise<void> {
    if (!isHelpWanted() || this.#parts.instances().length === 0) return;
    for (const { document } of vscode.window.visibleTextEditors)
      if (await this.#concerns(document)) {
        this.#wake();
        return;
      }
  }

  async #concerns(document: vscode.TextDocument): Promise<boolean> {
    if (!isReadable(document)) return false;
    const text = document.getText();
    if (text.length > mostCharacters) return false;
    if (namesHost(text, this.#contexts.hosts())) return true;
    return hasRegistryVariable(text) && (await this.#contexts.project(document)) !== undefined;
  }

  #wake(): Editor {
    if (this.#editor !== undefined) return this.#editor;
    clearTimeout(this.#timer);
    this.#watch.dispose();
    const { knowledge, read, openEditor } = this.#parts;
    const editor = openEditor({ knowledge, read, contexts: this.#contexts, lastChange: this.#lastChange });
    this.#lastChange = undefined;
    this.#editor = this.#kept.add(editor);
    return editor;
  }

  #completion(): vscode.CompletionItemProvider {
    return {
      provideCompletionItems: async (document, position, token, context) =>
        (await this.#isWritingImage(document, position))
          ? this.#wake().completion.provideCompletionItems(document, position, token, context)
          : undefined,
      resolveCompletionItem: (item, token) =>
        this.#editor?.completion.resolveCompletionItem?.(item, token) ?? item,
    };
  }

  /** Whether completion may have something to say: without help, only the line decides. */
  async #isWritingImage(document: vscode.TextDocument, position: vscode.Position): Promise<boolean> {
    if (this.#editor !== undefined) return true;
    const hosts = this.#contexts.hosts();
    if (hosts.length === 0 || !isHelpWanted() || !isReadable(document)) return false;
    const { text } = document.lineAt(position.line);
    if (completionPlace(text, position.character, { hosts, variables: new Map() }) !== undefined) return true;
    return this.#concerns(document);
  }

  #commands(): EditorCommands {
    const run =
      (name: keyof Editor['commands']) =>
      async (at?: unknown): Promise<void> =>
        this.#wake().commands[name](at);
    return {
      pinImages: run('pinImages'),
      unpinImages: run('unpinImages'),
      updateImages: run('updateImages'),
      useTagInWorkspace: run('useTagInWorkspace'),
      changeTag: run('changeTag'),
      toggleInlayHints: () => toggleInlayHints(),
    };
  }
}
