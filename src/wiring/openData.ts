import type * as vscode from 'vscode';
import { Emitter } from '../base/event.ts';
import { Catalog } from '../catalog/lists/catalog.ts';
import { openTagDetails } from '../catalog/images/tagDetails.ts';
import { openKeptLists } from './openKeptLists.ts';
import { openViews } from './openViews.ts';
import { openAccess } from './openAccess.ts';
import { openTagWork } from './openTagWork.ts';
import { openImages } from './openImages.ts';
import { openConnections } from './openConnections.ts';
import { openForeignSignIns } from './openForeignSignIns.ts';
import { createHttp } from '../net/http.ts';
import { type Log } from '../net/log.ts';
import { refuseWrites } from '../net/refuseWrites.ts';
import type { Pause } from '../tree/waits.ts';
import { workflowSessions } from '../ui/gitlabSessions.ts';
import { groupsTags, isReadOnly } from '../ui/settings.ts';
import { userAgentOf } from '../ui/userAgent.ts';
import { writeGuard } from './writeGuard.ts';

/** What the extension knows and can do, without a screen: all that the tree, the commands and the pages are given. */
export type Data = ReturnType<typeof openData>;

/** Puts together what reads and keeps; nothing is read, asked or loaded by it. `log`: redacted. */
export function openData(context: vscode.ExtensionContext, log: Log) {
  const pauses = new Emitter<Pause>();
  const onPause = (pause: Pause): void => pauses.fire(pause);
  const http = refuseWrites(createHttp({ log, userAgent: userAgentOf(context), onPause }), isReadOnly);
  const sessions = workflowSessions(context.extension);
  const stores = { memento: context.globalState, secrets: context.secrets, sessions };
  const { connections, clients, signIn } = openConnections(stores, http, log);
  const storage = context.globalStorageUri.fsPath;
  const catalog = new Catalog(connections, clients, http, log, openKeptLists(storage, log));
  const rules = openAccess(catalog, { clients, connections, http, log });
  const images = openImages(clients, storage, { connections, http, log });
  const assertMay = writeGuard(isReadOnly, catalog);
  const tagWork = openTagWork(catalog, storage, { clients, connections, http, assertMay, ...rules });
  const views = openViews(context.globalState, connections, groupsTags);
  const tagDetails = openTagDetails({ clients, images });
  const access = { signIn, foreign: openForeignSignIns(sessions) };
  const drafts = context.workspaceState;
  return {
    pauses: pauses.event,
    connections,
    clients,
    catalog,
    images,
    drafts,
    tagDetails,
    ...access,
    ...rules,
    ...views,
    ...tagWork,
  };
}
