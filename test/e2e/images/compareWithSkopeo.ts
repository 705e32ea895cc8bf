import assert from 'node:assert/strict';
import type { ImageView, ManifestView } from '../../../src/protocol/images.ts';
import type { ImageBench } from './imageBench.ts';

interface RawDescriptor {
  readonly digest: string;
  readonly size: number;
  readonly mediaType: string;
  readonly platform?: { readonly os: string; readonly architecture: string; readonly variant?: string };
}
/** What `skopeo inspect --raw` says. */
export interface RawManifest {
  readonly mediaType?: string;
  readonly config: RawDescriptor;
  readonly layers: readonly RawDescriptor[];
  readonly manifests: readonly RawDescriptor[];
}
interface RawConfig {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
  readonly created?: string;
  readonly author?: string;
  readonly config: {
    readonly User?: string;
    readonly WorkingDir?: string;
    readonly Env?: readonly string[];
    readonly Labels?: Readonly<Record<string, string>>;
    readonly ExposedPorts?: Readonly<Record<string, unknown>>;
    readonly Volumes?: Readonly<Record<string, unknown>>;
    readonly StopSignal?: string;
    readonly Entrypoint?: readonly string[];
    readonly Cmd?: readonly string[];
  };
  readonly history?: readonly { readonly created?: string; readonly empty_layer?: boolean }[];
}

/** Field by field; `undefined` on both sides is equal too. */
function compareConfig(image: ImageView, config: RawConfig): void {
  const shown = image.config;
  assert.ok(shown);
  const said = config.config;
  const parts = [config.os, config.architecture, config.variant];
  assert.equal(image.platform, parts.filter(Boolean).join('/'));
  assert.equal(image.created && Date.parse(image.created), config.created && Date.parse(config.created));
  const { author, user, workingDirectory, stopSignal, entrypoint, command } = shown;
  assert.deepEqual(
    [author, user, workingDirectory, stopSignal],
    [config.author, said.User, said.WorkingDir, said.StopSignal],
  );
  assert.deepEqual([entrypoint, command], [said.Entrypoint?.join(' '), said.Cmd?.join(' ')]);
  assert.deepEqual(
    shown.environment.map(({ name, value }) => `${name}=${value}`),
    said.Env ?? [],
  );
  assert.deepEqual(
    Object.fromEntries(shown.labels.map(({ name, value }) => [name, value])),
    said.Labels ?? {},
  );
  assert.deepEqual(shown.exposedPorts, namesOf(said.ExposedPorts));
  assert.deepEqual(shown.volumes, namesOf(said.Volumes));
}

const namesOf = (set: Readonly<Record<string, unknown>> = {}): readonly string[] => Object.keys(set).sort();

/** Compares an image field by field with what skopeo says of it. `at`: `:tag` or `@digest`, as skopeo wants it. */
export async function compareWithSkopeo(bench: ImageBench, view: ManifestView, at: string): Promise<void> {
  const raw = (await bench.inspect(at, '--raw')) as RawManifest;
  const config = (await bench.inspect(at, '--config')) as RawConfig;
  const { image } = view;
  assert.ok(image?.config);
  const layers = image.steps.flatMap(({ layer }) => layer ?? []);
  assert.deepEqual(
    layers.map(({ digest, bytes, mediaType }) => ({ digest, size: bytes, mediaType })),
    raw.layers.map(({ digest, size, mediaType }) => ({ digest, size, mediaType })),
  );
  assert.equal(
    image.bytes,
    raw.layers.reduce((sum, { size }) => sum + size, raw.config.size),
  );
  assert.equal(image.configDigest, raw.config.digest);
  compareConfig(image, config);
  const history = config.history ?? [];
  if (history.length > 0)
    assert.deepEqual(
      image.steps.map(({ layer }) => layer === undefined),
      history.map((step) => step.empty_layer === true),
    );
}
