// Tested through the e2e test "the cleanup workbench".
import { env, l10n } from 'vscode';
import type { Disposable } from '../../base/disposables.ts';
import type { Event } from '../../base/event.ts';
import type { ProjectAddress } from '../../domain/cleanup/policyProject.ts';
import type { DeletionTarget } from '../../domain/deletion/target.ts';
import type { CleanupWorkbench } from '../../protocol/cleanup.ts';
import { CleanupDesk, type CleanupSource, type ReadManifests } from './desk.ts';
import { cleanupHandlers, type CleanupOutside } from './handlers.ts';
import { cleanupWorkbenchStrings } from './strings.ts';
import { workspaceReferences } from '../../ui/workspaceReferences.ts';
import { openText } from '../shared/openText.ts';
import { askFormat } from './askFormat.ts';
import { Panels, type OpenPanel, type PanelContext } from '../shared/panel.ts';
import type { Handlers } from '../shared/pageServer.ts';
import { addressOf, keyOf } from '../shared/projectKey.ts';
import { type Memento, draftsIn } from '../shared/drafts.ts';

/** Reads manifests of one repository; see `ReadManifests`. */
interface ManifestReader {
  readManifests(connectionId: string, ...rest: Parameters<ReadManifests>): ReturnType<ReadManifests>;
}

/** What the pages need from the rest. */
export interface CleanupData {
  readonly policies: CleanupSource & { readonly onDidForget: Event<ProjectAddress> };
  readonly deletions: ManifestReader;
  /** Of the workspace. */
  readonly drafts: Memento;
}

/** Deletes tags after it has asked. */
interface TagDeletion {
  run(targets: readonly DeletionTarget[], options: { readonly onOutcomes: () => void }): Promise<void>;
}

/** Opens the regex tester without a repository. */
interface Testers {
  show(repository: undefined, patterns: Parameters<CleanupOutside['testPatterns']>[0]): void;
}

/** The cleanup workbenches: one page for each project. */
export class CleanupWorkbenches implements Disposable {
  readonly #panels: Panels<CleanupWorkbench>;

  constructor(
    data: CleanupData,
    pages: { readonly regexTesters: Testers; readonly tagDeletion: TagDeletion },
    context: PanelContext,
  ) {
    this.#panels = new Panels(
      {
        name: 'cleanup',
        icon: 'cleanup',
        title: (key) => l10n.t('Cleanup: {0}', nameOf(key)),
        strings: cleanupWorkbenchStrings,
        open: (key, panel) => openDesk(key, panel, { data, ...pages, context }),
      },
      context,
    );
  }

  /** Shows the page of a project. */
  show(address: ProjectAddress): void {
    this.#panels.show(keyOf(address));
  }

  dispose(): void {
    this.#panels.dispose();
  }
}

function openDesk(
  key: string,
  panel: OpenPanel<CleanupWorkbench>,
  needs: {
    readonly data: CleanupData;
    readonly regexTesters: Testers;
    readonly tagDeletion: TagDeletion;
    readonly context: PanelContext;
  },
): Handlers<CleanupWorkbench> {
  const { policies, drafts, deletions } = needs.data;
  const { describe, log } = needs.context;
  const desk = new CleanupDesk(addressOf(key), `cleanupDraft:${key}`, {
    source: policies,
    describe,
    findUses: workspaceReferences,
    readManifests: (...what) => deletions.readManifests(addressOf(key).connectionId, ...what),
    now: Date.now,
    onChanged: (view) => panel.send('view', view),
    drafts: draftsIn(drafts, log),
  });
  panel.own(desk);
  panel.own(policies.onDidForget((changed) => isSameProject(changed, addressOf(key)) && desk.follow()));
  return cleanupHandlers(desk, {
    copy: async (text) => env.clipboard.writeText(text),
    deleteTags: (targets, onDeleted) => needs.tagDeletion.run(targets, { onOutcomes: onDeleted }),
    testPatterns: (patterns) => needs.regexTesters.show(undefined, patterns),
    openText: (text) => openText(l10n.t('Cleanup: {0}', nameOf(key)), text),
    askFormat,
  });
}

const nameOf = (key: string): string => addressOf(key).projectPath.split('/').at(-1) ?? '';

function isSameProject(one: ProjectAddress, other: ProjectAddress): boolean {
  return (
    one.connectionId === other.connectionId &&
    one.projectPath.toLowerCase() === other.projectPath.toLowerCase()
  );
}
