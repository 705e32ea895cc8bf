import { html, nothing, type TemplateResult } from 'lit';
import { format } from './format.ts';

/** How far something is that a person waits for, and a button that stops it. */
export function progressView(
  now: { readonly done: number; readonly total: number; readonly isStopping: boolean } | undefined,
  strings: Readonly<Record<'progress' | 'stop' | 'stopping', string>>,
  stop: () => void,
): TemplateResult {
  if (now === undefined) return html``;
  const { done, total, isStopping } = now;
  const text = format(strings.progress, done.toLocaleString(), total.toLocaleString());
  return html`<div class="progress">
    <progress aria-label=${text} max=${Math.max(1, total)} value=${done}></progress>
    <span role="status">${isStopping ? strings.stopping : text}</span>
    ${
      isStopping
        ? nothing
        : html`<vscode-button appearance="secondary" @click=${stop}>${strings.stop}</vscode-button>`
    }
  </div>`;
}
