import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What the names of a repository point at, from the files of distribution's file system driver. A name whose manifest was deleted is
 * none. Source: distribution `registry/storage/paths.go`.
 */
export async function storedDigests(root: string, path: string): Promise<ReadonlyMap<string, string>> {
  const manifests = join(root, 'docker/registry/v2/repositories', path, '_manifests');
  const names = await readdir(join(manifests, 'tags')).catch(() => []);
  const found = await Promise.all(
    names.sort().map(async (name) => [name, await digestOf(manifests, name)] as const),
  );
  return new Map(found.flatMap(([name, digest]) => (digest === undefined ? [] : [[name, digest]])));
}

async function digestOf(manifests: string, name: string): Promise<string | undefined> {
  try {
    const digest = await readFile(join(manifests, 'tags', name, 'current/link'), 'utf8');
    await access(join(manifests, 'revisions', digest.replace(':', '/'), 'link'));
    return digest;
  } catch {
    return undefined;
  }
}
