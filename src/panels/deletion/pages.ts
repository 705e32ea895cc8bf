import { randomUUID } from 'node:crypto';
import { env, l10n } from 'vscode';
import type { Disposable } from '../../base/disposables.ts';
import { Emitter, type Event } from '../../base/event.ts';
import type { ProjectAddress } from '../../domain/cleanup/policyProject.ts';
import type { DeletionTarget } from '../../domain/deletion/target.ts';
import { projectPathOf } from '../../domain/repository.ts';
import type { DeletionSheet } from '../../protocol/deletion.ts';
import { DeletionFlow, type DeletionFlowOptions } from '../../ui/deletion/deletionFlow.ts';
import { DeletionRun } from '../../ui/deletion/deletionRun.ts';
import type { DeletionDraft } from '../../ui/deletion/deletionSteps.ts';
import { count } from '../../ui/text/numbers.ts';
import { preferredPullCommand } from '../../ui/settings.ts';
import { DeletionSession, type SheetDeletions } from './session.ts';
import { deletionSheetHandlers, type SheetOutside } from './handlers.ts';
import { deletionSheetStrings } from './strings.ts';
import { deletionSheetView, lostSheet } from './view.ts';
import { openText } from '../shared/openText.ts';
import { paced } from '../shared/paced.ts';
import { Panels, type Page, type PanelContext } from '../shared/panel.ts';
import { tell } from '../../ui/messages.ts';
import { withProgress } from '../../ui/progress.ts';
import { onAbort } from '../../base/onAbort.ts';

/** What the pages need from outside. */
export interface DeletionPagesNeeds {
  readonly deletions: SheetDeletions;
  /** Fires for a project whose protection rules were changed. */
  readonly policies: { readonly onDidForget: Event<ProjectAddress> };
  /** The page of everything that was deleted. */
  readonly journal: { show(): void };
}

/** The one way in which tags are deleted, with its pages. */
export class DeletionPages implements Disposable {
  readonly #flow: DeletionFlow;
  readonly #deletions: SheetDeletions;
  readonly #journal: DeletionPagesNeeds['journal'];
  readonly #sessions = new Map<string, DeletionSession>();
  readonly #changed = new Emitter<string>();
  readonly #panels: Panels<DeletionSheet>;
  readonly #subscription: Disposable;

  constructor({ deletions, policies, journal }: DeletionPagesNeeds, context: PanelContext) {
    this.#deletions = deletions;
    this.#subscription = policies.onDidForget((changed) => this.#planAgain(changed));
    this.#panels = new Panels(this.#page(), context);
    this.#journal = journal;
    this.#flow = new DeletionFlow(deletions, {
      openPlan: (drafts, run) => this.#panels.show(this.#begin(drafts, run).key),
      openResult: (drafts, run) => {
        const { key, session } = this.#begin(drafts, run);
        session.showResult();
        this.#panels.show(key);
      },
    });
  }

  /** See `DeletionFlow.run`. */
  run(targets: readonly DeletionTarget[], options?: DeletionFlowOptions): Promise<void> {
    return this.#flow.run(targets, options);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#panels.dispose();
  }

  /** A plan on the screen that was made by other rules; one that cannot be made again stays, and GitLab decides. */
  #planAgain({ connectionId, projectPath }: ProjectAddress): void {
    const path = projectPath.toLowerCase();
    for (const session of this.#sessions.values()) {
      const isConcerned = session.drafts.some(
        ({ target }) => target.connectionId === connectionId && projectPathOf(target.repository) === path,
      );
      if (isConcerned) session.refresh(new AbortController().signal).catch(() => undefined);
    }
  }

  #begin(
    drafts: readonly DeletionDraft[],
    run: DeletionRun,
  ): { readonly key: string; readonly session: DeletionSession } {
    const key = randomUUID();
    const onChanged = (): void => this.#changed.fire(key);
    const session = new DeletionSession(drafts, { deletions: this.#deletions, run, onChanged });
    this.#sessions.set(key, session);
    return { key, session };
  }

  #page(): Page<DeletionSheet> {
    return {
      name: 'deletion',
      icon: 'cleanup',
      title: () => l10n.t('Delete Tags'),
      strings: deletionSheetStrings,
      open: (key, panel) => {
        const known = this.#sessions.get(key);
        const session = known ?? this.#lost();
        const view = known === undefined ? lostSheet : () => deletionSheetView(session);
        const pacer = paced(() => {
          const now = view();
          panel.setTitle(now.title);
          panel.send('view', now);
        });
        panel.own(this.#changed.event((changed) => changed === key && pacer.call()));
        panel.own(pacer);
        panel.own({ dispose: () => void this.#closed(key, session) });
        panel.setTitle(view().title);
        return deletionSheetHandlers(session, view, this.#outside);
      },
    };
  }

  /** Of a page that VS Code shows again although nobody knows what was on it. */
  #lost(): DeletionSession {
    const deletions = this.#deletions;
    const run = new DeletionRun({ deletions });
    return new DeletionSession([], { deletions, run, onChanged: () => undefined });
  }

  /** A plan goes with its page; a deletion that is under way goes on, can still be stopped, and says how it ended. */
  async #closed(key: string, session: DeletionSession): Promise<void> {
    if (session.stage === 'plan') session.stop();
    else if (session.progress !== undefined) await this.#follow(key, session);
    if (!this.#panels.isOpen(key)) this.#sessions.delete(key);
  }

  async #follow(key: string, session: DeletionSession): Promise<void> {
    const { title } = deletionSheetView(session);
    await withProgress(title, async (signal, report) => {
      onAbort(signal, () => session.stop());
      const heard = this.#changed.event((changed) => {
        const { done = 0, total = 0 } = session.progress ?? {};
        if (changed === key) report(l10n.t('{0} of {1}', count(done), count(total)));
      });
      await session.idle;
      heard.dispose();
    });
    if (this.#panels.isOpen(key)) return;
    const details = l10n.t('Show Details');
    const [note] = deletionSheetView(session).notes.slice(-1);
    const chosen = await tell(note?.text ?? title, details);
    if (chosen === details) this.#panels.show(key);
  }

  readonly #outside: SheetOutside = {
    openText: (text) => openText(l10n.t('Deletion of tags'), text),
    copy: async (text) => env.clipboard.writeText(text),
    pullCommand: preferredPullCommand,
    openJournal: () => this.#journal.show(),
  };
}
