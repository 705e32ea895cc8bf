import { html, nothing, type TemplateResult } from 'lit';
import type { CleanupWorkbenchView, RepositoryShare } from '../../src/protocol/cleanup.ts';
import type { CleanupWorkbenchStrings } from '../../src/protocol/cleanupStrings.ts';
import { format } from '../shared/format.ts';
import type { CleanupContext } from './context.ts';
import { isSaved, type CleanupModel } from './model.ts';

/** What stays in sight: the result, what it frees, when it runs, what to do with the draft, and a bar of each repository. */
export function strip(
  model: CleanupModel,
  view: CleanupWorkbenchView,
  context: CleanupContext,
): TemplateResult {
  return html`<header class="strip">
    <div class="strip-line">
      <div class="answer">
        <h1>${title(model, view, context.strings)}</h1>
        ${facts(model, view, context)}
      </div>
      ${saving(model, view, context)}
    </div>
    ${shares(model, context)}
  </header>`;
}

/** The result as a text: “15 of 145 tags will be deleted”. */
export function resultText(
  { report, draft }: Pick<CleanupModel, 'report' | 'draft'>,
  view: Pick<CleanupWorkbenchView, 'canSave'>,
  strings: CleanupWorkbenchStrings,
): string {
  const { template, numbers } = resultParts(report, draft?.enabled !== false, view.canSave, strings);
  return format(template, ...numbers);
}

function resultParts(
  report: CleanupModel['report'],
  isEnabled: boolean,
  canSave: boolean,
  strings: CleanupWorkbenchStrings,
): { readonly template: string; readonly numbers: readonly string[] } {
  if (report === undefined) return { template: strings.title, numbers: [] };
  const all = report.goes + report.stays + report.undecided;
  const numbers = [report.goes.toLocaleString(), all.toLocaleString()];
  if (all === 0) return { template: strings.noTags, numbers: [] };
  if (!isEnabled && report.goes === 0) return { template: strings.resultOff, numbers: [] };
  if (!isEnabled || !canSave) return { template: strings.resultTry, numbers };
  return report.goes === 0
    ? { template: strings.resultNone, numbers }
    : { template: strings.result, numbers };
}

/** The number of what is deleted in the colour of what is deleted. */
function title(
  { report, draft }: CleanupModel,
  view: CleanupWorkbenchView,
  strings: CleanupWorkbenchStrings,
): unknown {
  const { template, numbers } = resultParts(report, draft?.enabled !== false, view.canSave, strings);
  const [before, after] = template.split('{0}');
  if (after === undefined) return template;
  return html`${before}<span class="deleted-number">${numbers[0]}</span
    >${after.replace('{1}', numbers[1] ?? '')}`;
}

function facts(model: CleanupModel, view: CleanupWorkbenchView, context: CleanupContext): TemplateResult {
  const { strings, actions } = context;
  const { report } = model;
  const path = html`<span class="muted">${view.projectPath}</span>`;
  if (view.isLoading)
    return html`<p class="facts-line">
      <vscode-progress-ring aria-hidden="true"></vscode-progress-ring>
      <span role="status">${format(strings.listing, view.tagCount.toLocaleString())}</span>
      <button class="link" type="button" @click=${actions.stop}>${strings.stop}</button>
    </p>`;
  if (report === undefined) return html`<p class="facts-line">${path}</p>`;
  const all = report.stays + report.goes + report.undecided;
  const first = report.goes === 0 && all > 0 ? format(strings.allKept, all.toLocaleString()) : report.freed;
  const undecided =
    report.undecided === 0 ? undefined : format(strings.undecided, report.undecided.toLocaleString());
  const parts = [first, undecided, report.nextRun].filter((part) => part !== undefined);
  return html`<p class="facts-line">
    <span>${parts.join(' · ')}</span> ${measure(model, view, context)}
    <span class="muted"><span aria-hidden="true">${parts.length === 0 ? '' : '· '}</span>${path}</span>
  </p>`;
}

function measure(
  { report, isMeasuring }: CleanupModel,
  { canMeasure }: CleanupWorkbenchView,
  { strings, actions }: CleanupContext,
): TemplateResult | typeof nothing {
  if (!canMeasure || report === undefined || (report.isFreedExact && !isMeasuring)) return nothing;
  return html`${isMeasuring ? html`<span role="status">${strings.measuring}</span>` : nothing}
    <button class="link" type="button" @click=${actions.measure}>
      ${isMeasuring ? strings.cancel : strings.measure}
    </button>`;
}

function saving(
  model: CleanupModel,
  view: CleanupWorkbenchView,
  { strings, actions }: CleanupContext,
): TemplateResult {
  const { isSaving, review, savedAt } = model;
  const isUnchanged = isSaved(model);
  if (!view.canSave)
    return html`<div class="strip-actions">
      <span class="muted"
        ><span class="codicon codicon-lock" aria-hidden="true"></span> ${strings.readOnly}</span
      >
      <vscode-button appearance="secondary" @click=${actions.copyApiCall}
        ><span class="codicon codicon-copy" aria-hidden="true"></span>
        ${strings.copyForMaintainer}</vscode-button
      >
    </div>`;
  if (isUnchanged && review === undefined)
    return html`<div class="strip-actions">
      ${savedAt === undefined ? nothing : html`<span class="muted">${savedText(savedAt, strings)}</span>`}
    </div>`;
  return html`<div class="strip-actions">
    <span class="muted"
      ><span class="codicon codicon-circle-filled" aria-hidden="true"></span> ${strings.unsaved}</span
    >
    ${
      review === undefined
        ? html`<vscode-button appearance="secondary" ?disabled=${isSaving} @click=${actions.discard}
              >${strings.discard}</vscode-button
            >
            <vscode-button id="save" ?disabled=${isSaving} @click=${actions.review}
              >${strings.save}</vscode-button
            >`
        : nothing
    }
  </div>`;
}

function savedText(at: number, strings: CleanupWorkbenchStrings): string {
  const time = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: 'short' }).format(at);
  return format(strings.savedAt, time);
}

/** Repositories that have a bar of their own; the rest is in the list. */
const mostShares = 12;

function shares({ report, list }: CleanupModel, { strings, actions }: CleanupContext): unknown {
  const all = report?.repositories.filter(({ tagCount }) => tagCount > 0) ?? [];
  if (all.length === 0) return nothing;
  const shown = all.slice(0, mostShares);
  const choose = (path: string): void =>
    actions.setList({ repository: list.repository === path ? undefined : path });
  return html`<div class="shares" role="group" aria-label=${strings.shares}>
    ${shown.map((one) => {
      const text = shareText(one, strings);
      const isChosen = list.repository === one.path;
      return html`<button
        class="share"
        type="button"
        aria-pressed=${isChosen}
        aria-label=${format(strings.shareHint, one.label, text)}
        title="${one.path} · ${text}"
        .style=${`flex: ${one.tagCount} 1 0`}
        @click=${() => choose(one.path)}
      >
        <span class="share-bar"><i .style=${`width: ${(100 * one.deleted) / one.tagCount}%`}></i></span>
        <span class="share-label"><b>${one.label}</b> <span>${text}</span></span>
      </button>`;
    })}
  </div>`;
}

function shareText({ deleted, tagCount }: RepositoryShare, strings: CleanupWorkbenchStrings): string {
  return deleted === 0
    ? format(strings.shareKept, tagCount.toLocaleString())
    : format(strings.share, deleted.toLocaleString(), tagCount.toLocaleString());
}
