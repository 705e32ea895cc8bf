import { Failure } from '../base/failure.ts';
import { isCopied, type CopyOutcome } from '../domain/copy/copyOutcome.ts';
import { isSame, type PlannedCopy } from '../domain/copy/copyPlan.ts';
import { fallbackTagOf } from '../domain/digest.ts';
import type { RegistryClient } from '../registry/client.ts';
import { putTag } from './putTag.ts';
import type { ManifestSaver } from './saveManifests.ts';
import { shareBlobs, type OnSent } from './shareBlobs.ts';

type Registry = Pick<
  RegistryClient,
  'manifest' | 'hasBlob' | 'blob' | 'mountBlob' | 'uploadBlob' | 'putManifest' | 'referrers'
>;

/** How tags are copied from one repository of a registry to another. */
export interface CopyRoute {
  readonly from: string;
  readonly to: string;
  /** Reads the manifests of `from`. */
  readonly saver: Pick<ManifestSaver, 'save'>;
  readonly signal: AbortSignal;
  /** Whether the image that has the name there, as planned, may lose it. */
  readonly mayReplace: boolean;
  readonly onSent: OnSent;
  /** Tags that are copied in the same run. */
  readonly names: ReadonlySet<string>;
}

/**
 * Copies the image of a tag with everything below it, without pulling it: blobs are mounted, then children and the image itself are
 * put there, and the digest is read afterwards. Of a tag that was moved since the plan, the planned image is copied. Never rejects.
 */
export async function copyImage(
  registry: Registry,
  tag: PlannedCopy,
  route: CopyRoute,
): Promise<CopyOutcome> {
  const { name, as, digest } = tag;
  const outcome = isSame(tag)
    ? ({ name, as, digest, result: 'alreadyThere' } as CopyOutcome)
    : await copyOver(registry, tag, route);
  if (!isCopied(outcome) || outcome.digest === undefined) return outcome;
  // What refers to the image stands in this index, and comes along with it.
  if (route.names.has(fallbackTagOf(outcome.digest))) return { ...outcome, referrers: 0 };
  try {
    const { length } = await registry.referrers(route.from, outcome.digest, { tag: name });
    return { ...outcome, referrers: length };
  } catch {
    return outcome;
  }
}

async function copyOver(
  registry: Registry,
  { name, as, digest, there }: PlannedCopy,
  { from, to, saver, signal, mayReplace, onSent }: CopyRoute,
): Promise<CopyOutcome> {
  try {
    const image = await saver.save(digest ?? name);
    const options = {
      signal,
      mayReplace: mayReplace ? there?.digest : undefined,
      supply: shareBlobs(registry, { from, to }, onSent),
    };
    const put = await putTag(registry, { path: to, name: as, ...image }, options);
    return { name, as, digest: image.digest, ...put };
  } catch (error) {
    const failure = Failure.from(error);
    return { name, as, result: failure.reason === 'denied' ? 'refused' : 'failed', failure };
  }
}
