import { RE2JS } from 're2js';
import { digestOf, mediaTypes, schema1Type } from './blobs.ts';
import { metaOf, readBody, type Exchange } from './exchange.ts';
import { RegistryError } from './registryErrors.ts';
import { absoluteUrl } from './servers.ts';
import type { StoredManifest, StoredRepository } from './registryStore.ts';

const { oci, docker } = mediaTypes;

/** GET and HEAD of a manifest (reg: registry/handlers/manifests.go, HandleGetManifest). */
export function getManifest(exchange: Exchange): void {
  const { request, response, reference, context, path } = exchange;
  const repository = context.store.repositories.get(path);
  const found = repository && findManifest(repository, reference);
  if (!repository || !found) {
    const detail = isDigest(reference) ? { Name: path, Revision: reference } : { Tag: reference };
    throw new RegistryError('MANIFEST_UNKNOWN', { detail });
  }
  const manifest = acceptable(exchange, repository, found);
  const etag = `"${manifest.digest}"`;
  if (request.headers['if-none-match']?.includes(manifest.digest) === true) {
    response.writeHead(304).end();
    return;
  }
  response.writeHead(200, {
    'content-type': manifest.mediaType,
    'content-length': manifest.bytes.length,
    'docker-content-digest': manifest.digest,
    etag,
  });
  response.end(request.method === 'HEAD' ? undefined : manifest.bytes);
}

/** PUT of a manifest under a tag or its digest. */
export async function putManifest(exchange: Exchange): Promise<void> {
  const { request, response, reference, context, path } = exchange;
  if (!isDigest(reference)) refuseProtected(exchange, 'push');
  const bytes = await readBody(request);
  const mediaType = readMediaType(bytes, request.headers['content-type']);
  const digest = digestOf(bytes);
  if (isDigest(reference) && reference !== digest) throw new RegistryError('DIGEST_INVALID');
  refuseMissingParts(context.store.open(path), bytes);
  context.store.putManifest(path, bytes, mediaType);
  if (!isDigest(reference)) context.store.putTag(path, reference, digest);
  response.writeHead(201, {
    location: absoluteUrl(request, `/v2/${path}/manifests/${digest}`),
    'docker-content-digest': digest,
  });
  response.end();
}

/** DELETE by tag takes only that tag, by digest every tag on it. */
export function deleteManifest(exchange: Exchange): void {
  const { response, reference, context, path } = exchange;
  const repository = context.store.repositories.get(path);
  if (isDigest(reference)) {
    refuseWhereAnyRuleDenies(exchange);
    if (repository?.manifests.has(reference) !== true) throw new RegistryError('MANIFEST_UNKNOWN');
    const isReferenced = [...repository.manifests.values()].some(({ children }) =>
      children.some(({ digest }) => digest === reference),
    );
    if (isReferenced) throw new RegistryError('MANIFEST_REFERENCED');
    repository.deleteManifest(reference);
  } else {
    refuseProtected(exchange, 'delete');
    if (!repository) throw new RegistryError('NAME_UNKNOWN');
    if (!repository.deleteTag(reference)) throw new RegistryError('MANIFEST_UNKNOWN');
  }
  response.writeHead(202).end();
}

/** OPTIONS: how GitLab learns that tags can be deleted by name. */
export function describeManifest({ response }: Exchange): void {
  response.writeHead(200, { allow: 'DELETE, GET, HEAD, PUT' }).end();
}

/** The manifest that a tag or digest leads to. */
export function findManifest(repository: StoredRepository, reference: string): StoredManifest | undefined {
  const digest = isDigest(reference) ? reference : repository.tags.get(reference)?.digest;
  return digest === undefined ? undefined : repository.manifests.get(digest);
}

function isDigest(reference: string): boolean {
  return reference.includes(':');
}

/**
 * What a client gets that accepts only some types: OCI types have to be named, Docker's image manifests are always served, and
 * Docker's list, asked for by tag, turns into its linux/amd64 image.
 */
function acceptable(
  { request, reference }: Exchange,
  repository: StoredRepository,
  found: StoredManifest,
): StoredManifest {
  const accepted = (request.headers.accept ?? '').split(',').map((type) => type.split(';')[0]?.trim());
  const isAlwaysServed = found.mediaType === docker.manifest || found.mediaType === schema1Type;
  if (accepted.includes(found.mediaType) || isAlwaysServed) return found;
  if (found.mediaType === docker.index) {
    if (isDigest(reference)) return found;
    const child = found.children.find(
      ({ platform }) => platform?.architecture === 'amd64' && platform.os === 'linux',
    );
    const image = child && repository.manifests.get(child.digest);
    if (image) return image;
    throw new RegistryError('MANIFEST_UNKNOWN');
  }
  const [what, plural] = found.mediaType === oci.index ? ['index', 'indexes'] : ['manifest', 'manifests'];
  const message = `OCI ${what} found, but accept header does not support OCI ${plural}`;
  throw new RegistryError('MANIFEST_UNKNOWN', { message });
}

function readMediaType(bytes: Uint8Array, header: string | undefined): string {
  try {
    const body = JSON.parse(Buffer.from(bytes).toString('utf8')) as { readonly mediaType?: string };
    const mediaType = header ?? body.mediaType ?? '';
    const known: readonly string[] = [oci.manifest, oci.index, docker.manifest, docker.index];
    if (known.includes(mediaType)) return mediaType;
  } catch {
    throw new RegistryError('MANIFEST_INVALID');
  }
  throw new RegistryError('MANIFEST_INVALID');
}

function refuseMissingParts(repository: StoredRepository, bytes: Uint8Array): void {
  const body = JSON.parse(Buffer.from(bytes).toString('utf8')) as {
    readonly config?: { readonly digest: string };
    readonly layers?: readonly { readonly digest: string }[];
    readonly manifests?: readonly { readonly digest: string }[];
  };
  const blobs = [...(body.config ? [body.config] : []), ...(body.layers ?? [])];
  const missing = [
    ...blobs.filter(({ digest }) => !repository.blobs.has(digest)),
    ...(body.manifests ?? []).filter(({ digest }) => !repository.manifests.has(digest)),
  ];
  if (missing.length > 0) {
    throw new RegistryError('MANIFEST_BLOB_UNKNOWN', { detail: missing.map(({ digest }) => digest) });
  }
}

function refuseProtected(exchange: Exchange, action: 'push' | 'delete'): void {
  const { reference: tag, path, context } = exchange;
  const { tag_deny_access_patterns: denied, tag_immutable_patterns: immutable = [] } = metaOf(exchange);
  const matches = (pattern: string): boolean => RE2JS.compile(pattern).matcher(tag).find();
  if ((denied?.[action] ?? []).some(matches)) {
    throw new RegistryError('PROTECTED_TAG', { detail: `tag "${tag}" is protected` });
  }
  const isNew = action === 'push' && context.store.repositories.get(path)?.tags.has(tag) !== true;
  if (!isNew && immutable.some(matches)) {
    throw new RegistryError('IMMUTABLE_TAG', { detail: `tag "${tag}" is immutable` });
  }
}

function refuseWhereAnyRuleDenies(exchange: Exchange): void {
  const { tag_deny_access_patterns: denied, tag_immutable_patterns: immutable = [] } = metaOf(exchange);
  if ((denied?.delete ?? []).length + immutable.length > 0) throw new RegistryError('PROTECTED_MANIFEST');
}
