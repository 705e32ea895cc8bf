import { html, nothing, type TemplateResult } from 'lit';
import type { OtherTagsView, SharingRow, SharingView } from '../../src/protocol/otherTags.ts';
import { format } from '../shared/format.ts';
import { byteSize, dateTime, percent, type ManifestModel } from './model.ts';
import { tagNames } from './parts.ts';
import { sizeChart } from './sizeChart.ts';
import type { DrawingContext, ManifestActions } from './context.ts';

/** The other tags of the repository: their sizes as far as a list tells them, their layers on request. */
export function otherTagsSection(
  { otherTags: view, looking, point }: ManifestModel,
  context: DrawingContext,
  actions: ManifestActions,
): TemplateResult | typeof nothing {
  const { strings } = context;
  if (view === undefined) return nothing;
  const heading = html`<h2 id="other-tags">${strings.otherTags}</h2>`;
  if (!view.isListed)
    return html`${heading}
      <p class="muted remark">${strings.otherTagsHint}</p>
      <vscode-button appearance="secondary" @click=${actions.listTags}>${strings.listTags}</vscode-button>`;
  const { others, listedTags, sharing } = view;
  return html`${heading}
  ${others.all === 0 ? html`<p class="muted remark">${format(strings.onlyTags, listedTags)}</p>` : nothing}
  ${sizeChart(view, point, context, actions)}
  ${sharing === undefined ? nothing : sharingTable(sharing, context)} ${coverage(view, context)}
  ${lookButton(view, looking, context, actions)}
  ${
    view.hasMore
      ? html`<vscode-button appearance="secondary" class="beside" @click=${actions.listTags}
          >${strings.listMoreTags}</vscode-button
        >`
      : nothing
  }`;
}

/** What the sentences above are about, and what nobody looked at. */
function coverage(
  { others, listedTags, isComplete, platform = '' }: OtherTagsView,
  { strings }: DrawingContext,
): TemplateResult {
  const { all, lookedAt, failed, absent } = others;
  const sentences = [
    ...(lookedAt + failed + absent > 0 ? [format(strings.lookedAt, lookedAt, all, listedTags)] : []),
    ...(failed > 0 ? [format(strings.lookedFailed, failed)] : []),
    ...(absent > 0 ? [format(strings.lookedAbsent, platform, absent)] : []),
    ...(isComplete ? [] : [format(strings.notListed, listedTags)]),
  ];
  return html`<p class="muted remark">${sentences.join(' ')}</p>`;
}

function lookButton(
  { next }: OtherTagsView,
  looking: ManifestModel['looking'],
  { strings }: DrawingContext,
  actions: ManifestActions,
): TemplateResult | typeof nothing {
  if (looking !== undefined)
    return html`<p class="looking" role="status">
      <vscode-progress-ring aria-hidden="true"></vscode-progress-ring>
      <span>${format(strings.looking, looking.done, looking.of)}</span>
      <vscode-button appearance="secondary" @click=${actions.stopLooking}
        >${strings.stopLooking}</vscode-button
      >
    </p>`;
  if (next === undefined) return nothing;
  const cost = next.requests === 0 ? strings.lookAtTagsFree : format(strings.lookAtTagsCost, next.requests);
  return html`<p class="muted remark" id="look-cost">${cost}</p>
    <vscode-button appearance="secondary" aria-describedby="look-cost" @click=${actions.lookAtTags}
      >${format(strings.lookAtTags, next.images)}</vscode-button
    >`;
}

function sharingTable(sharing: SharingView, context: DrawingContext): TemplateResult {
  const { strings, language } = context;
  const { rows, layers, bytes, sharedLayers, sharedBytes } = sharing;
  const sizes = [sharedBytes, bytes, bytes - sharedBytes].map((size) => byteSize(size, language));
  const row = (one: SharingRow): TemplateResult =>
    html`<tr>
      <th scope="row" class="long">${tagNames(one.names, context)}</th>
      <td>${one.sharedLayers} / ${one.layers}</td>
      <td>
        ${byteSize(one.sharedBytes, language)}
        <span class="muted">${percent(bytes === 0 ? 0 : one.sharedBytes / bytes, language)}</span>
      </td>
      <td class="wide-only">${one.date === undefined ? strings.unknown : dateTime(one.date, language)}</td>
    </tr>`;
  return html`<h3 id="sharing">${strings.sharedWith}</h3>
    <p class="remark">${format(strings.sharedTotal, sharedLayers, layers, ...sizes)}</p>
    <table class="table plain-rows" aria-label=${strings.sharedTable}>
      <thead>
        <tr>
          <th scope="col">${strings.tags}</th>
          <th scope="col">${strings.sharedLayers}</th>
          <th scope="col">${strings.sharedSize}</th>
          <th scope="col" class="wide-only">${strings.date}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(row)}
      </tbody>
    </table>`;
}
