import { html, type TemplateResult } from 'lit';
import type { SheetNote } from '../../src/protocol/deletion.ts';

/** Sentences, each with a sign of how much it matters. */
export function notesView(notes: readonly SheetNote[], label: string): TemplateResult {
  return html`<ul class="notes" aria-label=${label}>
    ${notes.map(
      ({ level, text }) =>
        html`<li class="mark mark-${level}">
          <span class="codicon codicon-${level}" aria-hidden="true"></span><span>${text}</span>
        </li>`,
    )}
  </ul>`;
}
