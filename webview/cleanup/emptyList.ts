import { html, nothing, type TemplateResult } from 'lit';
import type { CleanupReport } from '../../src/protocol/cleanup.ts';
import type { CleanupContext } from './context.ts';
import type { CleanupModel } from './model.ts';

/** What stands in the list's place where nothing is listed: why, and one way on. */
export function emptyList(
  { report, list }: CleanupModel,
  { strings, actions }: CleanupContext,
): TemplateResult {
  if (report === undefined || report.goes + report.stays + report.undecided === 0)
    return frame('package', strings.noTags, strings.noTagsHint);
  const isNothing = list.text === '' && list.repository === undefined && list.filter === 'goes';
  if (isNothing && report.goes === 0) return nothingToDelete(report, { strings, actions });
  const clear = (): void => actions.setList({ text: '', repository: undefined, filter: 'all' });
  return frame('search', strings.noMatch, '', button(strings.clearFilter, clear));
}

function nothingToDelete(
  { nothing: why }: CleanupReport,
  { strings, actions }: CleanupContext,
): TemplateResult {
  const fix = why?.fix;
  return frame(
    'shield',
    strings.nothingToDelete,
    why?.text ?? '',
    html`${button(strings.showKept, () => actions.setList({ filter: 'stays' }))}
    ${fix === undefined ? nothing : button(fix.label, () => actions.setDraft(fix.draft))}`,
  );
}

function button(label: string, act: () => void): TemplateResult {
  return html`<vscode-button appearance="secondary" @click=${act}>${label}</vscode-button>`;
}

function frame(icon: string, title: string, text: string, buttons: unknown = nothing): TemplateResult {
  return html`<div class="empty">
    <span class="codicon codicon-${icon}" aria-hidden="true"></span>
    <p class="empty-title">${title}</p>
    ${text === '' ? nothing : html`<p class="muted">${text}</p>`}
    <div class="buttons">${buttons}</div>
  </div>`;
}
