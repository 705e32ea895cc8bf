import * as vscode from 'vscode';
import { Disposables, type Disposable } from '../../base/disposables.ts';
import { prefix } from '../../ui/settings.ts';

/** The commands about the files of an image, which live in a file that is loaded with the first of them. */
export const fileCommandNames = [
  'openImageFiles',
  'findImageFile',
  'findTextInImage',
  'saveImageFiles',
  'compareImageFile',
  'closeImageFiles',
  'refreshImageFiles',
  'showContents',
  'showChanges',
] as const;

/** Every command of the extension, without the prefix. `package.json` contributes exactly these. */
export const commandNames = [
  'connect',
  'renameConnection',
  'signInAgain',
  'addRepository',
  'forgetRepository',
  'diagnose',
  'logInEngine',
  'logOutEngine',
  'createDeployToken',
  'rotateToken',
  'removeConnection',
  'showConnectionDetails',
  'refresh',
  'refreshNode',
  'retry',
  'stopWaiting',
  'copyFailure',
  'loadMore',
  'showLog',
  'openWalkthrough',
  'openInGitlab',
  'showManifest',
  'openRawManifest',
  'openRawConfig',
  ...fileCommandNames,
  'compareTags',
  'compareWithPreviousTag',
  'copyPullCommand',
  'copyPullCommandFor',
  'copyReference',
  'copyDigestReference',
  'copyPinnedReference',
  'copyPath',
  'copyAs',
  'insertReference',
  'runInTerminal',
  'exportTags',
  'insertRecipe',
  'openGitlabPage',
  'deleteTags',
  'deleteTagsByRule',
  'restoreDeletedTags',
  'showDeletedTags',
  'deleteRepository',
  'retagImage',
  'copyImages',
  'moveImages',
  'sortTags',
  'filterTags',
  'clearTagFilter',
  'groupTags',
  'ungroupTags',
  'pinRepository',
  'unpinRepository',
  'goToImage',
  'selectTags',
  'selectStaleTags',
  'testRegex',
  'openCleanupWorkbench',
  'showAccess',
  'explainTag',
  'useTagInWorkspace',
  'updateImages',
  'pinImages',
  'unpinImages',
  'changeTag',
  'toggleInlayHints',
  'revealImage',
] as const;

export type CommandName = (typeof commandNames)[number];

/** What a command does. From a menu it is called with the row and the selected rows, from the palette with nothing. */
export type CommandHandler = (node?: unknown, nodes?: unknown) => Promise<unknown>;

/** One handler for each command: a forgotten one does not compile. */
export type CommandTable = Readonly<Record<CommandName, CommandHandler>>;

/** The commands about the files of an image. */
export type FileCommands = Pick<CommandTable, (typeof fileCommandNames)[number]>;

/** Registers all commands. `boundary` runs each and shows what it throws. */
export function registerCommands(
  table: CommandTable,
  boundary: (name: CommandName, work: () => Promise<unknown>) => Promise<void>,
): Disposable {
  const registered = new Disposables();
  for (const name of commandNames) {
    const run = (...args: readonly unknown[]): Promise<void> =>
      boundary(name, () => table[name](args[0], args[1]));
    registered.add(vscode.commands.registerCommand(`${prefix}.${name}`, run));
  }
  return registered;
}
