import { env, l10n } from 'vscode';
import type { Event } from '../../base/event.ts';
import type { ConnectionDetails } from '../../protocol/connections.ts';
import { connectionDetailsStrings } from './strings.ts';
import { connectionDetailsView, type ConnectionFacts } from './view.ts';
import { connectionReport } from './report.ts';
import type { Page } from '../shared/panel.ts';
import { noParams } from '../shared/pageServer.ts';

/** What the page needs from the connections. */
export interface ConnectionDetailsSource {
  /** What is known now, without a request. `undefined` when there is no such connection any more. */
  nameOf(connectionId: string): string | undefined;
  /** With `isFresh`, GitLab is asked again; otherwise only for what is not known yet. Rejects with a `Failure`. */
  read(
    connectionId: string,
    options: { readonly isFresh: boolean; readonly signal: AbortSignal },
  ): Promise<ConnectionFacts>;
  /** Fires with the id of a connection whose facts changed, or that was removed. */
  readonly onDidChange: Event<string>;
}

/** The page "Connection details"; its key is the connection's id. It closes when the connection is removed. */
export function connectionDetailsPage(source: ConnectionDetailsSource): Page<ConnectionDetails> {
  return {
    name: 'connections',
    icon: 'plug',
    title: (id) => source.nameOf(id) ?? l10n.t('Connection Details'),
    strings: connectionDetailsStrings,
    open: (id, panel) => {
      let showing = new AbortController();
      panel.own({ dispose: () => showing.abort() });
      const read = async (isFresh: boolean, signal: AbortSignal) =>
        connectionDetailsView(await source.read(id, { isFresh, signal }));
      const show = async (): Promise<void> => {
        showing.abort();
        showing = new AbortController();
        const { signal } = showing;
        const view = await read(false, signal);
        if (signal.aborted) return;
        panel.setTitle(view.name);
        panel.send('view', view);
      };
      panel.own(
        source.onDidChange((changed) => {
          if (changed !== id) return;
          if (source.nameOf(id) === undefined) panel.close();
          // A failure here leaves the page as it is: the person did not ask, and Refresh tells why.
          else show().catch(() => undefined);
        }),
      );
      const loadFailed = l10n.t('Couldn’t load the connection details');
      return {
        ready: { params: noParams, failed: loadFailed, answer: (_, signal) => read(false, signal) },
        refresh: { params: noParams, failed: loadFailed, answer: (_, signal) => read(true, signal) },
        copyReport: {
          params: noParams,
          failed: l10n.t('Couldn’t copy the report'),
          answer: async (_, signal) => {
            await env.clipboard.writeText(connectionReport(await read(false, signal)));
            return undefined;
          },
        },
      };
    },
  };
}
