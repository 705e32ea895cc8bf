import { Failure } from '../base/failure.ts';
import { limit } from '../base/limit.ts';
import type { SavedManifest } from '../domain/deletion/journalEntry.ts';
import type { PutResult } from '../domain/deletion/restoration.ts';
import type { RegistryClient } from '../registry/client.ts';
import { readManifest } from '../registry/documents.ts';

type Registry = Pick<RegistryClient, 'manifest' | 'hasBlob' | 'putManifest'>;

/** A name that is to point at an image. */
export interface TagTarget {
  readonly path: string;
  readonly name: string;
  /** Of the image. */
  readonly digest?: string;
  /** The image's manifest last, before it those below it; `undefined` when they are not known. */
  readonly manifests: readonly SavedManifest[] | undefined;
}

/** The media types whose content may be elsewhere only. Source: OCI image specification, layer.md. */
const isForeign = (mediaType: string): boolean => /foreign|nondistributable/.test(mediaType);

/**
 * Puts an image under a name, back or newly: only where no tag of that name is in the way and the registry still has all that the image needs.
 * Nothing is written before that is known. Never rejects; after an answer that is no yes it reads what is true.
 */
export async function putTag(
  registry: Registry,
  target: TagTarget,
  signal?: AbortSignal,
): Promise<PutResult> {
  const { manifests, digest } = target;
  if (manifests === undefined || digest === undefined) return { result: 'notSaved' };
  try {
    const found = await digestAt(registry, target, signal);
    if (found !== undefined) return { result: found === digest ? 'alreadyThere' : 'occupied' };
    const missing = await missingContent(registry, target.path, { manifests, signal });
    if (missing.length > 0) return { result: 'contentGone', missing };
  } catch (error) {
    const failure = Failure.from(error);
    return { result: failure.reason === 'denied' ? 'refused' : 'failed', failure };
  }
  return write(registry, target, manifests);
}

/** Without a signal: what was begun is finished, since nobody could say afterwards what came of it. */
async function write(
  registry: Registry,
  target: TagTarget,
  manifests: readonly SavedManifest[],
): Promise<PutResult> {
  let failure: Failure | undefined;
  try {
    for (const child of manifests.slice(0, -1)) await putChild(registry, target.path, child);
    const [image] = manifests.slice(-1);
    if (image !== undefined) await registry.putManifest(target.path, target.name, image);
  } catch (error) {
    failure = Failure.from(error);
  }
  return verified(registry, target, failure);
}

/** A child that is still there is left alone. */
async function putChild(registry: Registry, path: string, child: SavedManifest): Promise<void> {
  const isThere = await registry.manifest(path, child.digest).then(
    () => true,
    (error: unknown) => {
      if (Failure.is(error, 'missing')) return false;
      throw error;
    },
  );
  if (!isThere) await registry.putManifest(path, child.digest, child);
}

/** What the registry has under the name now decides, whatever its answers were. */
async function verified(
  registry: Registry,
  target: TagTarget,
  failure: Failure | undefined,
): Promise<PutResult> {
  try {
    const found = await digestAt(registry, target, undefined);
    if (found === target.digest) return { result: 'restored' };
    const because = failure ?? new Failure('unexpected', 'the registry said yes but does not have the tag');
    if (found !== undefined) return { result: 'occupied', failure: because };
    if (because.reason === 'missing') return { result: 'contentGone', failure: because };
    return { result: because.reason === 'denied' ? 'refused' : 'failed', failure: because };
  } catch (error) {
    return { result: 'unclear', failure: failure ?? Failure.from(error) };
  }
}

async function digestAt(
  registry: Registry,
  { path, name }: TagTarget,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  try {
    return (await registry.manifest(path, name, { signal })).digest;
  } catch (error) {
    if (Failure.is(error, 'missing')) return undefined;
    throw error;
  }
}

/** Digests of configs and layers that the registry does not have, and of children that were not kept either. */
async function missingContent(
  registry: Registry,
  path: string,
  {
    manifests,
    signal,
  }: { readonly manifests: readonly SavedManifest[]; readonly signal: AbortSignal | undefined },
): Promise<readonly string[]> {
  const run = limit(4);
  const blobs = new Set(manifests.flatMap(blobsOf));
  const looks = [...blobs].map((digest) =>
    run(async () => ((await registry.hasBlob(path, digest, { signal })) ? [] : [digest])),
  );
  return (await Promise.all(looks)).flat();
}

function blobsOf({ text, mediaType }: SavedManifest): readonly string[] {
  const manifest = readManifest(JSON.parse(text), mediaType);
  if (manifest.kind === 'index') return [];
  const parts = [manifest.config, ...manifest.layers].filter((part) => !isForeign(part.mediaType));
  return parts.map(({ digest }) => digest);
}
