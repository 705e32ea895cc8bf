import { Failure } from '../../base/failure.ts';
import { limit } from '../../base/limit.ts';
import type { SavedManifest } from '../../domain/deletion/journalEntry.ts';
import type { Manifest } from '../../domain/manifest.ts';
import type { ManifestDocument } from '../../registry/content.ts';
import { readManifest } from '../../registry/documents.ts';
import type { RegistryClient } from '../../registry/client.ts';

/** A manifest with everything below it, children first, itself last. */
export interface SavedImage {
  readonly digest: string;
  readonly manifests: readonly SavedManifest[];
}

const deepest = 3;

/** Reads the manifests of images by digest, those below indexes too; what cannot be read is missing. Never rejects. */
export async function readImages(
  saver: ManifestSaver,
  digests: readonly string[],
  { signal, onDone }: { readonly signal: AbortSignal; readonly onDone: (settled: number) => void },
): Promise<ReadonlyMap<string, Manifest>> {
  const run = limit(4);
  const found = new Map<string, Manifest>();
  let settled = 0;
  const read = async (digest: string): Promise<void> => {
    if (signal.aborted) return;
    const manifests = await saver.save(digest).then(
      (image) => image.manifests,
      () => [],
    );
    for (const one of manifests) found.set(one.digest, readManifest(JSON.parse(one.text), one.mediaType));
    settled += 1;
    onDone(settled);
  };
  await Promise.all(digests.map((digest) => run(() => read(digest))));
  return found;
}

/** Reads manifests of one repository for keeping; each digest is asked for once. */
export class ManifestSaver {
  readonly #registry: Pick<RegistryClient, 'manifest'>;
  readonly #path: string;
  readonly #images = new Map<string, Promise<SavedImage>>();
  readonly #run = limit(4);

  constructor(registry: Pick<RegistryClient, 'manifest'>, path: string) {
    this.#registry = registry;
    this.#path = path;
  }

  /** `reference`: a tag or a digest. A child that the registry does not have cannot be kept and is left out. */
  save(reference: string, depth = 0): Promise<SavedImage> {
    const known = this.#images.get(reference);
    if (known !== undefined) return known;
    const saved = this.#read(reference, depth);
    this.#images.set(reference, saved);
    saved.catch(() => this.#images.delete(reference));
    return saved;
  }

  async #read(reference: string, depth: number): Promise<SavedImage> {
    const document = await this.#run(() => this.#registry.manifest(this.#path, reference));
    const { digest, manifest } = document;
    const children = manifest.kind === 'index' && depth < deepest ? manifest.manifests : [];
    const below = await Promise.all(children.map((child) => this.#child(child.digest, depth + 1)));
    return { digest, manifests: [...below.flat(), savedOf(document)] };
  }

  async #child(digest: string, depth: number): Promise<readonly SavedManifest[]> {
    try {
      return (await this.save(digest, depth)).manifests;
    } catch (error) {
      if (Failure.is(error, 'missing')) return [];
      throw error;
    }
  }
}

/** Text that is not exactly the bytes (not UTF-8, a byte order mark) could not be put back under the same digest. */
function savedOf({ digest, manifest, text, sizeBytes }: ManifestDocument): SavedManifest {
  if (Buffer.byteLength(text) !== sizeBytes)
    throw new Failure('invalid', 'the manifest is no plain text', { code: 'unsupported' });
  return { digest, mediaType: manifest.mediaType, text };
}
