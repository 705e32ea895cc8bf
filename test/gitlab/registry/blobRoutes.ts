import { randomUUID } from 'node:crypto';
import { digestOf } from './blobs.ts';
import { readBody, type Exchange } from './exchange.ts';
import { RegistryError } from './registryErrors.ts';
import { absoluteUrl } from './servers.ts';

/** GET and HEAD of a blob: a redirect to storage. */
export function getBlob({ request, response, reference, context, path }: Exchange): void {
  if (context.store.repositories.get(path)?.blobs.has(reference) !== true) {
    throw new RegistryError('BLOB_UNKNOWN', { detail: reference });
  }
  const location = context.storageUrl() + context.storage.sign(reference, request.method ?? 'GET');
  response.writeHead(307, { location, 'content-type': 'application/octet-stream' }).end();
}

/** POST: starts an upload, or mounts a blob that another repository has. */
export async function startUpload(exchange: Exchange): Promise<void> {
  const { request, response, url, context, path } = exchange;
  const [mount, from] = [url.searchParams.get('mount'), url.searchParams.get('from')];
  if (mount && from) {
    const bytes = context.store.repositories.get(from)?.blobs.has(mount)
      ? context.store.blobs.get(mount)
      : undefined;
    if (bytes) {
      context.store.putBlob(path, mount, bytes);
      sendCreated(exchange, mount);
      return;
    }
  }
  const id = randomUUID();
  const parts = [await readBody(request)];
  context.uploads.set(id, { path, parts });
  const digest = url.searchParams.get('digest');
  if (digest) {
    finish(exchange, id, digest);
    return;
  }
  response.writeHead(202, uploadHeaders(exchange, id, 0)).end();
}

/** PATCH: the next part of an upload. */
export async function continueUpload(exchange: Exchange): Promise<void> {
  const { request, response, reference } = exchange;
  const { parts } = uploadOf(exchange);
  const [, start] = /^(?:bytes )?(\d+)-\d+/.exec(request.headers['content-range'] ?? '') ?? [];
  if (start !== undefined && Number(start) !== sizeOf(parts))
    throw new RegistryError('CONTENT_RANGE_INVALID');
  parts.push(await readBody(request));
  response.writeHead(202, uploadHeaders(exchange, reference, sizeOf(parts))).end();
}

/** PUT: the last part and the digest of the whole. */
export async function finishUpload(exchange: Exchange): Promise<void> {
  const { parts } = uploadOf(exchange);
  parts.push(await readBody(exchange.request));
  finish(exchange, exchange.reference, exchange.url.searchParams.get('digest') ?? '');
}

function finish(exchange: Exchange, id: string, digest: string): void {
  const { context, path } = exchange;
  const bytes = Buffer.concat(context.uploads.get(id)?.parts ?? []);
  context.uploads.delete(id);
  if (digestOf(bytes) !== digest) throw new RegistryError('DIGEST_INVALID');
  context.store.putBlob(path, digest, bytes);
  sendCreated(exchange, digest);
}

function sendCreated({ request, response, path }: Exchange, digest: string): void {
  const location = absoluteUrl(request, `/v2/${path}/blobs/${digest}`);
  response.writeHead(201, { location, 'docker-content-digest': digest }).end();
}

function uploadOf({ context, reference, path }: Exchange): { readonly parts: Uint8Array[] } {
  const upload = context.uploads.get(reference);
  if (upload?.path !== path) throw new RegistryError('BLOB_UPLOAD_UNKNOWN');
  return upload;
}

function uploadHeaders({ request, path }: Exchange, id: string, size: number): Record<string, string> {
  return {
    location: absoluteUrl(request, `/v2/${path}/blobs/uploads/${id}?_state=${id}`),
    range: `0-${Math.max(size - 1, 0)}`,
    'docker-upload-uuid': id,
  };
}

function sizeOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}
