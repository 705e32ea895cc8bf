import { html, nothing, type TemplateResult } from 'lit';
import { shortDigest } from '../../src/domain/digest.ts';
import type { ImageView, StepRow } from '../../src/protocol/images.ts';
import { format } from '../shared/format.ts';
import { layerBar, layerLegend } from './layerBar.ts';
import { byteSize, type ManifestModel } from './model.ts';
import { iconButton } from './parts.ts';
import type { DrawingContext, ManifestActions } from './context.ts';

/** Longer steps, and those of several lines, show their beginning and open on demand. */
const shortStep = 110;

/** What rows are drawn from. */
interface RowContext {
  readonly context: DrawingContext;
  readonly actions: ManifestActions;
  /** How many other images have a layer, by its digest; missing as long as none was looked at. */
  readonly use: Readonly<Record<string, number>> | undefined;
  readonly chosen: number | undefined;
}

/** Layers as a bar, and with the history as a list; what is chosen in one is chosen in the other. */
export function layersSection(
  image: ImageView,
  model: ManifestModel,
  context: DrawingContext,
  actions: ManifestActions,
): TemplateResult | typeof nothing {
  const { strings } = context;
  const { steps, fit, omittedSteps } = image;
  if (steps.length === 0) return nothing;
  const hasHistory = fit !== 'noHistory';
  const use = model.otherTags?.sharing?.use;
  const chosen = model.layer;
  const layers = steps.flatMap(({ layer }) => layer ?? []);
  return html`<div class="layers-head">
      <h2 id="layers">${hasHistory ? strings.layers : strings.layersOnly}</h2>
      <span
        >${use === undefined ? sharedLink(model, context, actions) : layerLegend(layers, use, context)}</span
      >
    </div>
    ${fitRemark(image, context)} ${layerBar({ layers, use, chosen }, context, actions)}
    <table class="table layers" aria-labelledby="layers">
      <thead>
        <tr>
          <th scope="col" class="number">#</th>
          <th scope="col">${hasHistory ? strings.step : strings.layer}</th>
          <th scope="col" class="size">${strings.size}</th>
          ${use === undefined ? nothing : html`<th scope="col" class="also wide-only">${strings.alsoIn}</th>`}
          <td class="row-actions"></td>
        </tr>
      </thead>
      <tbody>
        ${steps.map((step) => row(step, { context, actions, use, chosen }))}
      </tbody>
    </table>
    ${omittedSteps > 0 ? html`<p class="muted">${format(strings.omitted, omittedSteps)}</p>` : nothing}`;
}

/** Why steps and layers do not stand beside each other. */
function fitRemark({ fit, kind }: ImageView, { strings }: DrawingContext): TemplateResult | typeof nothing {
  const isNamed = fit === 'mismatch' || (fit === 'noHistory' && kind === 'image');
  if (!isNamed) return nothing;
  return html`<p class="muted remark">${fit === 'mismatch' ? strings.mismatch : strings.noHistory}</p>`;
}

/** Asking other images takes requests, so it is the person's to begin. */
function sharedLink(
  { looking, otherTags, view }: ManifestModel,
  { strings }: DrawingContext,
  actions: ManifestActions,
): TemplateResult | typeof nothing {
  if (looking !== undefined) return html`<span class="muted">${strings.reading}</span>`;
  const isPossible = otherTags !== undefined && (!otherTags.isListed || otherTags.next !== undefined);
  if (!isPossible || view?.image === undefined) return nothing;
  return html`<button class="link" @click=${actions.findShared}>${strings.findShared}</button>`;
}

function row(step: StepRow, { context, actions, use, chosen }: RowContext): TemplateResult {
  const { strings, language } = context;
  const { layer } = step;
  if (layer === undefined)
    return html`<tr class="empty-step">
      <td class="number"></td>
      <td>${instruction(step, context)}</td>
      <td class="size muted">${strings.noLayer}</td>
      ${use === undefined ? nothing : html`<td class="also wide-only"></td>`}
      <td class="row-actions"></td>
    </tr>`;
  const isChosen = layer.number === chosen;
  return html`<tr
    class=${isChosen ? 'chosen' : nothing}
    aria-current=${isChosen ? 'true' : nothing}
    title="${layer.digest}, ${layer.mediaType}"
    @click=${() => actions.chooseLayer(layer.number)}
  >
    <td class="number">${layer.number}</td>
    <td>${instruction(step, context)} ${layerLine(layer, isChosen, context)}</td>
    <td class="size">${byteSize(layer.bytes, language)}</td>
    ${use === undefined ? nothing : html`<td class="also wide-only">${useText(use[layer.digest] ?? 0, context)}</td>`}
    <td class="row-actions">
      ${layer.isForeign ? nothing : iconButton('list-tree', format(strings.listFiles, layer.number), () => actions.openLayer(layer.digest))}
    </td>
  </tr>`;
}

function useText(images: number, { strings }: DrawingContext): TemplateResult {
  return images === 0
    ? html`<strong>${strings.onlyHere}</strong>`
    : html`${format(images === 1 ? strings.oneOtherImage : strings.otherImages, images)}`;
}

/** What else is known of a layer: all of it for the chosen one, else only what is not as usual. */
function layerLine(
  layer: NonNullable<StepRow['layer']>,
  isChosen: boolean,
  { strings, language }: DrawingContext,
): TemplateResult | typeof nothing {
  const { title, isForeign, unpackedBytes } = layer;
  if (!isChosen && title === undefined && !isForeign && unpackedBytes === undefined) return nothing;
  return html`<div class="layer-line">
    ${title === undefined ? nothing : html`<strong>${title}</strong>`}
    ${isChosen ? html`<code>${shortDigest(layer.digest)}</code> ${layer.mediaType}` : nothing}
    ${isForeign ? html`<span class="tag-word">${strings.foreignLayer}</span>` : nothing}
    ${
      unpackedBytes === undefined
        ? nothing
        : html`<span>${format(strings.unpacked, byteSize(unpackedBytes, language))}</span>`
    }
  </div>`;
}

function instruction(step: StepRow, { strings }: DrawingContext): TemplateResult | typeof nothing {
  const text = step.instruction ?? step.comment;
  if (text === undefined) return nothing;
  const [line = ''] = text.split('\n', 1);
  if (line === text && text.length <= shortStep) return html`<code class="step">${text}</code>`;
  return html`<details class="step">
    <summary title=${strings.more}><code>${line.slice(0, shortStep)}…</code></summary>
    <code class="step">${text}</code>
  </details>`;
}
