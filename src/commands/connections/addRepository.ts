import * as vscode from 'vscode';
import { keyOfPlace, type NamedPlace, type PastedPlace } from '../../domain/namedPlace.ts';
import { visible } from '../../ui/text/visibleText.ts';
import { askForPlace } from './askForPlace.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import type { Targets } from '../shared/targets.ts';
import { tell } from '../../ui/messages.ts';

/** Keeps what a connection lists beside what it finds itself. */
export interface Places {
  /** Rejects with the reason when it cannot be listed. */
  addPlace(connectionId: string, pasted: PastedPlace, signal: AbortSignal): Promise<NamedPlace>;
}

/** “Add Repository…”: lists a project or image by its URL or reference. */
export function addRepository(targets: Targets, places: Places): CommandHandler {
  return async (node) => {
    const row = await targets.one(['connection'], node);
    if (row === undefined) return;
    const position = { title: vscode.l10n.t('Add Repository'), step: 1, totalSteps: 1 };
    const { connectionId, instanceUrl } = row;
    await askForPlace(position, async (pasted, signal) => ({
      instanceUrl,
      place: await places.addPlace(connectionId, pasted, signal),
    }));
  };
}

/** “Remove from Connection”: stops listing what was added by name. Nothing is deleted. */
export function forgetRepository(
  targets: Targets,
  connections: { removePlace(connectionId: string, key: string): Promise<void> },
): CommandHandler {
  return async (node) => {
    const { t } = vscode.l10n;
    const row = await targets.one(['project', 'repository'], node);
    if (row === undefined) return;
    const key = row.place === undefined ? undefined : keyOfPlace(row.place);
    if (key === undefined) {
      void tell(t('You can remove only what you added with “Add Repository…”. GitLab lists the rest.'));
      return;
    }
    await connections.removePlace(row.connectionId, key);
    void tell(t('{0} is no longer listed. Nothing was deleted.', visible(key)));
  };
}
