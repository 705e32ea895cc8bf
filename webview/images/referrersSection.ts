import { html, nothing, type TemplateResult } from 'lit';
import { shortDigest } from '../../src/domain/digest.ts';
import type { ReferrerRow } from '../../src/protocol/images.ts';
import { byteSize, dateTime } from './model.ts';
import type { DrawingContext, ManifestActions } from './context.ts';

/** What refers to the shown digest. Looked for on demand: it takes requests of its own, and most images have none. */
export function referrersSection(
  referrers: readonly ReferrerRow[] | undefined,
  context: DrawingContext,
  actions: ManifestActions,
): TemplateResult {
  const { strings } = context;
  const heading = html`<h2 id="referrers">${strings.referrers}</h2>`;
  if (referrers === undefined)
    return html`${heading}
      <p class="muted remark">${strings.findReferrersHint}</p>
      <vscode-button appearance="secondary" @click=${actions.findReferrers}
        >${strings.findReferrers}</vscode-button
      >`;
  if (referrers.length === 0)
    return html`${heading}
      <p class="muted">${strings.noReferrers}</p>`;
  return html`${heading}
    <table class="table" aria-labelledby="referrers">
      <thead>
        <tr>
          <th scope="col">${strings.type}</th>
          <th scope="col">${strings.digest}</th>
          <th scope="col">${strings.size}</th>
          <th scope="col" class="wide-only">${strings.created}</th>
        </tr>
      </thead>
      <tbody>
        ${referrers.map((one) => row(one, context, actions))}
      </tbody>
    </table>`;
}

function row(
  one: ReferrerRow,
  { strings, language }: DrawingContext,
  actions: ManifestActions,
): TemplateResult {
  return html`<tr>
    <td>
      ${strings[`kind.${one.kind}`]}
      ${one.type === undefined ? nothing : html`<div class="muted long">${one.type}</div>`}
      ${one.tag === undefined ? nothing : html`<div class="muted long">${one.tag}</div>`}
    </td>
    <td>
      <button
        class="link-button"
        aria-label=${`${strings.open} ${shortDigest(one.digest)}`}
        @click=${() => actions.openDigest(one.digest)}
      >
        ${shortDigest(one.digest)}
      </button>
    </td>
    <td>${one.bytes === undefined ? strings.unknown : byteSize(one.bytes, language)}</td>
    <td class="wide-only">
      ${one.created === undefined ? strings.unknown : dateTime(one.created, language)}
    </td>
  </tr>`;
}
