import { html, type TemplateResult } from 'lit';

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
