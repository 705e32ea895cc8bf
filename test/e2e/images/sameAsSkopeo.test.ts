// What the page shows of an image equals what skopeo and umoci say of it, on both kinds of registry.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Images } from '../../../src/catalog/images.ts';
import { manifestView, type ImageTarget } from '../../../src/panels/manifestView.ts';
import { ManifestSession } from '../../../src/panels/manifestSession.ts';
import type { ImageView, ManifestView } from '../../../src/protocol/manifest.ts';
import { createRegistryClient } from '../../../src/registry/client.ts';
import { startBox, type Box } from '../../gitlab/box.ts';
import { buildHelmChart, buildSignature } from '../../gitlab/registry/artifacts.ts';
import { buildImage, buildIndex } from '../../gitlab/registry/images.ts';
import { testHttp } from '../../unit/net/server.ts';
import { plantShop, shopTags } from '../shop.ts';

const run = promisify(execFile);
const own = { os: 'linux', architecture: 'amd64' };
const { http } = testHttp({ now: Date.now });

interface RawDescriptor {
  readonly digest: string;
  readonly size: number;
  readonly mediaType: string;
  readonly platform?: { readonly os: string; readonly architecture: string; readonly variant?: string };
}
interface RawManifest {
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

for (const kind of ['metadataDatabase', 'legacy'] as const)
  describe(`images as skopeo and umoci see them, ${kind} registry`, function () {
    this.timeout(60_000);
    let box: Box;
    let directory: string;

    before(async () => {
      box = await startBox({ kind, seed: plantShop });
      directory = await mkdtemp(join(tmpdir(), 'images-'));
    });
    after(async () => {
      await box.close();
      await rm(directory, { recursive: true });
    });

    async function skopeo(...args: readonly string[]): Promise<string> {
      try {
        return (await run('skopeo', ['--insecure-policy', ...args])).stdout;
      } catch (error) {
        // The command line in the error's message holds the token.
        throw new Error(`skopeo: ${(error as { readonly stderr?: string }).stderr ?? ''}`);
      }
    }
    const inspect = async (reference: string, ...options: readonly string[]): Promise<unknown> =>
      JSON.parse(
        await skopeo(
          ...['inspect', '--tls-verify=false', '--creds', `maintainer:${box.tokens.maintainer}`],
          ...[...options, `docker://${box.registryHost}/${shopTags.path}${reference}`],
        ),
      );

    async function shown(reference: string): Promise<ManifestView> {
      const client = createRegistryClient({
        host: box.registryHost,
        instanceUrl: box.url,
        credentials: () => Promise.resolve({ username: 'maintainer', password: box.tokens.maintainer }),
        http,
      });
      const images = new Images({ of: () => ({ registry: () => client }) }, http, () => ({
        dispose: () => undefined,
      }));
      const location = `${box.registryHost}/${shopTags.path}`;
      const target: ImageTarget = {
        connectionId: 'c',
        instanceUrl: box.url,
        projectPath: 'acme/platform/shop',
        location,
        reference,
      };
      const opened = await new ManifestSession(images, target, own).open(new AbortController().signal);
      const fail = (): never => assert.fail('something could not be loaded');
      return manifestView(target, opened, { own, tell: fail, notJson: fail });
    }

    /** Compares an image field by field. `at`: `:tag` or `@digest`, as skopeo wants it. */
    async function compare(view: ManifestView, at: string): Promise<void> {
      const raw = (await inspect(at, '--raw')) as RawManifest;
      const config = (await inspect(at, '--config')) as RawConfig;
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

    const rich = { env: ['A=b=c', 'EMPTY='], labels: { team: 'blue', 'a.b': 'ü' } };
    for (const [name, image] of [
      ['oci', buildImage({ seed: 'oci', ...rich })],
      ['docker', buildImage({ seed: 'docker', format: 'docker', ...rich })],
      ['layers127', buildImage({ seed: 'many', layers: 127, layerBytes: 200 })],
      ['without-history', buildImage({ seed: 'bare', history: false })],
    ] as const)
      it(`are the same field by field: ${name}`, async () => {
        await box.backend.put(shopTags.path, name, image);
        const view = await shown(name);
        assert.equal(view.digest, ((await inspect(`:${name}`)) as { readonly Digest: string }).Digest);
        await compare(view, `:${name}`);
      });

    for (const [name, index] of [
      ['index', buildIndex({ seed: 'index', attestations: true })],
      ['list', buildIndex({ seed: 'list', format: 'docker' })],
    ] as const)
      it(`are the same for an ${name}: its platforms, and the image of one`, async () => {
        await box.backend.put(shopTags.path, name, index);
        const view = await shown(name);
        const { manifests } = (await inspect(`:${name}`, '--raw')) as RawManifest;
        const platforms = manifests.filter(({ platform }) => platform?.os !== 'unknown');
        assert.deepEqual(
          view.index?.platforms.map(({ digest, platform }) => [digest, platform]),
          platforms.map(({ digest, platform: of }) => [
            digest,
            [of?.os, of?.architecture, of?.variant].filter(Boolean).join('/'),
          ]),
        );
        assert.equal(
          view.index.platforms.flatMap(({ attestations }) => attestations).length,
          manifests.length - platforms.length,
        );
        await compare(view, `@${view.image?.digest ?? ''}`);
      });

    it('are the same for what umoci built and skopeo pushed', async () => {
      const layout = join(directory, 'oci');
      const files = join(directory, 'files');
      await mkdir(files);
      await writeFile(join(files, 'hello'), 'hello\n');
      const umoci = (...args: readonly string[]) => run('umoci', args);
      await umoci('init', '--layout', layout);
      await umoci('new', '--image', `${layout}:v1`);
      await umoci('insert', '--rootless', '--image', `${layout}:v1`, files, '/opt/app');
      const settings = [
        'cmd=/opt/app/hello',
        'env=FOO=bar',
        'user=1000',
        'workingdir=/opt',
        'exposedports=80/tcp',
        'volume=/data',
        'stopsignal=SIGINT',
        'label=team=red',
      ];
      const options = settings.flatMap((setting) => {
        const at = setting.indexOf('=');
        return [`--config.${setting.slice(0, at)}`, setting.slice(at + 1)];
      });
      await umoci(
        'config',
        '--image',
        `${layout}:v1`,
        ...options,
        '--author',
        'Ann Author',
        '--architecture',
        'amd64',
        '--os',
        'linux',
      );
      await skopeo(
        ...[
          'copy',
          '--quiet',
          '--dest-tls-verify=false',
          '--dest-creds',
          `maintainer:${box.tokens.maintainer}`,
        ],
        ...[`oci:${layout}:v1`, `docker://${box.registryHost}/${shopTags.path}:umoci`],
      );
      const view = await shown('umoci');
      await compare(view, ':umoci');
      assert.equal(view.image?.config?.author, 'Ann Author');
      const stat = JSON.parse((await umoci('stat', '--json', '--image', `${layout}:v1`)).stdout) as {
        readonly history: readonly {
          readonly layer: { readonly digest: string } | null;
          readonly empty_layer: boolean;
        }[];
      };
      assert.deepEqual(
        view.image.steps.map(({ layer }) => layer?.digest),
        stat.history.map(({ layer, empty_layer: isEmpty }) => (isEmpty ? undefined : layer?.digest)),
      );
    });

    it('are called what they are when they are no images', async () => {
      const chart = buildHelmChart({ name: 'shop', version: '1.0.0' });
      const signature = buildSignature(buildImage({ seed: 'oci' }));
      await box.backend.put(shopTags.path, 'chart', chart.image);
      await box.backend.put(shopTags.path, signature.name, signature.image);
      for (const [tag, expected] of [
        ['chart', 'helmChart'],
        [signature.name, 'signature'],
      ] as const) {
        const { image, kind: found } = await shown(tag);
        const raw = (await inspect(`:${tag}`, '--raw')) as RawManifest;
        assert.equal(found, expected);
        assert.deepEqual(
          image?.steps.map(({ layer }) => layer?.digest),
          raw.layers.map(({ digest }) => digest),
        );
      }
    });
  });
