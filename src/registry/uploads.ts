import { Failure } from '../base/failure.ts';
import { isDigest } from '../domain/digest.ts';
import { isTagName } from '../domain/imageReference.ts';
import { checkedPath } from './address.ts';
import type { RegistryCall } from './content.ts';
import type { RegistryTransport } from './transport.ts';

/** Putting manifests back whose content the registry still has. */
export interface UploadCalls {
  /** Whether the repository has a blob, whose storage answers for it too. */
  hasBlob(path: string, digest: string, call?: RegistryCall): Promise<boolean>;
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

/** The calls that write, and what has to be asked before. */
export function uploadCalls(send: RegistryTransport): UploadCalls {
  return {
    hasBlob: async (path, digest, call = {}) => {
      if (!isDigest(digest)) throw new Failure('invalid', 'not a digest', { code: 'badInput' });
      const target = `/v2/${checkedPath(path)}/blobs/${digest}`;
      const { signal } = call;
      try {
        await send({ method: 'HEAD', target, path, accept: '*/*', redirects: 'storage', signal });
        return true;
      } catch (error) {
        if (Failure.is(error) && error.details.status === 404) return false;
        throw error;
      }
    },
    putManifest: async (path, reference, content, call = {}) => {
      if (!isTagName(reference) && !isDigest(reference))
        throw new Failure('invalid', 'neither tag nor digest', { code: 'badInput' });
      const target = `/v2/${checkedPath(path)}/manifests/${reference}`;
      await send({ method: 'PUT', target, path, content, redirects: 'none', signal: call.signal });
    },
  };
}
