import { html, nothing, type TemplateResult } from 'lit';
import type { Advice } from '../../src/protocol/cleanup.ts';
import { format } from '../shared/format.ts';
import { segmentsOf } from '../shared/segments.ts';
import type { CleanupContext } from './context.ts';

/** Something to know, with the place in the text that it is about and what would repair it. */
export function adviceView(
  { level, text, range, fixes = [] }: Advice,
  source: string,
  { strings, actions }: CleanupContext,
): TemplateResult {
  return html`<div class="advice mark mark-${level}">
    <span class="codicon codicon-${level}" aria-hidden="true"></span>
    <div>
      <p>${text}</p>
      ${
        range === undefined || source === ''
          ? nothing
          : html`<p class="excerpt">
              ${format(strings.position, range.start + 1)}
              <code
                >${segmentsOf(source, range).map(({ text: part, isMarked }) =>
                  isMarked ? html`<mark>${part}</mark>` : part,
                )}</code
              >
            </p>`
      }
      ${fixes.map(
        ({ label, draft }) =>
          html`<vscode-button appearance="secondary" @click=${() => actions.setDraft(draft)}
            >${label}</vscode-button
          > `,
      )}
    </div>
  </div>`;
}
