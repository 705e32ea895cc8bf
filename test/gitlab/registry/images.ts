import type { BuiltImage } from './backend.ts';
import {
  assemble,
  blobOf,
  descriptorOf,
  digestOf,
  jsonBytes,
  mediaTypes,
  type Descriptor,
  type ImageFormat,
  type Platform,
} from './blobs.ts';
import { buildLayer, type Layer } from './layers.ts';

/** What an image is to look like. The same values give the same digests. */
export interface ImageRecipe {
  readonly seed: string | number;
  /** Images of one base seed (and platform) share their base layer. */
  readonly baseSeed?: string | number;
  /** At least 1; 3 unless told: base, packages, app. A single layer is the app. */
  readonly layers?: number;
  /** About the bytes of each layer; 2,000. */
  readonly layerBytes?: number;
  /** ISO 8601; null leaves every date out, as some reproducible builders do. */
  readonly created?: string | null;
  readonly format?: ImageFormat;
  readonly platform?: Platform;
  readonly env?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly entrypoint?: readonly string[];
  /** false leaves the history out. */
  readonly history?: boolean;
  /** Of the manifest; OCI only. */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** What an index (multi-architecture image) is to look like. */
interface IndexRecipe extends Omit<ImageRecipe, 'platform'> {
  readonly platforms?: readonly Platform[];
  /** Adds BuildKit's provenance manifests, one per platform, with platform `unknown/unknown`. */
  readonly attestations?: boolean;
}

const usualPlatforms: readonly Platform[] = [
  { os: 'linux', architecture: 'amd64' },
  { os: 'linux', architecture: 'arm64', variant: 'v8' },
  { os: 'linux', architecture: 'arm', variant: 'v7' },
];

/** Build date of images that name none. */
const usualDate = '2024-05-06T07:08:09Z';

/** An image of real gzipped tar layers with a config whose diff ids and history fit them. */
export function buildImage(recipe: ImageRecipe): BuiltImage {
  const types = mediaTypes[recipe.format ?? 'oci'];
  const platform = recipe.platform ?? { os: 'linux', architecture: 'amd64' };
  const layers = layersOf(recipe, platform, types.layer);
  const config = blobOf(jsonBytes(configOf(recipe, platform, layers)), types.config);
  const blobs = layers.map((layer) => layer.blob);
  return assemble(types.manifest, config, blobs, { annotations: recipe.annotations });
}

/** An index over one image per platform. Its `annotations` stand on the index, not on its images. */
export function buildIndex(recipe: IndexRecipe): BuiltImage {
  const { platforms = usualPlatforms, attestations = false, annotations, ...shared } = recipe;
  const mediaType = mediaTypes[recipe.format ?? 'oci'].index;
  const images = platforms.map((platform) => ({ image: buildImage({ ...shared, platform }), platform }));
  const proofs = attestations ? images.map(({ image }) => ({ image: attest(image), of: image })) : [];
  const manifests: Descriptor[] = [
    ...images.map(({ image, platform }) => ({ ...descriptorOf(image), platform })),
    ...proofs.map(({ image, of }) => ({
      ...descriptorOf(image),
      annotations: {
        'vnd.docker.reference.digest': of.digest,
        'vnd.docker.reference.type': 'attestation-manifest',
      },
      platform: { architecture: 'unknown', os: 'unknown' },
    })),
  ];
  const bytes = jsonBytes({ schemaVersion: 2, mediaType, manifests, annotations });
  const children = [...images, ...proofs].map(({ image }) => image);
  const blobs = new Map(children.flatMap((child) => [...child.blobs]));
  return { mediaType, digest: digestOf(bytes), bytes, layerBytes: 0, blobs, children };
}

/** BuildKit's provenance of an image: an in-toto statement in the shape of an image. */
function attest(image: BuiltImage): BuiltImage {
  const predicateType = 'https://slsa.dev/provenance/v0.2';
  const statement = blobOf(
    jsonBytes({
      _type: 'https://in-toto.io/Statement/v0.1',
      predicateType,
      subject: [{ name: '_', digest: { sha256: image.digest.slice('sha256:'.length) } }],
      predicate: {
        builder: { id: '' },
        buildType: 'https://mobyproject.org/buildkit@v1',
        invocation: { configSource: { entryPoint: 'Dockerfile' } },
      },
    }),
    'application/vnd.in-toto+json',
    { 'in-toto.io/predicate-type': predicateType },
  );
  const rootfs = { type: 'layers', diff_ids: [statement.descriptor.digest] };
  const config = { architecture: 'unknown', os: 'unknown', config: {}, rootfs };
  return assemble(mediaTypes.oci.manifest, blobOf(jsonBytes(config), mediaTypes.oci.config), [statement]);
}

function layersOf(recipe: ImageRecipe, platform: Platform, mediaType: string): readonly Layer[] {
  const { layers: count = 3, layerBytes: bytes = 2000, baseSeed = 'base', seed } = recipe;
  return Array.from({ length: count }, (_, position) => {
    const common = { platform, bytes, mediaType };
    if (position === count - 1) return buildLayer({ ...common, kind: 'app', seed: String(seed) });
    if (position === 0) return buildLayer({ ...common, kind: 'base', seed: String(baseSeed) });
    return buildLayer({ ...common, kind: 'packages', seed: `${seed}/${position}` });
  });
}

function configOf(recipe: ImageRecipe, platform: Platform, layers: readonly Layer[]): unknown {
  const { env = [], labels, entrypoint = ['/app/server'], history = true } = recipe;
  const created = recipe.created === null ? undefined : (recipe.created ?? usualDate);
  const Env = ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', ...env];
  return {
    created,
    ...platform,
    config: { Env, Entrypoint: entrypoint, WorkingDir: '/app', Labels: labels },
    rootfs: { type: 'layers', diff_ids: layers.map((layer) => layer.diffId) },
    history: history ? historyOf(layers, created, entrypoint) : undefined,
  };
}

/** The layers' steps with the steps without a layer that a Dockerfile leaves around them. */
function historyOf(
  layers: readonly Layer[],
  created: string | undefined,
  entrypoint: readonly string[],
): readonly unknown[] {
  const comment = 'buildkit.dockerfile.v0';
  const empty = { created, comment, empty_layer: true };
  return [
    ...layers.map(({ createdBy }) => ({ created, created_by: createdBy, comment })),
    { ...empty, created_by: 'WORKDIR /app' },
    { ...empty, created_by: `ENTRYPOINT ${JSON.stringify(entrypoint)}` },
  ];
}
