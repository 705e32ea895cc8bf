import { html, nothing, type TemplateResult } from 'lit';
import type { SaveReview } from '../../src/protocol/cleanup.ts';
import type { CleanupContext } from './context.ts';

/** What saving would change, in place of the form. Its heading has the focus when it comes. */
export function saveReview(
  { fields, effect, unchanged }: SaveReview,
  isSaving: boolean,
  { strings, actions }: CleanupContext,
): TemplateResult {
  const cancel = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || isSaving) return;
    event.preventDefault();
    actions.cancelReview();
  };
  return html`<div class="review" role="group" aria-label=${strings.reviewTitle} @keydown=${cancel}>
    <h2 tabindex="-1">${strings.reviewTitle}</h2>
    <dl aria-label=${strings.changedFields}>
      ${fields.map(
        ({ label, from, to }) =>
          html`<dt>${label}</dt>
            <dd>
              <del>${from}</del> <span class="codicon codicon-arrow-right" role="img" aria-label="→"></span>
              <ins>${to}</ins>
            </dd>`,
      )}
    </dl>
    ${unchanged === '' ? nothing : html`<p class="muted unchanged">${unchanged}</p>`}
    <h3>${strings.whatChanges}</h3>
    <ul>
      ${effect.map(
        ({ icon, text }) =>
          html`<li><span class="codicon codicon-${icon}" aria-hidden="true"></span><span>${text}</span></li>`,
      )}
    </ul>
    <div class="buttons">
      <vscode-button ?disabled=${isSaving} @click=${actions.save}>${strings.saveAnyway}</vscode-button>
      <vscode-button appearance="secondary" ?disabled=${isSaving} @click=${actions.cancelReview}
        >${strings.cancel}</vscode-button
      >
    </div>
    <p class="muted unchanged">${strings.saveNote}</p>
  </div>`;
}
