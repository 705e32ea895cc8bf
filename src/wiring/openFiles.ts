import type * as vscode from 'vscode';
import type { Disposable } from '../base/disposables.ts';
import { tagsBeside } from '../catalog/lists/tagsBeside.ts';
import { fileCommandNames, type FileCommands } from '../commands/shared/commandTable.ts';
import type { Targets } from '../commands/shared/targets.ts';
import { Panels, type Page, type PanelContext } from '../panels/shared/panel.ts';
import type { Changes } from '../protocol/changes.ts';
import type { Contents } from '../protocol/contents.ts';
import type { Contract } from '../protocol/contract.ts';
import type { Log } from '../net/log.ts';
import { openedImagesKey } from '../ui/files/openedImagesKey.ts';
import { registerFiles } from '../ui/files/registerFiles.ts';
import type { RoomPage } from './filesPages.ts';
import { filesRoom, type FilesRoom } from './filesRoom.ts';
import type { Data } from './openData.ts';

/** The files of images; what shows them is loaded when the first is asked for, or where some were open before. */
export function openFiles(
  { images, catalog }: Pick<Data, 'images' | 'catalog'>,
  context: Pick<vscode.ExtensionContext, 'globalStorageUri' | 'workspaceState'>,
  panelContext: PanelContext & { readonly log: Log },
): { readonly commands: (targets: Targets) => FileCommands; readonly disposable: Disposable } {
  let loaded: FilesRoom | undefined;
  const room = (): FilesRoom =>
    (loaded ??= filesRoom({
      images,
      tags: tagsBeside(catalog),
      storage: context.globalStorageUri.fsPath,
      memento: context.workspaceState,
      log: panelContext.log,
      show: { contents: (key) => contents.show(key), changes: (key) => changes.show(key) },
    }));
  const contents = new Panels<Contents>(
    { name: 'contents', icon: 'image', ...pageOf(() => room().contents) },
    panelContext,
  );
  const changes = new Panels<Changes>(
    { name: 'changes', icon: 'image', ...pageOf(() => room().changes) },
    panelContext,
  );
  const registered = registerFiles(() => room().reading);
  const before = context.workspaceState.get(openedImagesKey);
  if (Array.isArray(before) && before.length > 0) room();
  const commands = (targets: Targets): FileCommands => {
    let made: FileCommands | undefined;
    const all = (): FileCommands => (made ??= room().commands(targets));
    const entries = fileCommandNames.map(
      (name) => [name, (node?: unknown, nodes?: unknown) => all()[name](node, nodes)] as const,
    );
    // An entry for each of the names, right above.
    return Object.fromEntries(entries) as FileCommands;
  };
  const dispose = (): void => {
    registered.dispose();
    contents.dispose();
    changes.dispose();
    loaded?.dispose();
  };
  return { commands, disposable: { dispose } };
}

/** A page whose room is loaded when it is opened. */
function pageOf<C extends Contract>(page: () => RoomPage<C>): Pick<Page<C>, 'title' | 'strings' | 'open'> {
  return {
    title: (key) => page().title(key),
    strings: () => page().strings(),
    open: (key) => page().open(key),
  };
}
