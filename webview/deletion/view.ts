import { html, nothing, type TemplateResult } from 'lit';
import type { DeletionSheetStrings, DeletionSheetView } from '../../src/protocol/deletion.ts';
import { failureView, loadingView } from '../shared/failureView.ts';
import { format } from '../shared/format.ts';
import { notesView } from '../shared/notesView.ts';
import { progressView } from '../shared/progressView.ts';
import { isConfirmed, type SheetModel } from './model.ts';

/** What the person can do on the page. */
export interface SheetActions {
  readonly load: () => void;
  readonly type: (text: string) => void;
  readonly confirm: () => void;
  readonly ask: (name: 'stop' | 'retry' | 'undo' | 'measure' | 'openJournal') => void;
  readonly refresh: () => void;
  readonly copy: (what: 'references' | 'pullCommands') => void;
  readonly exportRows: (format: 'csv' | 'json') => void;
}

/** What the page is drawn with besides its state. */
export interface SheetContext {
  /** What to call the page as long as the view does not tell. */
  readonly title: string;
  readonly strings: DeletionSheetStrings;
  readonly list: TemplateResult;
  readonly actions: SheetActions;
}

/** The whole page. */
export function deletionSheet(model: SheetModel, context: SheetContext): TemplateResult {
  const { strings, actions, title } = context;
  const { view, failure } = model;
  const failed = failure === undefined ? nothing : failureView(failure, strings, undefined);
  if (view === undefined)
    return html`<h1>${title}</h1>
      ${failure === undefined ? loadingView(strings) : failureView(failure, strings, actions.load)}`;
  return html`
    <header class="page-head">
      <h1>${view.title}</h1>
      <div class="page-actions">
        ${view.stage === 'lost' ? nothing : outside(view, context)} ${journal(context)}
      </div>
    </header>
    ${repositories(view, strings)} ${failed}
    ${progressView(view.progress, strings, () => actions.ask('stop'))}
    ${notesView(view.notes, strings.summary)}
    ${view.stage === 'result' ? resultActions(view, context) : nothing} ${context.list}
    ${view.stage === 'plan' ? confirmation(model, view, context) : nothing}
  `;
}

function button(text: string, act: () => void, isPrimary = false): TemplateResult {
  return html`<vscode-button appearance=${isPrimary ? 'primary' : 'secondary'} @click=${act}
    >${text}</vscode-button
  >`;
}

function journal({ strings, actions }: SheetContext): TemplateResult {
  return button(strings.openJournal, () => actions.ask('openJournal'));
}

function outside({ stage }: DeletionSheetView, { strings, actions }: SheetContext): TemplateResult {
  const inPlan = html`${button(strings.refresh, actions.refresh)}
  ${button(strings.copyReferences, () => actions.copy('references'))}
  ${button(strings.copyPullCommands, () => actions.copy('pullCommands'))}`;
  return html`${stage === 'plan' ? inPlan : nothing}
  ${button(strings.exportCsv, () => actions.exportRows('csv'))}
  ${button(strings.exportJson, () => actions.exportRows('json'))}`;
}

function repositories(
  { repositories: paths }: DeletionSheetView,
  strings: DeletionSheetStrings,
): TemplateResult {
  if (paths.length === 0) return html``;
  return html`<p class="repositories" aria-label=${strings.repositories} role="group">
    ${paths.map((path) => html`<code>${path}</code> `)}
  </p>`;
}

function resultActions(
  { canRetry, canUndo }: DeletionSheetView,
  { strings, actions }: SheetContext,
): TemplateResult {
  const retry = `${strings.retryFailed} (${canRetry.toLocaleString()})`;
  const undo = `${strings.undo} (${canUndo.toLocaleString()})`;
  return html`<div class="buttons">
    ${canRetry > 0 ? button(retry, () => actions.ask('retry'), true) : nothing}
    ${canUndo > 0 ? button(undo, () => actions.ask('undo')) : nothing}
  </div>`;
}

function confirmation(
  model: SheetModel,
  { sentence, deleteLabel, canMeasure, progress: now }: DeletionSheetView,
  { strings, actions }: SheetContext,
): TemplateResult {
  if (now !== undefined) return html``;
  const measure = canMeasure ? button(strings.measure, () => actions.ask('measure')) : nothing;
  if (sentence === '') return html`<div class="buttons">${measure}</div>`;
  return html`<form
    class="confirm"
    aria-label=${strings.confirm}
    @submit=${(event: Event) => {
      event.preventDefault();
      actions.confirm();
    }}
  >
    <label for="sentence">${format(strings.typeSentence, sentence)}</label>
    <div class="buttons">
      <input
        id="sentence"
        class="select"
        type="text"
        autocomplete="off"
        spellcheck="false"
        .value=${model.typed}
        @input=${(event: Event) => actions.type((event.target as HTMLInputElement).value)}
      />
      <vscode-button ?disabled=${!isConfirmed(model)} @click=${actions.confirm}>${deleteLabel}</vscode-button>
      ${measure}
    </div>
  </form>`;
}
