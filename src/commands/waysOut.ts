import type { Repository } from '../domain/repository.ts';
import type { Node } from '../tree/nodes.ts';
import type { CommandTable } from './shared/commandTable.ts';
import * as vscode from 'vscode';
import type { PullTool } from '../domain/snippets/pullCommand.ts';
import { copyAs, type FactSource } from './snippets/copyAs.ts';
import type { WriteClipboard } from './shared/copyLines.ts';
import { copyPath } from './snippets/copyPath.ts';
import { copyPullCommand, type KindSource } from './snippets/copyPullCommand.ts';
import { copyPullCommandFor } from './snippets/copyPullCommandFor.ts';
import { copyReference } from './snippets/copyReference.ts';
import { exportTagList } from './tags/exportTags.ts';
import { insertRecipe } from './recipes/insertRecipe.ts';
import { insertReference } from './snippets/insertReference.ts';
import type { DigestSource } from './shared/lookUpDigests.ts';
import type { Memory } from './shared/memory.ts';
import { openGitlabPage, type LabelSource } from './snippets/openGitlabPage.ts';
import { runInTerminal } from './snippets/runInTerminal.ts';
import type { Targets } from './shared/targets.ts';
import type { WholeTags, ListedTags } from './shared/listedTags.ts';
import type { TagViewStore } from './shared/tagViewStore.ts';
import type { EngineLogins } from './shared/engineLogins.ts';

/** What the ways out of this extension need beside what other commands need too. */
export interface WaysOutNeeds {
  readonly facts: FactSource & KindSource;
  readonly labels: LabelSource;
  readonly context: { readonly globalState: Memory; readonly extensionUri: vscode.Uri };
}

/** The repositories of a project as far as they are listed. */
export interface ProjectListing {
  repositoriesOfProject(
    connectionId: string,
    projectPath: string,
  ): { readonly items: readonly Repository[]; start(): Promise<void> };
}

type WayOut =
  | 'copyPullCommand'
  | 'copyPullCommandFor'
  | 'copyReference'
  | 'copyDigestReference'
  | 'copyPinnedReference'
  | 'copyPath'
  | 'copyAs'
  | 'insertReference'
  | 'runInTerminal'
  | 'exportTags'
  | 'insertRecipe'
  | 'openGitlabPage';

/** The commands that carry references out of this extension: to the clipboard, editors, terminals and files. */
export function waysOut(
  targets: Targets,
  needs: {
    readonly waysOut: WaysOutNeeds;
    readonly digests: DigestSource & ListedTags & ProjectListing;
    readonly selection: () => readonly Node[];
    readonly tree: WholeTags;
    readonly tagViews: TagViewStore;
    readonly writeClipboard: WriteClipboard;
    readonly preferredPullTool: () => PullTool;
    readonly logins: EngineLogins;
  },
): Pick<CommandTable, WayOut> {
  const { facts, labels, context } = needs.waysOut;
  const memory = context.globalState;
  const { digests, preferredPullTool: preferred, writeClipboard: write } = needs;
  return {
    copyPullCommand: copyPullCommand(targets, write, { preferred, kinds: facts }),
    copyPullCommandFor: copyPullCommandFor(targets, write, preferred),
    copyReference: copyReference(targets, write, digests, 'tag'),
    copyDigestReference: copyReference(targets, write, digests, 'digest'),
    copyPinnedReference: copyReference(targets, write, digests, 'pinned'),
    copyPath: copyPath(targets, write),
    copyAs: copyAs(targets, write, { digests, facts, memory }),
    insertReference: insertReference(targets, { digests, memory, preferred }),
    runInTerminal: runInTerminal(targets, { digests, facts, memory, preferred, logins: needs.logins }),
    exportTags: exportTagList(
      targets,
      { whole: needs.tree, lists: digests, views: needs.tagViews },
      Date.now,
    ),
    insertRecipe: insertRecipe({
      read: (file) => readText(vscode.Uri.joinPath(context.extensionUri, 'media', 'recipes', file)),
      locationOf: async ({ connectionId, fullPath }) => projectLocation(digests, connectionId, fullPath),
      selection: needs.selection,
    }),
    openGitlabPage: openGitlabPage(targets, labels),
  };
}

async function readText(file: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
}

/** A project's own image, told from where its images are; `undefined` while it has none. */
async function projectLocation(
  listing: ProjectListing,
  connectionId: string,
  path: string,
): Promise<string | undefined> {
  const list = listing.repositoriesOfProject(connectionId, path);
  await list.start();
  const [first] = list.items;
  if (first === undefined) return undefined;
  return first.name === '' ? first.location : first.location.slice(0, -`/${first.name}`.length);
}
