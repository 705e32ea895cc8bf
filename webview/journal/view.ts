import { html, nothing, type TemplateResult } from 'lit';
import type { DeletedTagsStrings, DeletedTagsView } from '../../src/protocol/journal.ts';
import type { PageFailure } from '../../src/protocol/pageFailure.ts';
import { failureView, loadingView } from '../shared/failureView.ts';
import { format } from '../shared/format.ts';
import { notesView } from '../shared/notesView.ts';
import { progressView } from '../shared/progressView.ts';

/** What the page shows. */
export interface DeletedTagsModel {
  readonly view?: DeletedTagsView;
  readonly failure?: PageFailure;
}

/** What the person can do on the page. */
export interface DeletedTagsActions {
  readonly load: () => void;
  readonly refresh: () => void;
  readonly ask: (name: 'examine' | 'restore' | 'forget' | 'stop') => void;
  readonly exportRows: (format: 'csv' | 'json') => void;
}

/** The whole page. */
export function deletedTags(
  { view, failure }: DeletedTagsModel,
  strings: DeletedTagsStrings,
  list: TemplateResult,
  actions: DeletedTagsActions,
): TemplateResult {
  if (view === undefined)
    return html`<h1>${strings.title}</h1>
      ${failure === undefined ? loadingView(strings) : failureView(failure, strings, actions.load)}`;
  const failed = failure === undefined ? nothing : failureView(failure, strings, undefined);
  return html`<header class="page-head">
      <h1>${view.all === 0 ? strings.title : format(strings.headline, view.all.toLocaleString())}</h1>
      <div class="page-actions">
        <button
          class="icon-button"
          aria-label=${strings.refresh}
          title=${strings.refresh}
          @click=${actions.refresh}
        >
          <span class="codicon codicon-refresh" aria-hidden="true"></span>
        </button>
        ${button(strings.exportCsv, () => actions.exportRows('csv'))}
        ${button(strings.exportJson, () => actions.exportRows('json'))}
      </div>
    </header>
    ${
      view.all === 0
        ? nothing
        : html`<p>
            ${format(strings.facts, view.mayRestore.toLocaleString())}
            <span class="muted">· ${strings.datedAsNew}</span>
          </p>`
    }
    ${failed} ${progressView(view.progress, strings, () => actions.ask('stop'))}
    ${notesView(view.notes, strings.summary)} ${view.list.filters[0]?.count === 0 ? nothing : list}
    ${view.progress === undefined ? chosenActions(view, strings, actions) : nothing}`;
}

function chosenActions(
  { canRestore, list: { checked } }: DeletedTagsView,
  strings: DeletedTagsStrings,
  { ask }: DeletedTagsActions,
): TemplateResult {
  if (checked === 0) return html``;
  const restore = `${strings.restore} (${canRestore.toLocaleString()})`;
  return html`<div class="buttons">
    ${
      canRestore === 0
        ? nothing
        : html`<vscode-button @click=${() => ask('restore')}>${restore}</vscode-button>
            ${button(strings.examine, () => ask('examine'))}`
    }
    ${button(`${strings.forget} (${checked.toLocaleString()})`, () => ask('forget'))}
  </div>`;
}

function button(text: string, act: () => void): TemplateResult {
  return html`<vscode-button appearance="secondary" @click=${act}>${text}</vscode-button>`;
}
