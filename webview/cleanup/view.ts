import { html, nothing, type TemplateResult } from 'lit';
import type { Advice, CleanupWorkbenchStrings, CleanupWorkbenchView } from '../../src/protocol/cleanup.ts';
import { failureView, loadingView } from '../shared/failureView.ts';
import { format } from '../shared/format.ts';
import { adviceView } from './advice.ts';
import type { CleanupActions, CleanupContext } from './context.ts';
import { policyForm } from './form.ts';
import { isSaved, type CleanupModel } from './model.ts';
import { tagList } from './tagList.ts';

/** The whole page. */
export function cleanupWorkbench(
  model: CleanupModel,
  strings: CleanupWorkbenchStrings,
  actions: CleanupActions,
): TemplateResult {
  const context = { strings, actions };
  const { view, draft, failure } = model;
  const isOpen = view !== undefined && draft !== undefined;
  const failed =
    failure === undefined ? nothing : failureView(failure, strings, isOpen ? undefined : actions.load);
  if (!isOpen)
    return html`<h1>${strings.title}</h1>
      ${failure === undefined ? loadingView(strings) : failed}`;
  return html`
    <header class="page-head">
      <div>
        <h1>${strings.title}</h1>
        <p class="muted">${view.projectPath}</p>
      </div>
      <div class="page-actions">
        <vscode-button appearance="secondary" @click=${actions.refresh}>${strings.refresh}</vscode-button>
      </div>
    </header>
    <div class="notes">${view.notes.map((note) => adviceView(note, '', context))}</div>
    ${failed}
    <div class="columns">
      <section aria-label=${strings.policy}>
        ${policyForm(model, view, draft, context)} ${saving(model, view, context)}
      </section>
      <section aria-label=${strings.preview}>${preview(model, view, context)}</section>
    </div>
  `;
}

function saving(model: CleanupModel, view: CleanupWorkbenchView, context: CleanupContext): TemplateResult {
  const { strings, actions } = context;
  const { result, review, isSaving } = model;
  const isUnchanged = isSaved(model);
  const levels = { saved: 'info', changedMeanwhile: 'warning', refused: 'error' } as const;
  const message: Advice | undefined = result && { level: levels[result.outcome], text: result.message };
  return html`
    ${message === undefined ? nothing : html`<div role="alert">${adviceView(message, '', context)}</div>`}
    ${review === undefined ? nothing : reviewView(review, isSaving, context)}
    <div class="buttons">
      <vscode-button
        ?disabled=${!view.canSave || isUnchanged || isSaving || review !== undefined}
        @click=${actions.review}
        >${strings.save}</vscode-button
      >
      <vscode-button appearance="secondary" ?disabled=${isUnchanged || isSaving} @click=${actions.discard}
        >${strings.discard}</vscode-button
      >
      <vscode-button appearance="secondary" @click=${actions.testPatterns}
        >${strings.testPatterns}</vscode-button
      >
    </div>
    <p class="muted">${isUnchanged ? strings.noChange : strings.draftKept}</p>
  `;
}

function reviewView(
  { fields, effect }: NonNullable<CleanupModel['review']>,
  isSaving: boolean,
  { strings, actions }: CleanupContext,
): TemplateResult {
  return html`<div class="review" role="group" tabindex="-1" aria-label=${strings.reviewTitle}>
    <h3>${strings.reviewTitle}</h3>
    <dl aria-label=${strings.changedFields}>
      ${fields.map(
        ({ label, from, to }) =>
          html`<dt>${label}</dt>
            <dd><del>${from}</del> → <ins>${to}</ins></dd>`,
      )}
    </dl>
    <ul>
      ${effect.map((line) => html`<li>${line}</li>`)}
    </ul>
    <div class="buttons">
      <vscode-button ?disabled=${isSaving} @click=${actions.save}>${strings.saveAnyway}</vscode-button>
      <vscode-button appearance="secondary" ?disabled=${isSaving} @click=${actions.cancelReview}
        >${strings.cancel}</vscode-button
      >
    </div>
  </div>`;
}

function preview(model: CleanupModel, view: CleanupWorkbenchView, context: CleanupContext): TemplateResult {
  const { strings, actions } = context;
  const { report } = model;
  return html`
    <h2>${strings.preview}</h2>
    ${
      view.isLoading
        ? html`<p class="loading">
            <vscode-progress-ring aria-hidden="true"></vscode-progress-ring>
            <span role="status">${format(strings.listing, view.tagCount)}</span>
            <vscode-button appearance="secondary" @click=${actions.stop}>${strings.stop}</vscode-button>
          </p>`
        : summary(model, view, context)
    }
    ${(report?.warnings ?? []).map((warning) => adviceView(warning, '', context))}
    ${view.tagCount === 0 ? nothing : tagList(model, view, context)} ${repositories(view, strings)}
    <div class="buttons" role="group" aria-label=${strings.more}>
      ${(['markdown', 'csv', 'json'] as const).map((kind) => {
        const labels = { markdown: strings.exportMarkdown, csv: strings.exportCsv, json: strings.exportJson };
        return html`<vscode-button
          appearance="secondary"
          ?disabled=${view.isLoading}
          @click=${() => actions.exportReport(kind)}
          >${labels[kind]}</vscode-button
        >`;
      })}
      <vscode-button appearance="secondary" @click=${actions.copyApiCall}
        >${strings.copyApiCall}</vscode-button
      >
    </div>
  `;
}

function summary(
  { report, isMeasuring }: CleanupModel,
  view: CleanupWorkbenchView,
  { strings, actions }: CleanupContext,
): TemplateResult {
  if (view.tagCount === 0) return html`<p class="muted">${strings.noTags}</p>`;
  if (report === undefined) return html``;
  const { goes, stays, undecided, summary: lines } = report;
  const numbers = [
    format(strings.shown, goes.toLocaleString(), stays.toLocaleString()),
    ...(undecided === 0 ? [] : [format(strings.undecided, undecided.toLocaleString())]),
  ];
  return html`<p class="summary" role="status">${numbers.join(' ')}</p>
    ${lines.map((line) => html`<p class="muted">${line}</p>`)}
    ${
      view.canMeasure && (isMeasuring || !report.isFreedExact)
        ? html`<div class="buttons">
            ${isMeasuring ? html`<span role="status">${strings.measuring}</span>` : nothing}
            <vscode-button appearance="secondary" @click=${actions.measure}
              >${isMeasuring ? strings.cancel : strings.measure}</vscode-button
            >
          </div>`
        : nothing
    }`;
}

function repositories(view: CleanupWorkbenchView, strings: CleanupWorkbenchStrings): TemplateResult {
  const remarkable = view.repositories.filter(
    ({ incomplete, lastRun }) => incomplete !== undefined || lastRun !== undefined,
  );
  if (remarkable.length === 0) return html``;
  return html`<h3>${strings.repositories}</h3>
    <ul class="repositories">
      ${remarkable.map(
        ({ path, incomplete, lastRun }) =>
          html`<li>
            <code>${path}</code>
            <span class=${incomplete === undefined ? 'muted' : ''}
              >${[incomplete, lastRun].filter((text) => text !== undefined).join(' · ')}</span
            >
          </li>`,
      )}
    </ul>`;
}
