import { html, nothing, type TemplateResult } from 'lit';
import type { Advice } from '../../src/protocol/cleanup.ts';
import { format } from '../shared/format.ts';
import { segmentsOf } from '../shared/segments.ts';
import type { CleanupContext } from './context.ts';

/** Something to know, with the place in the text that it is about and what would repair it. What is only good to know is a line. */
export function adviceView(
  { level, title, text, range, fixes = [] }: Advice,
  source: string,
  { strings, actions }: CleanupContext,
): TemplateResult {
  if (level === 'info' && fixes.length === 0) return html`<p class="hint">${text}</p>`;
  return html`<div class="note note-${level}">
    <span class="codicon codicon-${level}" aria-hidden="true"></span>
    <div>
      <p>${title === undefined ? nothing : html`<b>${title}</b> `}${text}</p>
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
      <span class="fix">
        ${fixes.map(({ label, draft, outcome }, index) => {
          const act = (): void => actions.setDraft(draft);
          if (index > 0) return html`<button class="link" type="button" @click=${act}>${label}</button>`;
          return html`<button class="small-button" type="button" @click=${act}>
              <span class="codicon codicon-lightbulb" aria-hidden="true"></span>${label}
            </button>
            ${outcome ?? nothing}`;
        })}
      </span>
    </div>
  </div>`;
}

/** A note of the page as a whole. */
export function noteView({ level, text }: Advice): TemplateResult {
  return html`<div class="note note-${level}">
    <span class="codicon codicon-${level}" aria-hidden="true"></span>
    <p>${text}</p>
  </div>`;
}
