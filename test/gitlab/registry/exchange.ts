import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RegistryStore } from './registryStore.ts';
import type { StorageHost } from './storageHost.ts';
import type { TokenAccess } from './tokens.ts';

/** What the handlers of one registry share. */
export interface RegistryContext {
  readonly store: RegistryStore;
  readonly storage: StorageHost;
  /** Where the storage host listens, without a slash at the end. */
  readonly storageUrl: () => string;
  /** Unfinished uploads by their id. */
  readonly uploads: Map<string, { readonly path: string; readonly parts: Uint8Array[] }>;
}

/** One authorised request. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly context: RegistryContext;
  /** Of the repository; empty for routes without one. */
  readonly path: string;
  /** Tag, digest or upload id; empty for routes without one. */
  readonly reference: string;
  /** Everything the token allows. */
  readonly granted: readonly TokenAccess[];
}

/** What the token says of the repository in the path. */
export function metaOf({ granted, path }: Exchange): NonNullable<TokenAccess['meta']> {
  return granted.find(({ type, name }) => type === 'repository' && name === path)?.meta ?? {};
}

/** The whole body. */
export async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of request) parts.push(part as Uint8Array);
  return Buffer.concat(parts);
}

/** Answers 200 with the value as JSON, the way Go writes it. */
export function sendJson(
  response: ServerResponse,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(200, { 'content-type': 'application/json', ...headers });
  response.end(`${JSON.stringify(value)}\n`);
}

/** The answer of Go's router to an address without a route: plain text. */
export function sendNotFound(response: ServerResponse): void {
  response.writeHead(404, {
    'content-type': 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
  });
  response.end('404 page not found\n');
}
