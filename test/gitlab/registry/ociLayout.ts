import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NamedImage } from './artifacts.ts';
import type { BuiltImage } from './backend.ts';
import { descriptorOf } from './blobs.ts';

/**
 * Writes the images as an OCI image layout, each under its name: `skopeo copy oci:<directory>:<name> …` reads them. The
 * directory is made when missing; images that share blobs share files.
 */
export async function writeOciLayout(directory: string, images: readonly NamedImage[]): Promise<void> {
  const blobs = new Map(images.flatMap(({ image }) => [...contentsOf(image)]));
  await mkdir(join(directory, 'blobs', 'sha256'), { recursive: true });
  for (const [digest, bytes] of blobs)
    await writeFile(join(directory, 'blobs', digest.replace(':', '/')), bytes);
  await writeFile(join(directory, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  const manifests = images.map(({ name, image }) => ({
    ...descriptorOf(image),
    annotations: { 'org.opencontainers.image.ref.name': name },
  }));
  await writeFile(join(directory, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests }));
}

/** digest → content of everything the image consists of, itself included. */
function contentsOf(image: BuiltImage): ReadonlyMap<string, Uint8Array> {
  const children = image.children.flatMap((child) => [...contentsOf(child)]);
  return new Map([...image.blobs, ...children, [image.digest, image.bytes]]);
}
