import { env, l10n } from 'vscode';
import type { Disposable } from '../../base/disposables.ts';
import { Emitter, type Event } from '../../base/event.ts';
import type { ProjectAddress } from '../../domain/cleanup/policyProject.ts';
import type { DeletionTarget } from '../../domain/deletion/target.ts';
import type { CleanupWorkbench } from '../../protocol/cleanup.ts';
import type { TriedPatterns } from './draft.ts';
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

/** Opens the regex tester with the tags of a project. */
interface Testers {
  show(project: ProjectAddress, patterns: Parameters<CleanupOutside['testPatterns']>[0]): void;
}

/** The cleanup workbenches: one page for each project. */
export class CleanupWorkbenches implements Disposable {
  readonly #panels: Panels<CleanupWorkbench>;
  /** Patterns that a page takes over once it has the policy. */
  readonly #brought = new Map<string, TriedPatterns>();
  readonly #bring = new Emitter<string>();

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
        open: (key, panel) =>
          openDesk(key, panel, {
            data,
            ...pages,
            context,
            onDidBring: this.#bring.event,
            takeBrought: () => {
              const patterns = this.#brought.get(key);
              this.#brought.delete(key);
              return patterns;
            },
          }),
      },
      context,
    );
  }

  /** Shows the page of a project; `patterns` become part of the draft. */
  show(address: ProjectAddress, patterns?: TriedPatterns): void {
    const key = keyOf(address);
    if (patterns !== undefined) this.#brought.set(key, patterns);
    this.#panels.show(key);
    if (patterns !== undefined) this.#bring.fire(key);
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
    readonly onDidBring: Event<string>;
    readonly takeBrought: () => TriedPatterns | undefined;
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
  const useBrought = (): void => desk.usePatterns(needs.takeBrought);
  panel.own(needs.onDidBring((brought) => brought === key && useBrought()));
  panel.own(policies.onDidForget((changed) => isSameProject(changed, addressOf(key)) && desk.follow()));
  const handlers = cleanupHandlers(desk, {
    copy: async (text) => env.clipboard.writeText(text),
    deleteTags: (targets, onDeleted) => needs.tagDeletion.run(targets, { onOutcomes: onDeleted }),
    testPatterns: (patterns) => needs.regexTesters.show(addressOf(key), patterns),
    openText: (text) => openText(l10n.t('Cleanup: {0}', nameOf(key)), text),
    askFormat,
  });
  const ready: Handlers<CleanupWorkbench>['ready'] = {
    ...handlers.ready,
    answer: async (params, signal) => {
      await handlers.ready.answer(params, signal);
      useBrought();
      return desk.view();
    },
  };
  return { ...handlers, ready };
}

const nameOf = (key: string): string => addressOf(key).projectPath.split('/').at(-1) ?? '';

function isSameProject(one: ProjectAddress, other: ProjectAddress): boolean {
  return (
    one.connectionId === other.connectionId &&
    one.projectPath.toLowerCase() === other.projectPath.toLowerCase()
  );
}
