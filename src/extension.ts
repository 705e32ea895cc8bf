import { stripVTControlCharacters as plainText } from 'node:util';
import * as vscode from 'vscode';
import { Catalog } from './catalog/lists/catalog.ts';
import { openTagDetails } from './catalog/images/tagDetails.ts';
import { openKeptLists } from './wiring/openKeptLists.ts';
import { openViews } from './wiring/openViews.ts';
import { openAccess } from './wiring/openAccess.ts';
import { openTagWork } from './wiring/openTagWork.ts';
import { imageDocuments } from './catalog/images/imageDocuments.ts';
import { imageFacts } from './catalog/images/imageFacts.ts';
import { openImages } from './wiring/openImages.ts';
import { namesOfRepository } from './catalog/lists/repositoryTags.ts';
import { tagsBeside } from './catalog/lists/tagsBeside.ts';
import { allCommands } from './commands/allCommands.ts';
import { registerCommands } from './commands/shared/commandTable.ts';
import { engineLogins } from './commands/connections/engineLogin.ts';
import { pickRepository } from './commands/shared/pickRepository.ts';
import { suggestLogin } from './commands/connections/suggestLogin.ts';
import { openConnections } from './wiring/openConnections.ts';
import { openForeignSignIns } from './wiring/openForeignSignIns.ts';
import { createHttp } from './net/http.ts';
import { redacting, type Log } from './net/log.ts';
import { redact } from './net/redact.ts';
import { refuseWrites } from './net/refuseWrites.ts';
import { AccessPages } from './panels/access/pages.ts';
import { connectionDetailsPage } from './panels/connections/handlers.ts';
import { connectionFacts } from './panels/connections/facts.ts';
import { DeletionPages } from './panels/deletion/pages.ts';
import { ManifestPages } from './panels/images/pages.ts';
import { Panels, type PanelContext } from './panels/shared/panel.ts';
import { CleanupWorkbenches } from './panels/cleanup/pages.ts';
import { RegexTesters, type NameSource } from './panels/regexTester/pages.ts';
import { ImagesTree } from './tree/imagesTree.ts';
import { withBoundary } from './ui/boundary.ts';
import { commandTitle } from './ui/commandTitle.ts';
import { failureText } from './ui/text/failureText.ts';
import { ImageDocuments } from './ui/documents/imageDocuments.ts';
import { workflowSessions } from './ui/gitlabSessions.ts';
import { createImagesView } from './tree/imagesView.ts';
import { createLog } from './ui/log.ts';
import { groupsTags, isReadOnly, preferredPullTool } from './ui/settings.ts';
import { userAgentOf } from './ui/userAgent.ts';
import { instancesOfWorkspace, projectsOfWorkspace } from './ui/workspaceRemotes.ts';

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
  const pages = openPages({ extensionUri: context.extensionUri, log, describe: failureText }, data, tree);
  const commands = allCommands({
    ...data,
    tree,
    selection: () => view.selection,
    workspaceInstances: instancesOfWorkspace,
    showConnectionDetails: (id) => pages.details.show(id),
    ...pages,
    images: pages,
    digests: catalog,
    waysOut: { ...imageFacts(data.images), context },
    forgetRefusals: () => catalog.forgetRefusals(),
    writeClipboard: (text) => vscode.env.clipboard.writeText(text),
    preferredPullTool,
    showLog: () => channel.show(),
  });
  const boundary = (name: string, work: () => Promise<unknown>): Promise<void> =>
    withBoundary(commandTitle(context.extension.packageJSON, name), work, log);
  context.subscriptions.push(channel, tree, view, ...Object.values(pages));
  context.subscriptions.push(registerCommands(commands, boundary));
  const logins = engineLogins(data.signIn, catalog);
  context.subscriptions.push(
    suggestLogin({ logins, boundary, plainText, connections: () => data.connections.list() }),
  );
}

type Data = ReturnType<typeof openData>;

function openData(context: vscode.ExtensionContext, log: Log) {
  const http = refuseWrites(createHttp({ log, userAgent: userAgentOf(context) }), isReadOnly);
  const sessions = workflowSessions(context.extension);
  const stores = { memento: context.globalState, secrets: context.secrets, sessions };
  const { connections, clients, signIn } = openConnections(stores, http, log);
  const storage = context.globalStorageUri.fsPath;
  const catalog = new Catalog(connections, clients, http, log, openKeptLists(storage, log));
  const rules = openAccess(catalog, { clients, connections, http, log });
  const images = openImages(clients, storage, { connections, http, log });
  const tagWork = openTagWork(catalog, storage, { clients, connections, http, isReadOnly, ...rules });
  const views = openViews(context.globalState, connections, groupsTags);
  const tagDetails = openTagDetails({ clients, images });
  const access = { signIn, foreign: openForeignSignIns(sessions) };
  const drafts = context.workspaceState;
  return { connections, catalog, images, drafts, tagDetails, ...access, ...rules, ...views, ...tagWork };
}

function openPages(context: PanelContext, data: Data, tree: ImagesTree) {
  const { connections, catalog, signIn, images } = data;
  const details = connectionDetailsPage({
    onDidChange: connections.onDidChange,
    nameOf: (id) => connections.list().find((one) => one.id === id)?.name,
    read: async (id, { isFresh, signal }) => {
      if (isFresh) await signIn.refreshAccount(id, signal);
      return connectionFacts(connections.get(id), catalog.ladderStates(id));
    },
  });
  const namesOf: NameSource['namesOf'] = (where, signal) => namesOfRepository(catalog, where, signal);
  const documents = new ImageDocuments(imageDocuments(images));
  const manifests = new ManifestPages({ ...data, documents, tags: tagsBeside(catalog) }, context);
  const regexTesters = new RegexTesters({ namesOf, choose: () => pickRepository(tree) }, context);
  const tagDeletion = new DeletionPages(data, context);
  const cleanupPages = new CleanupWorkbenches(data, { regexTesters, tagDeletion }, context);
  const accessPages = new AccessPages(data, tree, context);
  const pages = { regexTesters, cleanupPages, accessPages, manifests, documents, tagDeletion };
  return { details: new Panels(details, context), ...pages };
}
