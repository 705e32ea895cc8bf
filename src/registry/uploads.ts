import { Failure } from '../base/failure.ts';
import { isDigest } from '../domain/digest.ts';
import { isTagName } from '../domain/imageReference.ts';
import { failureOf } from '../net/answers.ts';
import type { HttpResponse } from '../net/message.ts';
import { parseUrl } from '../net/url.ts';
import { checkedPath } from './address.ts';
import type { RegistryCall } from './content.ts';
import type { RegistryTransport } from './transport.ts';

/** Where a blob that a repository does not have yet comes from and goes to. */
export interface BlobMove {
  readonly digest: string;
  /** The repository that has it. */
  readonly from: string;
  readonly to: string;
}

/** Putting manifests under names, and having their blobs in the same repository. */
export interface UploadCalls {
  /** Whether the repository has a blob, whose storage answers for it too. */
  hasBlob(path: string, digest: string, call?: RegistryCall): Promise<boolean>;
  /**
   * Makes a blob of one repository one of another too, without sending it. `undefined`: done; else where the blob can be uploaded,
   * which is the answer of a registry that does not share blobs, and of all for one that the other repository does not have.
   * Needs the right to pull there and to push here. Sent once. Source: OCI distribution specification, “Mounting a blob”.
   */
  mountBlob(blob: BlobMove, call?: RegistryCall): Promise<string | undefined>;
  /** Uploads a blob whole to where `mountBlob` said. Sent once, in at most ten minutes. */
  uploadBlob(
    blob: BlobMove,
    upload: { readonly target: string; readonly bytes: Uint8Array },
    call?: RegistryCall,
  ): Promise<void>;
  /**
   * Puts a manifest under a tag or its own digest; a tag that exists is moved. Sent once. Throws `missing` when the registry
   * lacks something that the manifest names, `denied` with `protectedTag`, `immutableTag` or `insufficientRole`.
   */
  putManifest(
    path: string,
    reference: string,
    content: { readonly text: string; readonly mediaType: string },
    call?: RegistryCall,
  ): Promise<void>;
}

/** How long one blob may take on its way through this computer, in ms. */
const blobTimeoutMs = 600_000;

/** The calls that write, and what has to be asked before. */
export function uploadCalls(send: RegistryTransport): UploadCalls {
  return {
    hasBlob: async (path, digest, { signal } = {}) => {
      const target = `/v2/${checkedPath(path)}/blobs/${checkedDigest(digest)}`;
      try {
        await send({ method: 'HEAD', target, path, accept: '*/*', redirects: 'storage', signal });
        return true;
      } catch (error) {
        if (Failure.is(error) && error.details.status === 404) return false;
        throw error;
      }
    },
    mountBlob: async ({ digest, from, to }, { signal } = {}) => {
      const query = new URLSearchParams({ mount: checkedDigest(digest), from: checkedPath(from) });
      const target = `/v2/${checkedPath(to)}/blobs/uploads/?${query.toString()}`;
      const response = await send({ method: 'POST', target, path: to, from, redirects: 'none', signal });
      if (response.status === 201) return undefined;
      // Only the path is taken: registries behind a proxy name hosts and schemes that are not theirs.
      const location = parseUrl(response.headers.get('location') ?? '', response.url);
      if (response.status === 202 && location?.pathname.startsWith('/v2/') === true)
        return location.pathname + location.search;
      throw failureOf(response, 'invalid', { code: response.status === 202 ? 'foreignLink' : 'notJson' });
    },
    uploadBlob: async ({ digest, from, to }, { target: place, bytes }, { signal } = {}) => {
      const target = `${place}${place.includes('?') ? '&' : '?'}digest=${checkedDigest(digest)}`;
      const content = { body: bytes, mediaType: 'application/octet-stream' };
      const bounds = { redirects: 'none', timeoutMs: blobTimeoutMs, signal } as const;
      created(await send({ method: 'PUT', target, path: to, from, content, ...bounds }));
    },
    putManifest: async (path, reference, { text, mediaType }, { signal } = {}) => {
      if (!isTagName(reference) && !isDigest(reference))
        throw new Failure('invalid', 'neither tag nor digest', { code: 'badInput' });
      const target = `/v2/${checkedPath(path)}/manifests/${reference}`;
      const content = { body: text, mediaType };
      created(await send({ method: 'PUT', target, path, content, redirects: 'none', signal }));
    },
  };
}

/** Source: OCI distribution specification, “Pushing blobs”, “Pushing manifests”: 201 and nothing else. */
function created(response: HttpResponse): void {
  if (response.status !== 201) throw failureOf(response, 'invalid', { code: 'wrongShape' });
}

function checkedDigest(digest: string): string {
  if (isDigest(digest)) return digest;
  throw new Failure('invalid', 'not a digest', { code: 'badInput' });
}
