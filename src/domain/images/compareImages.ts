import { compressedSizeOf, type Descriptor, type ImageManifest } from '../manifest.ts';
import type { ImageConfig, NamedValue } from './imageConfig.ts';

/** A value that two images give differently; `undefined` where one does not have it. */
export interface ValueChange {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** An image to compare. */
export interface ComparedImage {
  readonly manifest: ImageManifest;
  readonly config: ImageConfig;
}

/** What is different between two images. */
export interface ImageDifference {
  /** Compressed bytes. */
  readonly bytes: { readonly before: number; readonly after: number };
  /** Layers of both, lowest first. A layer that one image has twice is kept as often as both have it. */
  readonly kept: readonly Descriptor[];
  readonly added: readonly Descriptor[];
  readonly removed: readonly Descriptor[];
  /** How many layers from the lowest on are the same: the common base. */
  readonly sameBase: number;
  readonly environment: readonly ValueChange[];
  readonly labels: readonly ValueChange[];
  /** User, directory, commands and so on. */
  readonly settings: readonly ValueChange[];
}

/** Compares two images; names in each list are sorted. */
export function compareImages(before: ComparedImage, after: ComparedImage): ImageDifference {
  const layers = compareLayers(before.manifest.layers, after.manifest.layers);
  return {
    bytes: { before: compressedSizeOf(before.manifest) ?? 0, after: compressedSizeOf(after.manifest) ?? 0 },
    ...layers,
    environment: changes(before.config.environment, after.config.environment),
    labels: changes(before.config.labels, after.config.labels),
    settings: changes(settingsOf(before.config), settingsOf(after.config)),
  };
}

function compareLayers(
  before: readonly Descriptor[],
  after: readonly Descriptor[],
): Pick<ImageDifference, 'kept' | 'added' | 'removed' | 'sameBase'> {
  const left = new Map<string, number>();
  for (const { digest } of before) left.set(digest, (left.get(digest) ?? 0) + 1);
  const kept: Descriptor[] = [];
  const added: Descriptor[] = [];
  for (const layer of after) {
    const count = left.get(layer.digest) ?? 0;
    (count > 0 ? kept : added).push(layer);
    if (count > 0) left.set(layer.digest, count - 1);
  }
  // From the top down, so that of a layer that stands twice the lower one is the kept one.
  const removed = before.toReversed().filter(({ digest }) => {
    const count = left.get(digest) ?? 0;
    if (count > 0) left.set(digest, count - 1);
    return count > 0;
  });
  const firstOther = before.findIndex(({ digest }, at) => after[at]?.digest !== digest);
  return { kept, added, removed: removed.reverse(), sameBase: firstOther < 0 ? before.length : firstOther };
}

/** Of a variable that is set twice the last value counts, as in a container. */
function changes(before: readonly NamedValue[], after: readonly NamedValue[]): readonly ValueChange[] {
  const was = new Map(before.map(({ name, value }) => [name, value]));
  const is = new Map(after.map(({ name, value }) => [name, value]));
  const names = [...new Set([...was.keys(), ...is.keys()])].sort();
  return names
    .filter((name) => was.get(name) !== is.get(name))
    .map((name) => ({ name, before: was.get(name), after: is.get(name) }));
}

function settingsOf(config: ImageConfig): readonly NamedValue[] {
  const list = (words: readonly string[]): string | undefined =>
    words.length === 0 ? undefined : JSON.stringify(words);
  const settings = {
    User: config.user,
    WorkingDir: config.workingDirectory,
    Entrypoint: list(config.entrypoint),
    Cmd: list(config.command),
    ExposedPorts: list(config.exposedPorts),
    Volumes: list(config.volumes),
    StopSignal: config.stopSignal,
    Healthcheck: config.healthCheck && JSON.stringify(config.healthCheck),
  };
  return Object.entries(settings).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}
