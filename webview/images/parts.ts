import { html, nothing, type TemplateResult } from 'lit';
import { format } from '../shared/format.ts';
import type { DrawingContext } from './context.ts';

/** More names of one image than this hide the others. */
const fewNames = 3;

/** A small button of one icon; the label is its name and tooltip. */
export function iconButton(icon: string, label: string, run: () => void): TemplateResult {
  return html`<vscode-button appearance="icon" class="small" aria-label=${label} title=${label} @click=${run}>
    <span class="codicon codicon-${icon}" aria-hidden="true"></span>
  </vscode-button>`;
}

/** A button of an icon and its name. */
export function textButton(icon: string, label: string, run: () => void): TemplateResult {
  return html`<vscode-button appearance="secondary" @click=${run}>
    <span slot="start" class="codicon codicon-${icon}" aria-hidden="true"></span>${label}
  </vscode-button>`;
}

/** The tags of an image: the first few, and how many there are beside. */
export function tagNames(names: readonly string[], { strings }: DrawingContext): TemplateResult {
  const more = names.length - fewNames;
  return html`<code title=${names.join(', ')}>${names.slice(0, fewNames).join(', ')}</code>${
      more > 0 ? html` <span class="muted">${format(strings.moreNames, more)}</span>` : nothing
    }`;
}
