import type { SavedManifest } from '../../domain/deletion/journalEntry.ts';
import type { Descriptor } from '../../domain/manifest.ts';
import { readManifest } from '../../registry/documents.ts';

/** The media types whose content may be elsewhere only. Source: OCI image specification, layer.md. */
const isForeign = (mediaType: string): boolean => /foreign|nondistributable/.test(mediaType);

/** Configs and layers that manifests need the registry to have, each once. */
export function blobsOf(manifests: readonly SavedManifest[]): readonly Descriptor[] {
  const blobs = new Map<string, Descriptor>();
  for (const { text, mediaType } of manifests) {
    const manifest = readManifest(JSON.parse(text), mediaType);
    const parts = manifest.kind === 'index' ? [] : [manifest.config, ...manifest.layers];
    for (const part of parts) if (!isForeign(part.mediaType)) blobs.set(part.digest, part);
  }
  return [...blobs.values()];
}
