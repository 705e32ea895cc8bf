import { createHash } from 'node:crypto';
import type { BuiltImage } from './backend.ts';

/** Media types of what registries keep, in the words of the OCI image and Docker distribution specifications. */
export const mediaTypes = {
  oci: {
    manifest: 'application/vnd.oci.image.manifest.v1+json',
    index: 'application/vnd.oci.image.index.v1+json',
    config: 'application/vnd.oci.image.config.v1+json',
    layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
  },
  docker: {
    manifest: 'application/vnd.docker.distribution.manifest.v2+json',
    index: 'application/vnd.docker.distribution.manifest.list.v2+json',
    config: 'application/vnd.docker.container.image.v1+json',
    layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
  },
} as const;

/** Docker's format of before 2016, signed: registries of old still hold some. */
export const schema1Type = 'application/vnd.docker.distribution.manifest.v1+prettyjws';

/** Whose media types an image speaks in. */
export type ImageFormat = keyof typeof mediaTypes;

/** A descriptor as it stands in manifests and indexes. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly platform?: Platform;
  readonly artifactType?: string;
}

/** Platform of an image. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

/** A blob together with what a manifest says of it. */
export interface Blob {
  readonly descriptor: Descriptor;
  readonly bytes: Uint8Array;
}

/** `sha256:` and the hex digest of the bytes. */
export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** The value as compact JSON, the way build tools write configs and manifests. */
export function jsonBytes(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

/** A blob with its descriptor. */
export function blobOf(bytes: Uint8Array, mediaType: string, annotations?: Descriptor['annotations']): Blob {
  const descriptor = { mediaType, digest: digestOf(bytes), size: bytes.length };
  return { bytes, descriptor: annotations === undefined ? descriptor : { ...descriptor, annotations } };
}

/** The descriptor by which an index lists the image. */
export function descriptorOf(image: BuiltImage): Descriptor {
  return { mediaType: image.mediaType, digest: image.digest, size: image.bytes.length };
}

/** What goes into a manifest besides config and layers; fields that are absent are left out of the JSON. */
interface ManifestExtras {
  readonly annotations?: Readonly<Record<string, string>> | undefined;
  readonly subject?: Descriptor | undefined;
  readonly artifactType?: string | undefined;
}

/** A manifest over config and layers, with their contents at hand. */
export function assemble(
  mediaType: string,
  config: Blob,
  layers: readonly Blob[],
  extras: ManifestExtras = {},
): BuiltImage {
  const bytes = jsonBytes({
    schemaVersion: 2,
    mediaType,
    artifactType: extras.artifactType,
    config: config.descriptor,
    layers: layers.map((layer) => layer.descriptor),
    subject: extras.subject,
    annotations: extras.annotations,
  });
  return {
    mediaType,
    digest: digestOf(bytes),
    bytes,
    configDigest: config.descriptor.digest,
    layerBytes: layers.reduce((sum, layer) => sum + layer.descriptor.size, 0),
    blobs: new Map([config, ...layers].map((blob) => [blob.descriptor.digest, blob.bytes])),
    children: [],
  };
}
