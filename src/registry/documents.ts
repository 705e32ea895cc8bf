import * as v from 'valibot';
import { Failure } from '../base/failure.ts';
import { fieldOf, textOf, textsOf } from '../domain/images/loose.ts';
import type { Descriptor, ImageIndex, ImageManifest, Manifest } from '../domain/manifest.ts';
import { bareMediaType, isSchema1, kindOfMediaType } from '../domain/mediaType.ts';
import { knownPlatform, type Platform } from '../domain/platform.ts';
import { anyText, count, digest, optionalMediaType, shortText } from '../net/shapes.ts';
import { decodeValue } from './json.ts';

/** A type that is none is shown by its beginning: it says that nobody can know what this is. */
const mediaType = shortText(255);

/** Annotations whose value is no text are left out: they are decoration, and no reason to show nothing. */
const annotations = v.pipe(
  v.nullish(v.record(anyText, v.unknown())),
  v.transform((all) =>
    Object.fromEntries(
      Object.entries(all ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ),
  ),
);

/** A field that is missing or no text is empty: an odd platform is no reason to show nothing of an index. */
const platform = v.pipe(
  v.optional(v.unknown()),
  v.transform((given): Platform | undefined => {
    const text = (name: string): string => textOf(fieldOf(given, name)) ?? '';
    const [variant, version] = [text('variant'), text('os.version')];
    const features = textsOf(fieldOf(given, 'os.features'));
    return knownPlatform({
      os: text('os'),
      architecture: text('architecture'),
      ...(variant !== '' && { variant }),
      ...(version !== '' && { osVersion: version }),
      ...(features.length > 0 && { osFeatures: features }),
    });
  }),
);

const descriptor = v.pipe(
  v.object({
    mediaType,
    digest,
    size: count,
    annotations,
    artifactType: optionalMediaType,
    platform,
    urls: v.nullish(v.array(shortText(2048))),
  }),
  v.transform((given): Descriptor => ({
    mediaType: given.mediaType,
    digest: given.digest,
    sizeBytes: given.size,
    annotations: given.annotations ?? {},
    ...(typeof given.artifactType === 'string' && { artifactType: given.artifactType }),
    ...(given.platform && { platform: given.platform }),
    ...(given.urls && { urls: given.urls }),
  })),
);

const common = {
  mediaType: v.nullish(mediaType),
  artifactType: optionalMediaType,
  subject: v.nullish(descriptor),
  annotations,
};
const imageShape = v.object({ ...common, config: descriptor, layers: v.nullish(v.array(descriptor)) });
const indexShape = v.object({ ...common, manifests: v.nullish(v.array(descriptor)) });

/**
 * Reads the JSON of a manifest that came with a media type. The document's own `mediaType` may be missing (OCI allows that) but
 * may not be another one. Throws `schema1` for images of that age, `unsupported` for unknown types, `wrongShape` with the field.
 */
export function readManifest(json: unknown, contentType: string): Manifest {
  const mediaType = mediaTypeOf(json, contentType);
  const kind = kindOfMediaType(mediaType);
  if (isSchema1(mediaType)) throw new Failure('invalid', 'manifest of schema 1', { code: 'schema1' });
  if (kind === undefined) throw new Failure('invalid', 'manifest of unknown type', { code: 'unsupported' });
  return kind === 'index' ? readIndex(json, mediaType) : readImage(json, mediaType);
}

function readImage(json: unknown, mediaType: string): ImageManifest {
  const result = decodeValue(imageShape, json, 'manifest');
  if (result instanceof Failure) throw result;
  const { config, layers } = result.value;
  return { kind: 'image', mediaType, config, layers: layers ?? [], ...extrasOf(result.value) };
}

function readIndex(json: unknown, mediaType: string): ImageIndex {
  const result = decodeValue(indexShape, json, 'index');
  if (result instanceof Failure) throw result;
  return { kind: 'index', mediaType, manifests: result.value.manifests ?? [], ...extrasOf(result.value) };
}

function extrasOf(
  value: Pick<v.InferOutput<typeof indexShape>, 'artifactType' | 'subject' | 'annotations'>,
): Pick<Manifest, 'artifactType' | 'subject' | 'annotations'> {
  return {
    annotations: value.annotations ?? {},
    ...(typeof value.artifactType === 'string' && { artifactType: value.artifactType }),
    ...(value.subject && { subject: value.subject }),
  };
}

/** The header decides, as the registry's word for what it sent; a header that names no manifest leaves it to the document. */
function mediaTypeOf(json: unknown, contentType: string): string {
  const parsed = v.safeParse(
    v.object({ mediaType: v.optional(mediaType), schemaVersion: v.optional(v.unknown()) }),
    json,
  );
  const own = parsed.success ? bareMediaType(parsed.output.mediaType ?? '') : '';
  const header = bareMediaType(contentType);
  if (kindOfMediaType(header) === undefined && !isSchema1(header)) return own;
  if (own === '' || own === header) return header;
  throw new Failure('invalid', 'the manifest is not of the type it came with', {
    code: 'wrongShape',
    field: 'manifest.mediaType',
  });
}
