import { isDigest } from '../../domain/digest.ts';
import type { RegistryClient } from '../../registry/client.ts';
import type { ManifestDocument } from '../../registry/content.ts';
import { readManifest } from '../../registry/documents.ts';
import type { ContentStore } from '../storage/contentStore.ts';
import type { RegistryPool } from './images.ts';
import { keepSmall, piecesOf } from './keepSmall.ts';

/** The same registries, but what is addressed by a digest is asked once in all sessions as long as the store has room. */
export function keepingContent(pool: RegistryPool, store: ContentStore): RegistryPool {
  return {
    of: (connectionId) => {
      const clients = pool.of(connectionId);
      return { registry: (host) => keeping(clients.registry(host), store) };
    },
  };
}

function keeping(registry: RegistryClient, store: ContentStore): RegistryClient {
  return {
    ...registry,
    manifest: async (path, reference, call) => {
      const kept = isDigest(reference) ? await store.read(reference) : undefined;
      const known = kept && documentOf(reference, kept);
      if (known !== undefined) return known;
      const document = await registry.manifest(path, reference, call);
      await store.write(document.digest, new TextEncoder().encode(document.text));
      return document;
    },
    stream: async (path, digest, take, call) => {
      const kept = await store.read(digest);
      if (kept !== undefined) return take({ pieces: piecesOf(kept) });
      const keep = (bytes: Uint8Array): Promise<void> => store.write(digest, bytes);
      return registry.stream(path, digest, ({ pieces }) => take({ pieces: keepSmall(pieces, keep) }), call);
    },
    blob: async (path, digest, call) => {
      const kept = await store.read(digest);
      if (kept !== undefined && kept.byteLength <= (call?.maxBytes ?? Infinity)) return kept;
      const bytes = await registry.blob(path, digest, call);
      await store.write(digest, bytes);
      return bytes;
    },
  };
}

/** `undefined` where the bytes alone do not say what they are: an OCI manifest may leave its media type to the answer's header. */
function documentOf(digest: string, bytes: Uint8Array): ManifestDocument | undefined {
  try {
    const text = new TextDecoder().decode(bytes);
    const manifest = readManifest(JSON.parse(text), '');
    return { digest, manifest, text, sizeBytes: bytes.byteLength };
  } catch {
    return undefined;
  }
}
