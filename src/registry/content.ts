import { createHash } from 'node:crypto';
import { mostValues, valuesIn } from '../base/budget.ts';
import { Failure } from '../base/failure.ts';
import { isDigest } from '../domain/digest.ts';
import { isTagName } from '../domain/imageReference.ts';
import type { Manifest } from '../domain/manifest.ts';
import { isSchema1, manifestMediaTypes } from '../domain/mediaType.ts';
import { failureOf, jsonOf, textOf } from '../net/answers.ts';
import type { HttpResponse } from '../net/message.ts';
import { checkedPath } from './address.ts';
import { readManifest } from './documents.ts';
import type { RegistryTransport } from './transport.ts';

/** A manifest together with the bytes it was read from. */
export interface ManifestDocument {
  /** Of these bytes, computed here. */
  readonly digest: string;
  readonly manifest: Manifest;
  /** Exactly what the registry sent; its digest is `digest`. */
  readonly text: string;
  readonly sizeBytes: number;
}

/** What every call to a registry takes. */
export interface RegistryCall {
  readonly signal?: AbortSignal | undefined;
}

/** Reading what is addressed by a reference or a digest. Nothing is handed out whose digest does not fit. */
export interface ContentCalls {
  /**
   * `reference` is a tag or a digest. At most 4 MiB with 100,000 values. Throws `digestMismatch` (against the reference's digest and the registry's
   * own header), `schema1` for images of that age, `unsupported` for unknown types, `missing`, `tooLarge`.
   */
  manifest(path: string, reference: string, call?: RegistryCall): Promise<ManifestDocument>;
  /** A config or another blob, from storage where the registry keeps it there; at most `maxBytes`, by default 8 MiB. */
  blob(
    path: string,
    digest: string,
    call?: RegistryCall & { readonly maxBytes?: number; readonly timeoutMs?: number },
  ): Promise<Uint8Array>;
}

const manifestBytes = 4 * 2 ** 20;
const configBytes = 8 * 2 ** 20;

/** The calls that read content. */
export function contentCalls(send: RegistryTransport): ContentCalls {
  return {
    manifest: async (path, reference, call = {}) => {
      if (!isTagName(reference) && !isDigest(reference))
        throw new Failure('invalid', 'neither tag nor digest', { code: 'badInput' });
      const response = await send({
        target: `/v2/${checkedPath(path)}/manifests/${reference}`,
        path,
        accept: manifestMediaTypes.join(', '),
        maxBytes: manifestBytes,
        signal: call.signal,
      });
      // Of a signed one the digest is that of its payload, which only its own rules can find.
      if (isSchema1(response.headers.get('content-type') ?? ''))
        throw failureOf(response, 'invalid', { code: 'schema1' });
      const digest = verify(response, isDigest(reference) ? reference : undefined);
      const json = jsonOf(response);
      if (valuesIn(json) > mostValues) throw failureOf(response, 'invalid', { code: 'tooLarge' });
      const manifest = readManifest(json, response.headers.get('content-type') ?? '');
      return { digest, manifest, text: textOf(response), sizeBytes: response.bytes.byteLength };
    },
    blob: async (path, digest, call = {}) => {
      if (!isDigest(digest)) throw new Failure('invalid', 'not a digest', { code: 'badInput' });
      const response = await send({
        target: `/v2/${checkedPath(path)}/blobs/${digest}`,
        path,
        accept: '*/*',
        maxBytes: call.maxBytes ?? configBytes,
        ...(call.timeoutMs === undefined ? {} : { timeoutMs: call.timeoutMs }),
        redirects: 'storage',
        signal: call.signal,
      });
      verify(response, digest);
      return response.bytes;
    },
  };
}

/** The digest of the bytes: by the algorithm of the expected one, sha256 otherwise. Throws `digestMismatch`. */
function verify(response: HttpResponse, expected: string | undefined): string {
  const claimed = response.isForeign ? null : response.headers.get('docker-content-digest');
  const actual = digestOf(response.bytes, expected ?? 'sha256:');
  const isAsClaimed = claimed === null || digestOf(response.bytes, claimed) === claimed;
  if (isAsClaimed && (expected === undefined || actual === expected)) return actual;
  throw failureOf(response, 'invalid', { code: 'digestMismatch' });
}

/** In the same algorithm as another digest; an algorithm that we do not know gives a digest that fits nothing. */
function digestOf(bytes: Uint8Array, like: string): string {
  const algorithm = like.slice(0, like.indexOf(':'));
  if (algorithm !== 'sha256' && algorithm !== 'sha512') return '';
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;
}
