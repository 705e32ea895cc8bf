import { stripVTControlCharacters as plainText } from 'node:util';
import * as vscode from 'vscode';
import { imageFacts } from './catalog/images/imageFacts.ts';
import { allCommands } from './commands/allCommands.ts';
import { registerCommands } from './commands/shared/commandTable.ts';
import { engineLogins } from './commands/connections/engineLogin.ts';
import { suggestLogin } from './commands/connections/suggestLogin.ts';
import { redacting } from './net/log.ts';
import { redact } from './net/redact.ts';
import { ImagesTree } from './tree/imagesTree.ts';
import { withBoundary } from './ui/boundary.ts';
import { commandTitle } from './ui/commandTitle.ts';
import { failureText } from './ui/text/failureText.ts';
import { createImagesView } from './tree/imagesView.ts';
import { revealImage } from './tree/revealImage.ts';
import { createLog } from './ui/log.ts';
import { preferredPullTool } from './ui/settings.ts';
import { instancesOfWorkspace, projectsOfWorkspace } from './ui/workspaceRemotes.ts';
import { openFileHelp } from './wiring/openFileHelp.ts';
import { openFiles } from './wiring/openFiles.ts';
import { openData } from './wiring/openData.ts';
import { openPages } from './wiring/openPages.ts';
import { openTools } from './wiring/openTools.ts';

/** Puts the parts together. Nothing is read, asked or loaded before a person opens the view or runs a command. */
export function activate(context: vscode.ExtensionContext): void {
  const channel = createLog();
  const log = redacting(channel, redact);
  const data = openData(context, log);
  const { catalog } = data;
  const tree = new ImagesTree(
    { ...data, listings: catalog, workspaceProjects: projectsOfWorkspace },
    Date.now,
  );
  const view = createImagesView(tree);
  const panels = { extensionUri: context.extensionUri, log, describe: failureText };
  const pages = openPages(panels, data, tree);
  const threadFile = context.asAbsolutePath('dist/referenceThread.cjs');
  const { knowledge, files, reader } = openFileHelp(data, { log, memento: context.globalState, threadFile });
  context.subscriptions.push(files, reader, openTools(data, knowledge));
  const imageFiles = openFiles(data, context, panels);
  const commands = allCommands({
    ...data,
    imageFiles: imageFiles.commands,
    tree,
    selection: () => view.selection,
    reveal: (row) => view.reveal(row, { select: true, focus: false }),
    workspaceInstances: instancesOfWorkspace,
    showConnectionDetails: (id) => pages.details.show(id),
    ...pages,
    images: pages,
    digests: catalog,
    waysOut: { ...imageFacts(data.images), context },
    fileCommands: files.commands,
    revealImage: (node) => revealImage(view, tree, node),
    forgetRefusals: () => {
      catalog.forgetRefusals();
      knowledge.retry();
    },
    writeClipboard: (text) => vscode.env.clipboard.writeText(text),
    preferredPullTool,
    showLog: () => channel.show(),
    openWalkthrough: () =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#start`),
  });
  const boundary = (name: string, work: () => Promise<unknown>): Promise<void> =>
    withBoundary(commandTitle(context.extension.packageJSON, name), work, log);
  context.subscriptions.push(channel, tree, view, imageFiles.disposable, ...Object.values(pages));
  context.subscriptions.push(registerCommands(commands, boundary));
  const logins = engineLogins(data.signIn, catalog);
  context.subscriptions.push(
    suggestLogin({ logins, boundary, plainText, connections: () => data.connections.list() }),
  );
}
