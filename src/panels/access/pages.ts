import { l10n } from 'vscode';
import type { Disposable } from '../../base/disposables.ts';
import type { Event } from '../../base/event.ts';
import type { ProjectAddress } from '../../domain/cleanup/policyProject.ts';
import type { Access } from '../../protocol/access.ts';
import { confirmRuleRemoval, confirmVisibility } from './confirmAccess.ts';
import { accessHandlers } from './handlers.ts';
import { AccessDesk, type AccessSource } from './session.ts';
import type { ReadTags } from './listing.ts';
import { accessStrings } from './strings.ts';
import { Panels, type OpenPanel, type PanelContext } from '../shared/panel.ts';
import type { Handlers } from '../shared/pageServer.ts';
import { addressOf, keyOf } from '../shared/projectKey.ts';
import { type Memento, draftsIn } from '../shared/drafts.ts';

/** What the pages need from the rest. */
export interface AccessData {
  readonly access: AccessSource & {
    readonly onDidChange: Event<ProjectAddress & { readonly what: string }>;
  };
  readonly policies: { readonly tags: ReadTags };
  /** Of the workspace. */
  readonly drafts: Memento;
}

/** Shows a project's row as it is now. */
export interface ProjectRows {
  refreshProject(address: ProjectAddress): void;
}

/** The pages "Access and Protection": one for each project. */
export class AccessPages implements Disposable {
  readonly #panels: Panels<Access>;
  readonly #subscription: Disposable;

  constructor(data: AccessData, rows: ProjectRows, context: PanelContext) {
    this.#subscription = data.access.onDidChange(({ what, connectionId, projectPath }) => {
      if (what === 'visibility') rows.refreshProject({ connectionId, projectPath });
    });
    this.#panels = new Panels(
      {
        name: 'access',
        icon: 'access',
        title: (key) => l10n.t('Access: {0}', addressOf(key).projectPath.split('/').at(-1) ?? ''),
        strings: accessStrings,
        open: (key, panel) => openDesk(key, panel, data, context),
      },
      context,
    );
  }

  /** Shows the page of a project. */
  show(address: ProjectAddress): void {
    this.#panels.show(keyOf(address));
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#panels.dispose();
  }
}

function openDesk(
  key: string,
  panel: OpenPanel<Access>,
  { access, policies, drafts }: AccessData,
  { describe, log }: PanelContext,
): Handlers<Access> {
  const desk = new AccessDesk(addressOf(key), `accessDraft:${key}`, {
    source: access,
    readTags: (...read) => policies.tags(...read),
    describe,
    drafts: draftsIn(drafts, log),
    now: Date.now,
    onChanged: (view) => panel.send('view', view),
  });
  panel.own(desk);
  return accessHandlers(desk, { confirmVisibility, confirmRemoval: confirmRuleRemoval });
}
