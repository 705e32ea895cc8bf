import { html, nothing, svg, type TemplateResult } from 'lit';
import { shortDigest } from '../../src/domain/digest.ts';
import type { ImageView, StepRow } from '../../src/protocol/images.ts';
import { format } from '../shared/format.ts';
import { byteSize, percent } from './model.ts';
import { iconButton } from './parts.ts';
import type { DrawingContext, ManifestActions } from './context.ts';

/** Longer steps show their beginning and open on demand. */
const shortStep = 240;

/** Layers and history in one table, with each layer's share of the whole. `use`: how many other images have a layer, by digest. */
export function layersSection(
  image: ImageView,
  use: Readonly<Record<string, number>>,
  context: DrawingContext,
  actions: ManifestActions,
): TemplateResult | typeof nothing {
  const { strings } = context;
  const { steps, fit, omittedSteps, kind } = image;
  if (steps.length === 0) return nothing;
  const hasHistory = fit !== 'noHistory';
  return html`<h2 id="layers">${hasHistory ? strings.layers : strings.layersOnly}</h2>
    ${fit === 'mismatch' ? html`<p class="muted remark">${strings.mismatch}</p>` : nothing}
    ${!hasHistory && kind === 'image' ? html`<p class="muted remark">${strings.noHistory}</p>` : nothing}
    <table class="table layers" aria-labelledby="layers">
      <thead>
        <tr>
          <th scope="col" class="number">#</th>
          <th scope="col">${hasHistory ? strings.step : strings.layer}</th>
          <th scope="col" class="size">${strings.size}</th>
          <td class="bar wide-only"></td>
        </tr>
      </thead>
      <tbody>
        ${steps.map((step) => row(step, use, context, actions))}
      </tbody>
    </table>
    ${omittedSteps > 0 ? html`<p class="muted">${format(strings.omitted, omittedSteps)}</p>` : nothing}`;
}

function row(
  step: StepRow,
  use: Readonly<Record<string, number>>,
  context: DrawingContext,
  actions: ManifestActions,
): TemplateResult {
  const { strings, language } = context;
  const { layer } = step;
  const uses = layer && use[layer.digest];
  if (layer === undefined)
    return html`<tr class="empty-step">
      <td class="number"></td>
      <td>${instruction(step, context)}</td>
      <td class="size muted">${strings.noLayer}</td>
      <td class="wide-only"></td>
    </tr>`;
  return html`<tr>
    <td class="number">${layer.number}</td>
    <td>
      ${instruction(step, context)}
      <div class="muted layer-line">
        ${layer.title === undefined ? nothing : html`<strong>${layer.title}</strong>`}
        <code title=${layer.digest}>${shortDigest(layer.digest)}</code>
        ${layer.mediaType}${layer.isForeign ? html` <span class="tag-word">${strings.foreignLayer}</span>` : nothing}
        ${
          layer.unpackedBytes === undefined
            ? nothing
            : html`<span class="use"
                >${format(strings.unpacked, byteSize(layer.unpackedBytes, language))}</span
              >`
        }
        ${uses === undefined ? nothing : html`<span class="use">${format(strings.layerUse, uses)}</span>`}
        ${layer.isForeign ? nothing : iconButton('list-tree', format(strings.listFiles, layer.number), () => actions.openLayer(layer.digest))}
      </div>
    </td>
    <td class="size">
      ${byteSize(layer.bytes, language)}<span class="muted share">${percent(layer.share, language)}</span>
    </td>
    <td class="bar wide-only">${bar(layer.share)}</td>
  </tr>`;
}

function instruction(step: StepRow, { strings }: DrawingContext): TemplateResult | typeof nothing {
  const text = step.instruction ?? step.comment;
  if (text === undefined) return nothing;
  if (text.length <= shortStep) return html`<code class="step">${text}</code>`;
  return html`<details class="step">
    <summary aria-label=${strings.more}><code>${text.slice(0, shortStep)}…</code></summary>
    <code class="step">${text}</code>
  </details>`;
}

/** The number stands beside it, so that nobody has to measure. */
function bar(share: number): TemplateResult {
  return html`<svg class="share-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<rect class="share-back" width="100" height="6"></rect><rect class="share-part" width=${share * 100} height="6"></rect>`}
  </svg>`;
}
