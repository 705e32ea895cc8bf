import type { Failure } from '../../base/failure.ts';
import { shortDigest } from '../../domain/digest.ts';
import { artifactKindOf } from '../../domain/images/artifactKind.ts';
import { dockerfileOf, instructionsOf } from '../../domain/images/dockerfile.ts';
import { formatJson } from '../../domain/images/formatJson.ts';
import { readImageConfig, type ImageConfig } from '../../domain/images/imageConfig.ts';
import { partsOfIndex } from '../../domain/images/indexPlatforms.ts';
import { joinLayers } from '../../domain/images/layerSteps.ts';
import { unpackedSum, type CountedLayers } from '../../domain/images/unpackedSize.ts';
import { sourceLinks } from '../../domain/images/sourceLinks.ts';
import {
  compressedSizeOf,
  type ImageIndex,
  type ImageManifest,
  type Manifest,
} from '../../domain/manifest.ts';
import { formatPlatform, type Platform } from '../../domain/platform.ts';
import type { ImageView, ManifestView } from '../../protocol/images.ts';
import type { PageFailure } from '../../protocol/pageFailure.ts';
import { isNoDate } from '../../domain/tag.ts';
import { visible, visibleBlock } from '../../ui/text/visibleText.ts';
import { configView, namedValues, stepRow } from './parts.ts';

/** Where an image is; survives a restart, since the panel's key is made of it. */
export interface ImageTarget {
  readonly connectionId: string;
  /** Without a trailing slash. */
  readonly instanceUrl: string;
  readonly projectPath: string;
  /** `registry.host[:port]/group/project[/name]`. */
  readonly location: string;
  /** A tag or a digest. */
  readonly reference: string;
}

/** A manifest as the registry sent it. */
export interface OpenedManifest {
  readonly digest: string;
  readonly manifest: Manifest;
}

/** An image with its config, or with why there is none. */
export interface OpenedImage {
  readonly digest: string;
  readonly manifest: ImageManifest;
  /** `json` is `undefined` for what is not JSON. */
  readonly config: { readonly text: string; readonly json: unknown } | Failure;
  /** What layers unpack to, in bytes by their digests, as far as it was counted. */
  readonly unpacked: CountedLayers;
}

/** What was loaded for the page. */
export interface OpenedReference {
  readonly document: OpenedManifest;
  /** Digest of the chosen entry of an index. */
  readonly chosen?: string | undefined;
  /** Bytes of the images of the index that were opened, by digest. */
  readonly knownBytes: ReadonlyMap<string, number>;
  /** The image itself, or the chosen one of an index; a failure when that could not be loaded; an index when it is one. */
  readonly shown: OpenedImage | Failure | 'nestedIndex' | undefined;
  readonly movedTo?: string | undefined;
}

/** What depends on where the page is shown. */
export interface ViewContext {
  readonly own: Platform;
  /** The sentences for a failure, with what failed as their title. */
  readonly tell: (failure: Failure, what: 'image' | 'config') => PageFailure;
  /** Said of a config that is not JSON. */
  readonly notJson: () => PageFailure;
}

/** A page that shows more rows than this helps nobody; the documents themselves have everything. */
const mostRows = 1000;
const mostText = 20_000;

/** The page's view of what was loaded. Every text from the registry is fit to be shown. */
export function manifestView(
  target: ImageTarget,
  opened: OpenedReference,
  context: ViewContext,
): ManifestView {
  const { document, shown, movedTo } = opened;
  const { digest, manifest } = document;
  const separator = target.reference.includes(':') ? '@' : ':';
  const path = target.location.slice(target.location.indexOf('/') + 1);
  const short = separator === ':' ? target.reference : shortDigest(target.reference);
  return {
    name: `${path}${separator}${short}`,
    reference: `${target.location}${separator}${target.reference}`,
    digest,
    mediaType: visible(manifest.mediaType),
    kind: artifactKindOf(manifest),
    ...(movedTo === undefined ? {} : { movedTo }),
    ...(manifest.kind === 'index' ? { index: indexView(manifest, opened, context) } : {}),
    ...shownView(target, shown, opened, context),
  };
}

function shownView(
  target: ImageTarget,
  shown: OpenedReference['shown'],
  { chosen }: OpenedReference,
  context: ViewContext,
): Pick<ManifestView, 'image' | 'imageFailure' | 'nestedIndex'> {
  if (shown === undefined) return {};
  if (shown === 'nestedIndex') return chosen === undefined ? {} : { nestedIndex: chosen };
  if (!('manifest' in shown)) return { imageFailure: context.tell(shown, 'image') };
  return { image: imageView(target, shown, context) };
}

function indexView(
  manifest: ImageIndex,
  { chosen, knownBytes }: OpenedReference,
  { own }: ViewContext,
): NonNullable<ManifestView['index']> {
  const { images, strays } = partsOfIndex(manifest, own);
  const platforms = images.slice(0, mostRows).map(({ descriptor: { digest }, platform, attestations }) => {
    const imageBytes = knownBytes.get(digest);
    return {
      digest,
      ...(platform === undefined ? {} : { platform: visible(formatPlatform(platform)) }),
      ...(imageBytes === undefined ? {} : { imageBytes }),
      isOwn: platform?.os === own.os && platform.architecture === own.architecture,
      isChosen: digest === chosen,
      attestations: attestations.map((one) => one.digest),
    };
  });
  return {
    platforms,
    omitted: images.length - platforms.length,
    strays: strays.slice(0, mostRows).map(({ digest }) => digest),
    annotations: namedValues(annotationsOf(manifest)),
  };
}

function imageView(target: ImageTarget, image: OpenedImage, context: ViewContext): ImageView {
  const { digest, manifest } = image;
  const kind = artifactKindOf(manifest);
  const json = 'json' in image.config && kind === 'image' ? image.config.json : undefined;
  const config = readImageConfig(json);
  const { rows, fit } = joinLayers(manifest.layers, config.history);
  const instructions = instructionsOf(config);
  const steps = rows.slice(0, mostRows).map((row) => stepRow(row, image.unpacked, instructions));
  const unpackedBytes = unpackedSum(manifest.layers, image.unpacked);
  const { platform, created } = config;
  const tag = target.reference.includes(':') ? undefined : target.reference;
  return {
    digest,
    mediaType: visible(manifest.mediaType),
    kind,
    ...(manifest.artifactType === undefined ? {} : { artifactType: visible(manifest.artifactType) }),
    ...(platform === undefined ? {} : { platform: visible(formatPlatform(platform)) }),
    ...(created === undefined ? {} : { created: visible(created), hasNoDate: isNoDate(created) }),
    bytes: compressedSizeOf(manifest) ?? 0,
    ...(unpackedBytes === undefined ? {} : { unpackedBytes }),
    layerCount: manifest.layers.length,
    configDigest: manifest.config.digest,
    ...configPart(image, kind === 'image', config, context),
    steps,
    fit,
    omittedSteps: rows.length - steps.length,
    dockerfile: visibleBlock(dockerfileOf(config), mostText),
    annotations: namedValues(annotationsOf(manifest)),
    links: sourceLinks([...config.labels, ...annotationsOf(manifest)], {
      ...target,
      ...(tag === undefined ? {} : { tag }),
    }),
  };
}

function configPart(
  image: OpenedImage,
  isImage: boolean,
  config: ImageConfig,
  context: ViewContext,
): Pick<ImageView, 'config' | 'configText' | 'configFailure'> {
  if (!('json' in image.config)) return { configFailure: context.tell(image.config, 'config') };
  if (!isImage) return { configText: visibleBlock(configText(image.config), mostText) };
  return image.config.json === undefined
    ? { configFailure: context.notJson() }
    : { config: configView(config) };
}

function configText({ text, json }: { readonly text: string; readonly json: unknown }): string {
  return json === undefined ? text : formatJson(text).trimEnd();
}

function annotationsOf({
  annotations,
}: Manifest): readonly { readonly name: string; readonly value: string }[] {
  return Object.entries(annotations).map(([name, value]) => ({ name, value }));
}
