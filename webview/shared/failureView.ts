import { html, nothing, type TemplateResult } from 'lit';
import type { SharedStrings } from '../../src/protocol/contract.ts';
import type { PageFailure } from '../../src/protocol/pageFailure.ts';

/** A failure in its place on the page: what failed, why, what to do, and a button where repeating makes sense. */
export function failureView(
  failure: PageFailure,
  strings: SharedStrings,
  retry: (() => void) | undefined,
): TemplateResult {
  return html`<section class="failure" role="alert">
    <span class="codicon codicon-error" aria-hidden="true"></span>
    <div>
      <p class="failure-title">${failure.title}</p>
      ${failure.why === undefined ? nothing : html`<p>${failure.why}</p>`}
      ${failure.next === undefined ? nothing : html`<p>${failure.next}</p>`}
      ${
        retry === undefined
          ? nothing
          : html`<vscode-button appearance="secondary" @click=${retry}>${strings.retry}</vscode-button>`
      }
    </div>
  </section>`;
}

/** Shown until the host's first answer; invisible for the first moment, so that a fast answer does not flicker. */
export function loadingView(strings: SharedStrings): TemplateResult {
  return html`<p class="loading">
    <vscode-progress-ring aria-hidden="true"></vscode-progress-ring>${strings.loading}
  </p>`;
}
