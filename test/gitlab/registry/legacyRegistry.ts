import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BackendTag, BuiltImage, RegistryBackend, TagDeletion } from './backend.ts';
import { jsonBytes, mediaTypes, blobOf, type Descriptor } from './blobs.ts';
import type { RegistryOptions } from './metadataRegistry.ts';
import { fullAccept, PlainClient, railsAccept } from './plainClient.ts';
import { startRegistryProcess, type RegistryProcess } from './registryProcess.ts';
import { storedDigests } from './storedDigests.ts';
import { reverseProxy } from './reverseProxy.ts';
import { routeOf } from './routes.ts';
import { listen, unwrapped } from './servers.ts';
import { Turns } from './turns.ts';

/** Debian's `docker-registry` with what GitLab makes of it. */
export interface LegacyRegistry extends RegistryBackend {
  readonly kind: 'legacy';
  /** Removes what no tag leads to, as an administrator does now and then. */
  collectGarbage(): Promise<void>;
  /** Content of a blob of the repository. */
  readBlob(path: string, digest: string): Promise<Uint8Array | undefined>;
}

/**
 * Starts a real registry as a child process with a transparent proxy in front, whose address is the registry's. What the box
 * itself asks and pushes goes past the proxy, so that the log and the faults concern the clients only.
 */
export async function startLegacyRegistry(
  options: Omit<RegistryOptions, 'now' | 'storagePort'> & { readonly refusesDeletion?: true },
): Promise<LegacyRegistry> {
  const { port, tls, wrap = unwrapped, keys, service } = options;
  const process = await startRegistryProcess(options);
  const forward = reverseProxy(process.url);
  const proxy = await listen(
    wrap((request, response) => {
      const route = routeOf(request);
      if (route) options.onRoute?.(request, route.name);
      else options.onUnknown?.(request);
      return forward(request, response);
    }, 'registry'),
    { port, tls },
  );
  const client = new PlainClient(process.url, keys, service);
  const close = async (): Promise<void> => {
    await Promise.all([proxy.close(), process.close()]);
  };
  return { ...backendOf(client, process), host: proxy.host, url: proxy.url, close };
}

function backendOf(
  client: PlainClient,
  process: RegistryProcess,
): Omit<LegacyRegistry, 'host' | 'url' | 'close'> {
  const deletions = new Turns(1);
  const push = pusher(client);
  return {
    kind: 'legacy',
    listTags: async (path, { name = '' }) => {
      const names = await tagNames(client, path);
      return { tags: names.filter((each) => each.includes(name)).map((each) => ({ name: each })) };
    },
    tagNames: (path) => tagNames(client, path),
    digests: (path) => storedDigests(join(process.directory, 'data'), path),
    tag: (path, name) => describeTag(client, path, name),
    deleteTag: (path, name) => deletions.take(() => deleteTag(client, path, name)),
    manifest: (path, reference) => client.manifest(path, reference, fullAccept),
    repositorySize: () => Promise.resolve(undefined),
    collectGarbage: async () => {
      const configuration = join(process.directory, 'config.yml');
      await promisify(execFile)('docker-registry', ['garbage-collect', '--delete-untagged', configuration]);
    },
    readBlob: (path, digest) => client.blob(path, digest),
    put: push,
  };
}

/** The registry ignores `n` and sorts by nothing; Rails sorts by name. */
async function tagNames(client: PlainClient, path: string): Promise<readonly string[]> {
  const response = await client.send(path, 'tags/list?n=10000');
  const body = await response.text();
  if (!response.ok) return [];
  const { tags } = JSON.parse(body) as { readonly tags: readonly string[] | null };
  return [...(tags ?? [])].sort();
}

/**
 * Manifest and config as Rails reads them (gl: lib/container_registry/tag.rb): a Docker list comes as its linux/amd64 image, an
 * OCI index cannot be read, so that only its name is known.
 */
async function describeTag(client: PlainClient, path: string, name: string): Promise<BackendTag | undefined> {
  const found = await client.manifest(path, name, railsAccept);
  if (!found) return (await client.manifest(path, name, fullAccept)) && { name };
  const manifest = JSON.parse(Buffer.from(found.bytes).toString()) as {
    readonly config?: Descriptor;
    readonly layers?: readonly Descriptor[];
  };
  const { config, layers = [] } = manifest;
  const createdAt = config && createdOf(await client.blob(path, config.digest));
  return {
    name,
    digest: found.digest,
    mediaType: found.mediaType,
    sizeBytes: layers.reduce((sum, { size }) => sum + size, 0),
    ...(config ? { configDigest: config.digest } : {}),
    ...(createdAt === undefined ? {} : { createdAt }),
  };
}

/** The `created` of a config, where it is a date. */
function createdOf(config: Uint8Array | undefined): string | undefined {
  try {
    const { created } = JSON.parse(Buffer.from(config ?? []).toString()) as { readonly created?: string };
    return created === undefined ? undefined : new Date(created).toISOString();
  } catch {
    return undefined;
  }
}

/** The image without content that Rails puts under a tag before it deletes that image by digest. */
const dummyConfig = blobOf(jsonBytes({ config: {} }), mediaTypes.docker.config);
const dummy = blobOf(
  jsonBytes({
    schemaVersion: 2,
    mediaType: mediaTypes.docker.manifest,
    config: dummyConfig.descriptor,
    layers: [],
  }),
  mediaTypes.docker.manifest,
);

/**
 * Deletes one tag from a registry that can only delete by digest: the tag is first moved to the dummy, which then goes with its
 * tags (gl: ThirdParty::DeleteTagsService). Tags on the former digest stay.
 */
async function deleteTag(client: PlainClient, path: string, name: string): Promise<TagDeletion> {
  if (!(await client.manifest(path, name, fullAccept))) return 'missing';
  await client.putBlob(path, dummyConfig.bytes);
  const { digest, mediaType } = dummy.descriptor;
  if (!(await client.putManifest(path, name, dummy.bytes, mediaType))) return 'failed';
  const response = await client.send(path, `manifests/${digest}`, { method: 'DELETE' });
  await response.arrayBuffer();
  return response.ok ? 'deleted' : 'failed';
}

/** Pushes what a repository does not hold yet: blobs, children, the manifest itself; further tags of an image are only written. */
function pusher(client: PlainClient): RegistryBackend['put'] {
  const held = new Set<string>();
  const putManifest = async (path: string, reference: string, image: BuiltImage): Promise<void> => {
    if (!(await client.putManifest(path, reference, image.bytes, image.mediaType)))
      throw new Error(`The registry did not take ${path}:${reference}`);
  };
  const putContent = async (path: string, image: BuiltImage): Promise<void> => {
    for (const bytes of image.blobs.values()) await client.putBlob(path, bytes);
    for (const child of image.children) {
      await putContent(path, child);
      await putManifest(path, child.digest, child);
    }
  };
  return async (path: string, name: string, image: BuiltImage): Promise<void> => {
    const key = `${path}@${image.digest}`;
    if (held.has(key) && (await client.putManifest(path, name, image.bytes, image.mediaType))) return;
    await putContent(path, image);
    await putManifest(path, name, image);
    held.add(key);
  };
}
