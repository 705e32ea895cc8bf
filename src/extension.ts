import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { Catalog } from './catalog/catalog.ts';
import { namesOfRepository } from './catalog/repositoryTags.ts';
import { allCommands } from './commands/allCommands.ts';
import { registerCommands } from './commands/commandTable.ts';
import { pickRepository } from './commands/pickRepository.ts';
import { ClientPool } from './connections/clients.ts';
import { Connections } from './connections/connections.ts';
import { TokenVault } from './connections/tokenVault.ts';
import { tryToken } from './connections/tryToken.ts';
import { openSecretStorage, openSessionStore } from './credentials/fallbackStores.ts';
import { openKeychain } from './credentials/keychain.ts';
import { instanceOfRemote, projectOnInstance } from './domain/gitRemote.ts';
import { createGitlabClient } from './gitlab/client.ts';
import { createHttp } from './net/http.ts';
import { redacting } from './net/log.ts';
import { redact } from './net/redact.ts';
import { connectionDetailsPage } from './panels/connectionDetails.ts';
import { connectionFacts } from './panels/connectionFacts.ts';
import { Panels } from './panels/panel.ts';
import { RegexTesters } from './panels/regexTesters.ts';
import { ImagesTree } from './tree/imagesTree.ts';
import { withBoundary } from './ui/boundary.ts';
import { commandTitle } from './ui/commandTitle.ts';
import { failureText } from './ui/failureText.ts';
import { createImagesView } from './ui/imagesView.ts';
import { createLog } from './ui/log.ts';
import { preferredPullTool } from './ui/settings.ts';
import { workspaceRemotes } from './ui/workspaceRemotes.ts';

/** Puts the parts together. Nothing is read, asked or loaded before a person opens the view or runs a command. */
export function activate(context: vscode.ExtensionContext): void {
  const channel = createLog();
  const log = redacting(channel, redact);
  const { version } = context.extension.packageJSON as { readonly version: string };
  const http = createHttp({ log, userAgent: `container-registry-for-gitlab/${version}` });
  const connections = new Connections(
    context.globalState,
    new TokenVault({
      keychain: openKeychain(),
      secretStorage: openSecretStorage(context.secrets),
      session: openSessionStore(),
    }),
    log,
  );
  const catalog = new Catalog(connections, new ClientPool(connections, http), http, log);
  const askWhose = (instanceUrl: string, token: string, signal: AbortSignal) =>
    tryToken(createGitlabClient({ instanceUrl, http, token: () => Promise.resolve(token) }), signal);

  const tree = new ImagesTree(
    {
      listings: catalog,
      connections,
      workspaceProjects: async (url) =>
        (await workspaceRemotes()).flatMap((remote) => projectOnInstance(remote, url) ?? []),
    },
    Date.now,
  );
  const view = createImagesView(tree);
  const pages = { extensionUri: context.extensionUri, log, describe: failureText };
  const regexTesters = new RegexTesters(
    {
      namesOf: (where, signal) => namesOfRepository(catalog, where, signal),
      choose: () => pickRepository(tree),
    },
    pages,
  );
  const details = new Panels(
    connectionDetailsPage({
      onDidChange: connections.onDidChange,
      nameOf: (id) => connections.list().find((one) => one.id === id)?.name,
      read: async (id, { isFresh, signal }) => {
        if (isFresh) await connections.refreshAccount(id, (url, token) => askWhose(url, token, signal));
        return connectionFacts(connections.get(id), catalog.ladderStates(id));
      },
    }),
    pages,
  );
  const commands = allCommands({
    tree,
    selection: () => view.selection,
    connector: {
      tryToken: askWhose,
      instanceUrl: (id) => connections.get(id).instanceUrl,
      workspaceInstances: async () => [...new Set((await workspaceRemotes()).map(instanceOfRemote))],
      add:
        (instance, { token, account }, name) =>
        (place) =>
          connections.add(randomUUID(), { instanceUrl: instance.url, name }, { token, account, place }),
      replaceToken:
        (id, { token, account }) =>
        (place) =>
          connections.replaceToken(id, { token, account, place }),
      reveal: async () => {
        await vscode.commands.executeCommand('gitlabRegistry.images.focus');
      },
    },
    renameConnection: (id, name) => connections.rename(id, name),
    removeConnection: (id) => connections.remove(id),
    showConnectionDetails: (id) => details.show(id),
    regexTesters,
    digests: catalog,
    remover: {
      assertMayDelete: (id) => catalog.assertMayDelete(id),
      remove: (id, repository, tags, options) => catalog.removeTags(id, repository, tags, options),
    },
    forgetRefusals: () => catalog.forgetRefusals(),
    writeClipboard: (text) => vscode.env.clipboard.writeText(text),
    preferredPullTool,
    showLog: () => channel.show(),
  });
  const boundary = (name: string, work: () => Promise<unknown>): Promise<void> =>
    withBoundary(commandTitle(context.extension.packageJSON, name), work, log);
  context.subscriptions.push(channel, tree, view, details, registerCommands(commands, boundary));
}
