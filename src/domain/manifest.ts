import type { Platform } from './platform.ts';

/** Points at content by its digest. Source: OCI image specification, descriptor.md. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly sizeBytes: number;
  readonly annotations: Readonly<Record<string, string>>;
  readonly artifactType?: string;
  /** In an index only. */
  readonly platform?: Platform;
  /** Other places to get the content from, as for the foreign layers of Windows images. */
  readonly urls?: readonly string[];
}

/** One image, or an artifact in the form of one. */
export interface ImageManifest {
  readonly kind: 'image';
  readonly mediaType: string;
  readonly config: Descriptor;
  /** Lowest first. */
  readonly layers: readonly Descriptor[];
  readonly artifactType?: string;
  /** The manifest that this one is about, as a signature is. */
  readonly subject?: Descriptor;
  readonly annotations: Readonly<Record<string, string>>;
}

/** A list of manifests, mostly one per platform. */
export interface ImageIndex {
  readonly kind: 'index';
  readonly mediaType: string;
  readonly manifests: readonly Descriptor[];
  readonly artifactType?: string;
  readonly subject?: Descriptor;
  readonly annotations: Readonly<Record<string, string>>;
}

/** A document that a tag can point at. */
export type Manifest = ImageManifest | ImageIndex;

/** Something that refers to a manifest: a signature, an SBOM, a provenance statement. */
export interface Referrer {
  readonly digest: string;
  /** Where it was found under a tag of its own. */
  readonly tag?: string;
  readonly artifactType?: string;
  readonly mediaType?: string;
  readonly sizeBytes?: number;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Compressed bytes of the image: its layers and its config; of an index, `undefined`: its manifests have to be asked. */
export function compressedSizeOf(manifest: Manifest): number | undefined {
  if (manifest.kind === 'index') return undefined;
  return manifest.layers.reduce((sum, layer) => sum + layer.sizeBytes, manifest.config.sizeBytes);
}
