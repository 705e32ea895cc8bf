import type { Repository } from '../world/world.ts';
import { cannotConnectText, orRegistryError } from './registryErrors.ts';
import { rubyInspect } from './rubyInspect.ts';
import type { Session } from './session.ts';
import { registryTime } from './session.ts';

const dockerList = 'application/vnd.docker.distribution.manifest.list.v2+json';
const ociIndex = 'application/vnd.oci.image.index.v1+json';

interface Platform {
  readonly os?: string;
  readonly architecture?: string;
  readonly variant?: string;
  readonly 'os.version'?: string;
}

interface Descriptor {
  readonly digest: string;
  readonly mediaType?: string;
  readonly size?: number;
  readonly platform?: Platform;
}

interface ManifestJson {
  readonly manifests?: readonly Descriptor[];
  readonly layers?: readonly Descriptor[];
  readonly config?: Descriptor;
}

/**
 * `manifest(reference)`: a Hash as Ruby prints it. Rails accepts single manifests only, so that an OCI index is not found and a
 * Docker list, asked for by tag, is rewritten by the registry to its linux/amd64 child.
 */
export function manifestText(
  session: Session,
  repository: Repository,
  reference: string,
): Promise<string | undefined> {
  return orRegistryError(cannotConnectText, async () => {
    const found = await session.backend.manifest(repository.path, reference);
    if (!found || found.mediaType === ociIndex) return undefined;
    const parsed = parse(found.bytes);
    if (found.mediaType !== dockerList || reference.includes(':')) return rubyInspect(parsed);
    const child = parsed.manifests?.find(
      ({ platform }) => platform?.os === 'linux' && platform.architecture === 'amd64',
    );
    const chosen = child && (await session.backend.manifest(repository.path, child.digest));
    return chosen && rubyInspect(parse(chosen.bytes));
  });
}

/** `tagDetails(name)`: the metadata database only, null for a tag that is not there. */
export function tagDetails(
  session: Session,
  repository: Repository,
  name: string,
): Promise<object | undefined> {
  if (session.backend.kind === 'legacy') return Promise.resolve(undefined);
  return orRegistryError(cannotConnectText, async () => {
    const tag = await session.backend.tag(repository.path, name);
    if (!tag) return undefined;
    const manifest = tag.digest ? await session.backend.manifest(repository.path, tag.digest) : undefined;
    const parsed: ManifestJson = manifest ? parse(manifest.bytes) : {};
    const children = parsed.manifests;
    return {
      name,
      path: `${repository.path}:${name}`,
      location: `${session.backend.host}/${repository.path}:${name}`,
      digest: tag.digest,
      mediaType: tag.mediaType,
      totalSize: tag.sizeBytes,
      createdAt: registryTime(tag.createdAt),
      publishedAt: registryTime(tag.publishedAt),
      manifests:
        children && (() => Promise.all(children.map((child) => childNode(session, repository, child)))),
      platform: () => configPlatform(session, repository, parsed.config),
    };
  });
}

/** `ContainerRepositoryImageManifest`. Its size is what the registry counts of an image: layers, config and the manifest itself. */
async function childNode(session: Session, repository: Repository, child: Descriptor): Promise<object> {
  const manifest = await session.backend.manifest(repository.path, child.digest);
  const { layers = [], config } = manifest ? parse(manifest.bytes) : {};
  const content = [...layers, config].reduce((sum, part) => sum + (part?.size ?? 0), 0);
  return {
    digest: child.digest,
    mediaType: child.mediaType,
    size: manifest && content + manifest.bytes.length,
    platform: platformNode(child.platform),
  };
}

/** Of a single image: what its config says; null for an index. */
async function configPlatform(
  session: Session,
  repository: Repository,
  config: Descriptor | undefined,
): Promise<object | undefined> {
  const bytes = config && (await session.readBlob?.(repository.path, config.digest));
  return bytes && platformNode(parseJson<Platform>(bytes));
}

function platformNode(platform: Platform | undefined): object | undefined {
  if (!platform?.os && !platform?.architecture) return undefined;
  const { os, architecture, variant } = platform;
  return { os, architecture, variant, osVersion: platform['os.version'] };
}

function parse(bytes: Uint8Array): ManifestJson {
  return parseJson<ManifestJson>(bytes);
}

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- names what the box's own registry holds
function parseJson<T>(bytes: Uint8Array): T {
  return JSON.parse(Buffer.from(bytes).toString('utf8')) as T;
}
