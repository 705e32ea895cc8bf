import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Images } from '../../../src/catalog/images/images.ts';
import { manifestView, type ImageTarget } from '../../../src/panels/images/view.ts';
import { ManifestSession } from '../../../src/panels/images/session.ts';
import type { ManifestView } from '../../../src/protocol/images.ts';
import { createRegistryClient } from '../../../src/registry/client.ts';
import type { Box } from '../../gitlab/box.ts';
import type { NamedImage } from '../../gitlab/registry/artifacts.ts';
import { writeOciLayout } from '../../gitlab/registry/ociLayout.ts';
import { testHttp } from '../../fakes/httpServer.ts';
import { shopTags } from '../shop.ts';

const execute = promisify(execFile);
const { http } = testHttp({ now: Date.now });

/** Of the machine that the page is shown on. */
const own = { os: 'linux', architecture: 'amd64' };

/** Runs a program; what it said goes into the failure, its command line (which holds a token) does not. */
export async function run(program: string, ...args: readonly string[]): Promise<string> {
  try {
    return (await execute(program, args, { maxBuffer: 64 * 2 ** 20 })).stdout;
  } catch (error) {
    const { stderr = '', code = '' } = error as { readonly stderr?: string; readonly code?: string };
    throw new Error(`${program} ${args[0] ?? ''}: ${code} ${stderr}`);
  }
}

/** The shop's repository on a box, as skopeo and as the page see it. */
export class ImageBench {
  readonly directory: string;
  readonly box: Box;
  readonly images: Images;
  readonly #layout: string;

  private constructor(box: Box, directory: string) {
    this.box = box;
    this.directory = directory;
    this.#layout = join(directory, 'umoci');
    const client = createRegistryClient({
      host: box.registryHost,
      instanceUrl: box.url,
      credentials: () => Promise.resolve({ username: 'maintainer', password: box.tokens.maintainer }),
      http,
    });
    this.images = new Images({ of: () => ({ registry: () => client }) }, http, () => ({
      dispose: () => undefined,
    }));
  }

  static async open(box: Box): Promise<ImageBench> {
    return new ImageBench(box, await mkdtemp(join(tmpdir(), 'images-')));
  }

  close(): Promise<void> {
    return rm(this.directory, { recursive: true });
  }

  /** How skopeo and buildah call something in the repository; `at` is `:tag` or `@digest`. */
  docker(at: string): string {
    return `docker://${this.box.registryHost}/${shopTags.path}${at}`;
  }

  get credentials(): string {
    return `maintainer:${this.box.tokens.maintainer}`;
  }

  /** `skopeo inspect` with these options, as JSON. */
  async inspect(at: string, ...options: readonly string[]): Promise<unknown> {
    const args = ['inspect', '--tls-verify=false', '--creds', this.credentials, ...options];
    return JSON.parse(await run('skopeo', '--insecure-policy', ...args, this.docker(at)));
  }

  /** Copies with skopeo into the repository. */
  async push(source: string, tag: string, ...options: readonly string[]): Promise<void> {
    const to = ['--dest-tls-verify=false', '--dest-creds', this.credentials];
    await run(
      'skopeo',
      '--insecure-policy',
      'copy',
      '--quiet',
      ...to,
      ...options,
      source,
      this.docker(`:${tag}`),
    );
  }

  /** Puts an image into a folder as an OCI layout; returns how skopeo calls it. */
  async layoutOf({ name, image }: NamedImage): Promise<string> {
    const directory = await mkdtemp(join(this.directory, 'layout-'));
    await writeOciLayout(directory, [{ name, image }]);
    return `oci:${directory}:${name}`;
  }

  /** An image that umoci builds, with one file full of its name; returns how skopeo calls it. `config`: names of `--config.…`, or whole options, with their values. */
  async umoci(
    name: string,
    config: readonly (readonly [string, string])[],
    ...options: readonly string[]
  ): Promise<string> {
    const files = await mkdtemp(join(this.directory, 'files-'));
    await mkdir(join(files, 'bin'));
    await writeFile(join(files, 'bin', 'hello'), `${name}\n`.repeat(1000));
    const image = ['--image', `${this.#layout}:${name}`];
    await run('umoci', 'init', '--layout', this.#layout).catch(() => undefined);
    await run('umoci', 'new', ...image);
    await run('umoci', 'insert', '--rootless', ...options, ...image, files, '/opt/app');
    const settings = config.flatMap(([key, value]) => [
      key.startsWith('--') ? key : `--config.${key}`,
      value,
    ]);
    await run(
      'umoci',
      'config',
      ...options,
      ...image,
      '--os',
      'linux',
      '--architecture',
      'amd64',
      ...settings,
    );
    return `oci:${this.#layout}:${name}`;
  }

  /**
   * The same with its layer compressed by zstd, under `tag`. skopeo compresses only what is not compressed yet, and takes a layer
   * that the registry has in another form as it is: nobody else may have pushed this one.
   */
  async pushZstd(tag: string): Promise<void> {
    const source = await this.umoci(tag, [['cmd', '/opt/app/bin/hello']]);
    const plain = `dir:${await mkdtemp(join(this.directory, 'plain-'))}`;
    await run('skopeo', '--insecure-policy', 'copy', '--quiet', '--dest-decompress', source, plain);
    await this.push(plain, tag, '--dest-compress-format', 'zstd', '--format', 'oci');
  }

  /** An image whose one layer is this archive, copied with these options of skopeo. */
  async pushTar(archive: string, tag: string, ...options: readonly string[]): Promise<void> {
    const layout = await mkdtemp(join(this.directory, 'tar-'));
    const image = ['--image', `${layout}/oci:${tag}`];
    await run('umoci', 'init', '--layout', `${layout}/oci`);
    await run('umoci', 'new', ...image);
    await run('umoci', 'raw', 'add-layer', ...image, archive);
    // skopeo compresses only what is not compressed yet.
    const plain = `dir:${layout}/plain`;
    await run(
      'skopeo',
      '--insecure-policy',
      'copy',
      '--quiet',
      '--dest-decompress',
      `oci:${layout}/oci:${tag}`,
      plain,
    );
    await this.push(plain, tag, ...options);
  }

  /** A page's session, as after a click on a tag or digest. */
  session(reference: string): ManifestSession {
    return new ManifestSession(this.images, this.target(reference), own);
  }

  target(reference: string): ImageTarget {
    return {
      connectionId: 'c',
      instanceUrl: this.box.url,
      projectPath: 'acme/platform/shop',
      location: `${this.box.registryHost}/${shopTags.path}`,
      reference,
    };
  }

  /** What the page shows; a failure of any part is thrown. */
  async shown(reference: string): Promise<ManifestView> {
    const opened = await this.session(reference).open(new AbortController().signal);
    const fail = (failure?: unknown): never => {
      throw failure instanceof Error ? failure : new Error('something could not be loaded');
    };
    return manifestView(this.target(reference), opened, { own, tell: fail, notJson: fail });
  }

  /** The requests that some work takes, without the redirects from the registry to its storage. */
  async requests(work: () => Promise<unknown>): Promise<readonly string[]> {
    const before = this.box.log.entries.length;
    await work();
    const made = this.box.log.entries.slice(before).filter(({ host }) => host !== 'storage');
    return made.map(({ path }) => path.replace(/\?.*/, '').replace(/sha256:.*/, 'sha256:…'));
  }
}
