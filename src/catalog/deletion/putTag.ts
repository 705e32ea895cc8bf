import { Failure } from '../../base/failure.ts';
import { limit } from '../../base/limit.ts';
import { isUnanswered, wasSent } from '../../base/sent.ts';
import { isEmptied } from '../../domain/deletion/emptiedTag.ts';
import type { SavedManifest } from '../../domain/deletion/journalEntry.ts';
import type { PutResult } from '../../domain/deletion/restoration.ts';
import type { RegistryClient } from '../../registry/client.ts';
import { readManifest } from '../../registry/documents.ts';
import { assertIntact } from '../journal/intact.ts';
import { blobsOf } from './blobsOf.ts';
import { lookUntilQuiet, type Patience, type Unanswered } from './quiet.ts';
import { isUnreadable } from './tagStates.ts';

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

/** How an image is put under a name. */
export interface PutOptions {
  readonly signal?: AbortSignal | undefined;
  readonly patience: Patience;
  /** The image that the name may be taken from; without it, from none. */
  readonly mayReplace?: string | undefined;
  /** Sees to it that the repository has the blobs of these manifests, and gives back the digests of those that cannot be had. */
  readonly supply?: (
    manifests: readonly SavedManifest[],
    signal: AbortSignal | undefined,
  ) => Promise<readonly string[]>;
}

/**
 * Puts an image under a name, back or newly: only where no other image is in the way and the registry still has all that the image
 * needs. No manifest is written before that is known. Never rejects; after an answer that is no yes it reads what is true.
 */
export async function putTag(registry: Registry, target: TagTarget, options: PutOptions): Promise<PutResult> {
  const { manifests, digest } = target;
  if (manifests === undefined || digest === undefined) return { result: 'notSaved' };
  const image = { path: target.path, name: target.name, digest, manifests };
  try {
    assertIntact(manifests);
    const obstacle = await obstacleTo(registry, image, options);
    if (obstacle !== undefined) return obstacle;
  } catch (error) {
    return notReached(error);
  }
  return write(registry, image, options);
}

/** Why a tag could not be put back now; `undefined` when nothing stands in the way. Writes nothing, never rejects. */
export async function lookAtTarget(
  registry: Registry,
  { path, name, digest, manifests }: TagTarget,
  signal: AbortSignal,
): Promise<PutResult | undefined> {
  if (manifests === undefined || digest === undefined) return { result: 'notSaved' };
  return obstacleTo(registry, { path, name, digest, manifests }, { signal }).catch(notReached);
}

function notReached(error: unknown): PutResult {
  const failure = Failure.from(error);
  if (failure.reason === 'cancelled') return { result: 'notTried' };
  return { result: failure.reason === 'denied' ? 'refused' : 'failed', failure };
}

interface Image {
  readonly path: string;
  readonly name: string;
  readonly digest: string;
  readonly manifests: readonly SavedManifest[];
}

/** Why nothing is to be written; `undefined` when nothing stands in the way. */
async function obstacleTo(
  registry: Registry,
  image: Image,
  { signal, mayReplace, supply = lookFor(registry, image.path) }: Omit<PutOptions, 'patience'>,
): Promise<PutResult | undefined> {
  const found = await stateOf(registry, image, signal);
  if (found === image.digest) return { result: 'alreadyThere' };
  if (found !== undefined && found !== mayReplace) return occupied(found);
  const children = await missingChildren(registry, image, signal);
  const missing = children.length > 0 ? children : await supply(image.manifests, signal);
  return missing.length > 0 ? { result: 'contentGone', missing } : undefined;
}

/**
 * Children first, then, if the name still is as it was, the image under its name. Without a signal: what was begun is finished, since
 * nobody could say afterwards what came of it.
 */
async function write(
  registry: Registry,
  image: Image,
  { mayReplace, patience, signal }: PutOptions,
): Promise<PutResult> {
  const { path, name, manifests } = image;
  try {
    for (const child of manifests.slice(0, -1)) await putChild(registry, path, child);
    const found = await stateOf(registry, image, undefined);
    if (found === image.digest) return { result: 'restored' };
    if (found !== undefined && found !== mayReplace) return occupied(found);
  } catch (error) {
    // The name itself was not touched.
    return unwritten(Failure.from(error));
  }
  const sentAt = patience.now();
  const [own] = manifests.slice(-1);
  const failure =
    own &&
    (await registry.putManifest(path, name, own).then(
      () => undefined,
      (error: unknown) => Failure.from(error),
    ));
  return verified(registry, image, { failure, mayReplace, unanswered: { patience, sentAt, signal } });
}

/** A child that is still there is left alone. */
async function putChild(registry: Registry, path: string, child: SavedManifest): Promise<void> {
  const found = await stateOf(registry, { path, name: child.digest }, undefined);
  if (found === undefined) await registry.putManifest(path, child.digest, child);
}

interface Attempt extends Pick<PutOptions, 'mayReplace'> {
  readonly failure: Failure | undefined;
  readonly unanswered: Unanswered;
}

/** What the registry has under the name now decides, whatever its answers were; without an answer, once it is certainly through. */
async function verified(registry: Registry, image: Image, attempt: Attempt): Promise<PutResult> {
  const { failure, unanswered } = attempt;
  if (failure !== undefined && !wasSent(failure)) return unwritten(failure);
  const mayCome = failure !== undefined && isUnanswered(failure);
  const look = (): Promise<string | undefined> => stateOf(registry, image, undefined);
  try {
    const { seen, isQuiet } = await lookUntilQuiet(
      look,
      (one) => !mayCome || one === image.digest,
      unanswered,
    );
    return resultOf(image, attempt, { found: seen, mayCome: mayCome && !isQuiet });
  } catch (error) {
    return { result: 'unclear', failure: failure ?? Failure.from(error) };
  }
}

function resultOf(
  image: Image,
  { failure, mayReplace }: Attempt,
  { found, mayCome }: { readonly found: string | undefined; readonly mayCome: boolean },
): PutResult {
  if (found === image.digest) return { result: 'restored' };
  const because = failure ?? new Failure('unexpected', 'the registry said yes but does not have the tag');
  if (mayCome) return { result: 'unclear', failure: because };
  const isFree = found === undefined || found === mayReplace;
  return isFree ? unwritten(because) : { ...occupied(found), failure: because };
}

function unwritten(failure: Failure): PutResult {
  if (failure.reason === 'missing') return { result: 'contentGone', failure };
  return { result: failure.reason === 'denied' ? 'refused' : 'failed', failure };
}

/** A name that belongs to something that is none of our images, such as one of schema 1. */
const unreadable = 'unreadable';

function occupied(found: string): PutResult {
  return found === unreadable ? { result: 'occupied' } : { result: 'occupied', found };
}

/** The digest of what is under a tag or digest; `undefined` when nothing is, or what a deletion that was not finished has left there. */
async function stateOf(
  registry: Registry,
  { path, name }: Pick<TagTarget, 'path' | 'name'>,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  try {
    const { digest, manifest } = await registry.manifest(path, name, { signal });
    return isEmptied(manifest) ? undefined : digest;
  } catch (error) {
    const failure = Failure.from(error);
    if (failure.reason === 'missing') return undefined;
    if (isUnreadable(failure)) return unreadable;
    throw error;
  }
}

/** Digests of manifests that an index names, that are not among those to be written and that the registry does not have either. */
async function missingChildren(
  registry: Registry,
  { path, manifests }: Image,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const kept = new Set(manifests.map(({ digest }) => digest));
  const named = new Set(manifests.flatMap(childrenOf));
  const run = limit(4);
  const looks = [...named]
    .filter((digest) => !kept.has(digest))
    .map((name) =>
      run(async () => ((await stateOf(registry, { path, name }, signal)) === undefined ? [name] : [])),
    );
  return (await Promise.all(looks)).flat();
}

/** Finds the digests of configs and layers that the registry does not have. */
function lookFor(registry: Registry, path: string): NonNullable<PutOptions['supply']> {
  return async (manifests, signal) => {
    const run = limit(4);
    const looks = blobsOf(manifests).map(({ digest }) =>
      run(async () => ((await registry.hasBlob(path, digest, { signal })) ? [] : [digest])),
    );
    return (await Promise.all(looks)).flat();
  };
}

function childrenOf({ text, mediaType }: SavedManifest): readonly string[] {
  const manifest = readManifest(JSON.parse(text), mediaType);
  return manifest.kind === 'index' ? manifest.manifests.map(({ digest }) => digest) : [];
}
