import type { Descriptor } from '../manifest.ts';
import type { HistoryStep } from './imageConfig.ts';

/** A step of the history with the layer it made; one of the two may be missing. */
export interface LayerStep {
  readonly step?: HistoryStep;
  readonly layer?: Descriptor;
  /** Position of the layer in the manifest, lowest 0. */
  readonly position?: number;
  /** Part of all layers' bytes, 0 to 1. */
  readonly share: number;
}

/** Layers and history in one list, and whether they belong together. */
export interface LayerSteps {
  readonly rows: readonly LayerStep[];
  /**
   * `joined`: every layer has its step. `noHistory`: the config tells no steps. `mismatch`: their numbers differ, so nobody can
   * say which step made which layer; layers come first, then the steps.
   */
  readonly fit: 'joined' | 'noHistory' | 'mismatch';
  /** Bytes of all layers, compressed. */
  readonly layerBytes: number;
}

/**
 * Joins what a config tells of its making with the layers of the manifest, oldest first: the n-th step that is not marked
 * `empty_layer` made the n-th layer. Source: OCI image specification, config.md, `history`.
 */
export function joinLayers(layers: readonly Descriptor[], history: readonly HistoryStep[]): LayerSteps {
  const layerBytes = layers.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const layerRows = layers.map((layer, position): LayerStep => ({
    layer,
    position,
    share: layerBytes === 0 ? 0 : layer.sizeBytes / layerBytes,
  }));
  if (history.length === 0) return { rows: layerRows, fit: 'noHistory', layerBytes };
  const made = history.filter(({ isEmpty }) => !isEmpty).length;
  const alone = (step: HistoryStep): LayerStep => ({ step, share: 0 });
  if (made !== layers.length)
    return { rows: [...layerRows, ...history.map(alone)], fit: 'mismatch', layerBytes };
  let next = 0;
  const rows = history.map((step): LayerStep => {
    if (step.isEmpty) return alone(step);
    const row = layerRows[next];
    next += 1;
    return { ...row, share: row?.share ?? 0, step };
  });
  return { rows, fit: 'joined', layerBytes };
}
