import * as vscode from 'vscode';
import { Disposables, type Disposable } from '../base/disposables.ts';
import { actionKinds, actionProvider } from './actions.ts';
import { bulkCommands } from './bulkCommands.ts';
import { changeTag } from './changeTag.ts';
import { completionProvider } from './completion.ts';
import type { FileContexts } from './fileContexts.ts';
import { FileWatch } from './fileWatch.ts';
import { hoverProvider } from './hover.ts';
import { inlayHintsProvider } from './inlayHints.ts';
import type { ImageKnowledge, ReadReferences } from './knowledge.ts';
import { linkProvider } from './links.ts';
import { selector } from './readable.ts';
import { Readings } from './readings.ts';

/** What help in files needs. */
export interface EditorParts {
  readonly knowledge: ImageKnowledge;
  readonly contexts: FileContexts;
  readonly read: ReadReferences;
  /** The change that woke it: that line is still being written. */
  readonly lastChange: vscode.TextDocumentChangeEvent | undefined;
}

type Handler = (at?: unknown) => Promise<void>;

/** Help in files, as it is when it has been loaded. */
export interface Editor extends Disposable {
  readonly completion: vscode.CompletionItemProvider;
  /** Each takes what menus and actions hand over. */
  readonly commands: ReturnType<typeof bulkCommands> & { readonly changeTag: Handler };
}

/**
 * Helps in the files that are open: nothing is asked, and no parser is loaded, before one that is shown names an image of a
 * connection's registry. Ships as a file of its own, which the host loads for the first file that may name one.
 */
export function openEditor({ knowledge, contexts, read, lastChange }: EditorParts): Editor {
  const readings = new Readings(contexts, knowledge, read);
  if (lastChange !== undefined) readings.changed(lastChange);
  const parts = { readings, contexts, knowledge };
  const open = new Disposables();
  const { languages } = vscode;
  const awake = (): void => {
    open.add(languages.registerHoverProvider(selector, hoverProvider(readings, knowledge)));
    open.add(
      languages.registerCodeActionsProvider(selector, actionProvider(readings, knowledge), {
        providedCodeActionKinds: actionKinds,
      }),
    );
    const hints = inlayHintsProvider(readings, knowledge, watch.onDidChangeHints);
    open.add(languages.registerInlayHintsProvider(selector, hints));
    open.add(languages.registerDocumentLinkProvider(selector, linkProvider(readings, knowledge)));
  };
  const watch = open.add(new FileWatch({ ...parts, awake }));
  return {
    completion: completionProvider(parts),
    commands: { ...bulkCommands(parts), changeTag: changeTag(readings, knowledge) },
    dispose: () => open.dispose(),
  };
}
