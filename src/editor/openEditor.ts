import * as vscode from 'vscode';
import { Disposables, type Disposable } from '../base/disposables.ts';
import { actionKinds, actionProvider } from './actions.ts';
import { bulkCommands } from './bulkCommands.ts';
import { changeTag } from './changeTag.ts';
import { completionProvider, triggers } from './completion.ts';
import { FileContexts } from './fileContexts.ts';
import { FileWatch } from './fileWatch.ts';
import { hoverProvider } from './hover.ts';
import { inlayHintsProvider } from './inlayHints.ts';
import type { ImageKnowledge, KnownInstance } from './knowledge.ts';
import { linkProvider } from './links.ts';
import { Readings } from './readings.ts';
import { toggleInlayHints } from './settings.ts';

/** What help in files needs. */
export interface EditorParts {
  readonly knowledge: ImageKnowledge;
  /** The GitLabs of all connections; asks nobody. */
  readonly instances: () => readonly KnownInstance[];
}

/** Languages and names of files in which images are named. A selector with a pattern scores no higher for it. */
const selector: vscode.DocumentSelector = [
  ...['dockerfile', 'dockercompose', 'yaml', 'dockerbake', 'helm', 'github-actions-workflow'].map(
    (language) => ({
      language,
    }),
  ),
  { pattern: '**/{devcontainer.json,.devcontainer.json}' },
  { pattern: '**/*bake*.{hcl,json}' },
  { pattern: '**/[Kk]ustomization' },
];

type Handler = (at?: unknown) => Promise<void>;

/** The commands that files need; each takes what menus and actions hand over. */
export type EditorCommands = ReturnType<typeof bulkCommands> & {
  readonly changeTag: Handler;
  readonly toggleInlayHints: Handler;
};

/**
 * Helps in the files that are open: nothing is asked, and no parser is loaded, before one that is shown names an image of a
 * connection's registry.
 */
export function openEditor({ knowledge, instances }: EditorParts): {
  readonly commands: EditorCommands;
  readonly disposable: Disposable;
} {
  const contexts = new FileContexts(knowledge, instances);
  const readings = new Readings(contexts, knowledge);
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
  open.add(languages.registerCompletionItemProvider(selector, completionProvider(parts), ...triggers));
  const commands = {
    ...bulkCommands(parts),
    changeTag: changeTag(readings, knowledge),
    toggleInlayHints: () => toggleInlayHints(),
  };
  return { commands, disposable: open };
}
