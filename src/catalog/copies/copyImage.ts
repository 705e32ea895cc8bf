import { Failure } from '../../base/failure.ts';
import { isCopied, type CopyOutcome } from '../../domain/copies/copyOutcome.ts';
import { isSame, type PlannedCopy } from '../../domain/copies/copyPlan.ts';
import type { RegistryClient } from '../../registry/client.ts';
import { copyAttachments, type AttachmentRoute } from './copyAttachments.ts';
import { putTag } from '../deletion/putTag.ts';
import { shareBlobs } from './shareBlobs.ts';

type Registry = Pick<
  RegistryClient,
  'manifest' | 'hasBlob' | 'blob' | 'mountBlob' | 'uploadBlob' | 'putManifest' | 'referrers'
>;

/** How tags are copied from one repository of a registry to another. */
export interface CopyRoute extends AttachmentRoute {
  /** Whether the image that has the name there, as planned, may lose it. */
  readonly mayReplace: boolean;
}

/**
 * Copies the image of a tag with everything below it, without pulling it: blobs are mounted, then children and the image itself are
 * put there, and the digest is read afterwards; then what refers to it. Of a tag that was moved since the plan, the planned image is
 * copied. Never rejects.
 */
export async function copyImage(
  registry: Registry,
  tag: PlannedCopy,
  route: CopyRoute,
): Promise<CopyOutcome> {
  const { name, as } = tag;
  const outcome = isSame(tag)
    ? ({ ...tag, result: 'alreadyThere' } as const)
    : await copyOver(registry, tag, route);
  const { digest } = outcome;
  if (!isCopied(outcome) || digest === undefined) return outcome;
  try {
    return { ...outcome, attachments: await copyAttachments(registry, route, { digest, name, as }) };
  } catch {
    return outcome;
  }
}

async function copyOver(
  registry: Registry,
  { name, as, digest, there }: PlannedCopy,
  { from, to, saver, signal, patience, mayReplace, onSent }: CopyRoute,
): Promise<CopyOutcome> {
  try {
    const image = await saver.save(digest ?? name);
    const options = {
      signal,
      patience,
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
