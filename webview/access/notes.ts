import { html, nothing, type TemplateResult } from 'lit';
import type { AccessNote, MatchText, PatternNote } from '../../src/protocol/access.ts';
import { failureView } from '../shared/failureView.ts';
import { format } from '../shared/format.ts';
import { segmentsOf } from '../shared/segments.ts';
import type { AccessContext } from './context.ts';
import type { AccessModel, Place } from './model.ts';

/** Something to know. */
export function noteView({ level, text }: AccessNote): TemplateResult {
  return html`<p class="mark mark-${level}">
    <span class="codicon codicon-${level}" aria-hidden="true"></span><span>${text}</span>
  </p>`;
}

/** Something to know about a pattern, with the place that it is about and what would repair it. */
export function patternNoteView(
  { level, text, range, fixes = [] }: PatternNote,
  source: string,
  context: AccessContext & { readonly use: (pattern: string) => void },
): TemplateResult {
  return html`<div class="mark mark-${level}">
    <span class="codicon codicon-${level}" aria-hidden="true"></span>
    <div>
      <p>${text}</p>
      ${
        range === undefined
          ? nothing
          : html`<p class="excerpt">
              ${format(context.strings.position, range.start + 1)}
              <code
                >${segmentsOf(source, range).map(({ text: part, isMarked }) =>
                  isMarked ? html`<mark>${part}</mark>` : part,
                )}</code
              >
            </p>`
      }
      ${fixes.map(
        ({ label, pattern }) =>
          html`<vscode-button appearance="secondary" @click=${() => context.use(pattern)}
            >${label}</vscode-button
          > `,
      )}
    </div>
  </div>`;
}

/** What a pattern matches. */
export function matchView({ summary, names, more }: MatchText): TemplateResult {
  const isNamed = names.length > 0;
  return html`<p class="muted">${summary}</p>
    ${
      isNamed
        ? html`<p class="names">
            ${names.map((name) => html`<code>${name}</code> `)}${more === undefined ? nothing : html`<span>${more}</span>`}
          </p>`
        : nothing
    }`;
}

/** How the last change in a part of the page ended, or why it failed. */
export function outcomeView(
  { result, failure }: AccessModel,
  place: Place,
  { strings }: AccessContext,
): TemplateResult {
  if (failure?.place === place) return failureView(failure, strings, undefined);
  if (result?.place !== place) return html``;
  const levels = { saved: 'info', kept: 'info', refused: 'error' } as const;
  return html`<div role="alert">${noteView({ level: levels[result.outcome], text: result.message })}</div>`;
}
