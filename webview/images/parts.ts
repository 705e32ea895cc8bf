import { html, nothing, type TemplateResult } from 'lit';
import { shortDigest } from '../../src/domain/digest.ts';
import type { ArtifactKind } from '../../src/domain/images/artifactTypes.ts';
import { format } from '../shared/format.ts';
import type { DrawingContext } from './context.ts';

/** More names of one image than this hide the others. */
const fewNames = 3;

/** What a kind of artifact is shown with, where it is more than a file; names of VS Code's icons. */
export const kindIcons: Readonly<Partial<Record<ArtifactKind, string>>> = {
  image: 'package',
  index: 'layers',
  helmChart: 'symbol-misc',
  signature: 'verified',
  helmProvenance: 'verified',
  provenance: 'git-commit',
  attestation: 'verified',
  sbom: 'checklist',
  vex: 'shield',
  scanReport: 'shield',
};

/** The first digits of a digest; the whole one is in the hover and for screen readers. */
export function digestText(digest: string): TemplateResult {
  return html`<code title=${digest}
    ><span aria-hidden="true">${digest.slice(0, digest.indexOf(':') + 1)}${shortDigest(digest)}</span
    ><span class="visually-hidden">${digest}</span></code
  >`;
}

/** A small button of one icon; the label is its name and tooltip. */
export function iconButton(icon: string, label: string, run: () => void): TemplateResult {
  return html`<button class="icon-button" aria-label=${label} title=${label} @click=${run}>
    <span class="codicon codicon-${icon}" aria-hidden="true"></span>
  </button>`;
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
