import { l10n } from 'vscode';
import type { Disposable } from '../../base/disposables.ts';
import { Emitter } from '../../base/event.ts';
import type { DeletedTags } from '../../protocol/journal.ts';
import { count } from '../../ui/text/numbers.ts';
import { deletedTagsHandlers } from './handlers.ts';
import { deletedTagsStrings } from './strings.ts';
import { JournalSession, type JournalSource } from './session.ts';
import { openText } from '../shared/openText.ts';
import { paced } from '../shared/paced.ts';
import { Panels, type Page, type PanelContext } from '../shared/panel.ts';
import { confirm } from '../../ui/messages.ts';

const key = 'journal';

/** The page of the journal of deleted tags. */
export class JournalPages implements Disposable {
  readonly #shown = new Emitter<undefined>();
  readonly #panels: Panels<DeletedTags>;

  constructor(
    journal: JournalSource,
    connectionName: (id: string) => string | undefined,
    context: PanelContext,
  ) {
    const page: Page<DeletedTags> = {
      name: 'journal',
      icon: 'cleanup',
      title: () => l10n.t('Deleted tags'),
      strings: deletedTagsStrings,
      open: (_, panel) => {
        const pacer = paced(() => panel.send('view', session.view()));
        const session = new JournalSession({ journal, connectionName, onChanged: () => pacer.call() });
        panel.own(pacer);
        panel.own({ dispose: () => session.stop() });
        // A failure here leaves the page as it is: Refresh tells why.
        panel.own(
          this.#shown.event(
            () =>
              void session.load().then(
                () => pacer.call(),
                () => undefined,
              ),
          ),
        );
        return deletedTagsHandlers(session, {
          openText: (text) => openText(l10n.t('Deleted tags'), text),
          confirmForgetting,
        });
      },
    };
    this.#panels = new Panels(page, context);
  }

  /** Opens it, or brings it to the front with what has happened since. */
  show(): void {
    const isOpen = this.#panels.isOpen(key);
    this.#panels.show(key);
    if (isOpen) this.#shown.fire(undefined);
  }

  dispose(): void {
    this.#panels.dispose();
  }
}

async function confirmForgetting(entries: number): Promise<boolean> {
  const { t } = l10n;
  const question = t('Remove {0} entries from the journal?', count(entries));
  const detail = t('Tags in removed entries can no longer be restored. Nothing changes on the server.');
  const button = t('Remove');
  return (await confirm(question, detail, button)) === button;
}
