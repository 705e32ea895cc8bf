import { html, nothing, type TemplateResult } from 'lit';
import type { ImageView } from '../../src/protocol/images.ts';
import { chartPlaceAfterKey } from '../shared/chartKeys.ts';
import { format } from '../shared/format.ts';
import type { DrawingContext, ManifestActions } from './context.ts';
import { byteSize } from './model.ts';

type Layer = NonNullable<ImageView['steps'][number]['layer']>;

/** What the bar is drawn from besides the texts. */
export interface LayerBarParts {
  readonly layers: readonly Layer[];
  /** How many other images have a layer, by its digest; missing as long as none was looked at. */
  readonly use: Readonly<Record<string, number>> | undefined;
  /** The number of the chosen layer. */
  readonly chosen: number | undefined;
}

/** Part of all layers from which on a segment has room for its size. */
const roomForLabel = 0.09;
/** More numbers than this would run into each other. */
const mostNumbers = 24;

/**
 * One bar for all layers, lowest first: width is size, hatched is shared with other tags, dotted is not known. One stop of the Tab
 * key; arrows move in it, and what is chosen is chosen in the list below too.
 */
export function layerBar(
  { layers, use, chosen }: LayerBarParts,
  context: DrawingContext,
  actions: ManifestActions,
): TemplateResult | typeof nothing {
  const { strings, language } = context;
  if (layers.length < 2) return nothing;
  const at = layers.findIndex(({ number }) => number === chosen);
  const segment = (layer: Layer): TemplateResult => {
    const kind = kindOf(layer, use);
    const size = byteSize(layer.bytes, language);
    const name = format(strings.layerSegment, layer.number, size);
    const label =
      kind === 'unknown' ? name : `${name}, ${kind === 'shared' ? strings.shared : strings.onlyHere}`;
    return html`<div
      class="layer-part"
      role="option"
      id="layer-part-${layer.number}"
      title=${label}
      aria-selected=${layer.number === chosen}
      .style=${`flex-grow: ${layer.bytes}; min-width: min(9px, ${80 / layers.length}%)`}
      @click=${() => actions.chooseLayer(layer.number)}
    >
      <span class="visually-hidden">${label}</span>
      <div class="layer-fill layer-${kind}" aria-hidden="true">
        ${layer.share < roomForLabel ? nothing : html`<span>${size}</span>`}
      </div>
      ${layers.length > mostNumbers ? nothing : html`<div class="layer-number" aria-hidden="true">${layer.number}</div>`}
    </div>`;
  };
  return html`<div
    class="layer-bar"
    role="listbox"
    tabindex="0"
    aria-label=${sentence(layers, use, context)}
    aria-orientation="horizontal"
    aria-activedescendant=${at < 0 ? nothing : `layer-part-${chosen ?? 0}`}
    @keydown=${(event: KeyboardEvent) => {
      const next = chartPlaceAfterKey(event.key, at, layers.length);
      if (next === undefined) return;
      event.preventDefault();
      actions.chooseLayer(layers[next]?.number ?? 1);
    }}
  >
    ${layers.map(segment)}
  </div>`;
}

/** What the patterns mean, with the bytes of each. */
export function layerLegend(
  layers: readonly Layer[],
  use: LayerBarParts['use'],
  { strings, language }: DrawingContext,
): TemplateResult | typeof nothing {
  if (use === undefined || layers.length < 2) return nothing;
  const entry = (kind: 'shared' | 'own', label: string): TemplateResult =>
    html`<span class="legend"
      ><span class="swatch layer-${kind}" aria-hidden="true"></span>${label}
      ${byteSize(bytesOf(layers, use, kind), language)}</span
    >`;
  return html`${entry('shared', strings.sharedWithTags)} ${entry('own', strings.onlyHere)}`;
}

function sentence(
  layers: readonly Layer[],
  use: LayerBarParts['use'],
  { strings, language }: DrawingContext,
): string {
  const size = (bytes: number): string => byteSize(bytes, language);
  const all = size(layers.reduce((sum, { bytes }) => sum + bytes, 0));
  if (use === undefined) return format(strings.layerBar, layers.length, all);
  return format(strings.layerBarShared, layers.length, all, size(bytesOf(layers, use, 'shared')));
}

/** A layer that stands twice is stored once. */
function bytesOf(layers: readonly Layer[], use: LayerBarParts['use'], kind: 'shared' | 'own'): number {
  const once = new Map(layers.map((layer) => [layer.digest, layer]));
  return [...once.values()]
    .filter((layer) => kindOf(layer, use) === kind)
    .reduce((sum, { bytes }) => sum + bytes, 0);
}

function kindOf({ digest }: Layer, use: LayerBarParts['use']): 'shared' | 'own' | 'unknown' {
  if (use === undefined) return 'unknown';
  return (use[digest] ?? 0) > 0 ? 'shared' : 'own';
}
