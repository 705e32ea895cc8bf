import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BuiltImage } from './backend.ts';
import { writeOciLayout } from './ociLayout.ts';

const run = promisify(execFile);

/** Where to push, and where to put files meanwhile. */
interface PushTarget {
  /** `host:port`, plain http. */
  readonly host: string;
  readonly path: string;
  readonly tag: string;
  readonly token: string;
  readonly directory: string;
}

/** Pushes an image with everything it consists of, unchanged, by `skopeo copy`. */
export async function pushWithSkopeo(image: BuiltImage, target: PushTarget): Promise<void> {
  const layout = await mkdtemp(join(target.directory, 'layout-'));
  try {
    const source = await writeSource(layout, image);
    await run('skopeo', [
      ...['--insecure-policy', 'copy', '--quiet', '--all', '--preserve-digests'],
      ...['--dest-tls-verify=false', '--dest-registry-token', target.token],
      source,
      `docker://${target.host}/${target.path}:${target.tag}`,
    ]);
  } catch (error) {
    // The command line in the error's message holds the token.
    const { stderr = '' } = error as { readonly stderr?: string };
    throw new Error(`skopeo could not push ${target.path}:${target.tag}: ${stderr.trim()}`);
  } finally {
    await rm(layout, { recursive: true });
  }
}

/** Writes the image in a form that skopeo reads: in OCI layouts it finds no Docker types. Returns how skopeo calls it. */
async function writeSource(directory: string, image: BuiltImage): Promise<string> {
  if (image.mediaType.startsWith('application/vnd.oci.')) {
    await writeOciLayout(directory, [{ name: 'image', image }]);
    return `oci:${directory}:image`;
  }
  const hex = (digest: string): string => digest.slice('sha256:'.length);
  await writeFile(join(directory, 'version'), 'Directory Transport Version: 1.1\n');
  await writeFile(join(directory, 'manifest.json'), image.bytes);
  for (const [digest, bytes] of image.blobs) await writeFile(join(directory, hex(digest)), bytes);
  for (const { digest, bytes } of image.children)
    await writeFile(join(directory, `${hex(digest)}.manifest.json`), bytes);
  return `dir:${directory}`;
}
