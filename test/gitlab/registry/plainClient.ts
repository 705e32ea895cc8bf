import { digestOf, mediaTypes } from './blobs.ts';
import { signToken, type TokenKeys } from './tokens.ts';

/** What GitLab's Rails accepts: image manifests, no lists and no indexes (gl: lib/container_registry/base_client.rb). */
export const railsAccept = [mediaTypes.docker.manifest, mediaTypes.oci.manifest].join(', ');

/** All four types. */
export const fullAccept = [railsAccept, mediaTypes.docker.index, mediaTypes.oci.index].join(', ');

/** Talks to a registry the way GitLab does: with tokens of its own making that allow everything on one repository. */
export class PlainClient {
  readonly #url: string;
  readonly #keys: TokenKeys;
  readonly #service: string;
  /** By path; signing one takes longer than many a request. */
  readonly #tokens = new Map<string, { readonly token: string; readonly until: number }>();

  constructor(url: string, keys: TokenKeys, service: string) {
    this.#url = url;
    this.#keys = keys;
    this.#service = service;
  }

  /** A token for everything on that repository, good for 2 minutes at least by the real clock. */
  token(path: string): string {
    const now = Math.floor(Date.now() / 1000);
    const kept = this.#tokens.get(path);
    if (kept !== undefined && kept.until > now) return kept.token;
    const token = this.#sign(path, now);
    this.#tokens.set(path, { token, until: now + 180 });
    return token;
  }

  #sign(path: string, now: number): string {
    const access = [{ type: 'repository', name: path, actions: ['pull', 'push', 'delete'] }];
    const [iss, aud] = [this.#keys.issuer, this.#service];
    return signToken(this.#keys, {
      ...{ iss, aud, sub: '', jti: '1', access },
      ...{ iat: now, nbf: now - 5, exp: now + 300 },
    });
  }

  /** A request below `/v2/<path>/`; `rest` may be a whole address, as in an answer's `Location`. */
  send(path: string, rest: string, init: RequestInit = {}): Promise<Response> {
    const headers = { authorization: `Bearer ${this.token(path)}`, ...(init.headers as object) };
    return fetch(new URL(rest, `${this.#url}/v2/${path}/`), { ...init, headers });
  }

  /** The manifest, or undefined where the registry answers 404. Other answers are errors. */
  async manifest(
    path: string,
    reference: string,
    accept: string,
  ): Promise<
    { readonly bytes: Uint8Array; readonly mediaType: string; readonly digest: string } | undefined
  > {
    const response = await this.send(path, `manifests/${reference}`, { headers: { accept } });
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`The registry answered ${response.status} for a manifest`);
    const mediaType = response.headers.get('content-type') ?? '';
    return { bytes, mediaType, digest: response.headers.get('docker-content-digest') ?? digestOf(bytes) };
  }

  async blob(path: string, digest: string): Promise<Uint8Array | undefined> {
    const response = await this.send(path, `blobs/${digest}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    return response.ok ? bytes : undefined;
  }

  /** Whether the registry took it. */
  async putManifest(path: string, reference: string, bytes: Uint8Array, mediaType: string): Promise<boolean> {
    const init = { method: 'PUT', headers: { 'content-type': mediaType }, body: Buffer.from(bytes) };
    const response = await this.send(path, `manifests/${reference}`, init);
    await response.arrayBuffer();
    return response.ok;
  }

  async putBlob(path: string, bytes: Uint8Array): Promise<void> {
    const started = await this.send(path, 'blobs/uploads/', { method: 'POST' });
    const location = new URL(started.headers.get('location') ?? '', this.#url);
    location.searchParams.set('digest', digestOf(bytes));
    const init = { method: 'PUT', body: Buffer.from(bytes) };
    await started.arrayBuffer();
    const response = await this.send(path, location.href, init);
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`The registry answered ${response.status} for a blob`);
  }
}
