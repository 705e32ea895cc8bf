import { Failure } from '../../base/failure.ts';
import type { Attachments } from '../../domain/copies/copyOutcome.ts';
import { fallbackTagOf } from '../../domain/digest.ts';
import type { RegistryClient } from '../../registry/client.ts';
import { putTag } from '../deletion/putTag.ts';
import type { Patience } from '../deletion/quiet.ts';
import type { ManifestSaver } from '../deletion/saveManifests.ts';
import { shareBlobs, type OnSent } from './shareBlobs.ts';

type Registry = Pick<
  RegistryClient,
  'manifest' | 'hasBlob' | 'blob' | 'mountBlob' | 'uploadBlob' | 'putManifest' | 'referrers'
>;

/** From where to where, and what belongs to it. */
export interface AttachmentRoute {
  readonly from: string;
  readonly to: string;
  /** Reads the manifests of `from`. */
  readonly saver: Pick<ManifestSaver, 'save'>;
  readonly signal: AbortSignal;
  readonly patience: Patience;
  readonly onSent: OnSent;
  /** Whether all tags of `from` are copied in the same run, and so those that stand for attachments too. */
  readonly isWhole: boolean;
}

/**
 * Copies what refers to an image that was copied: the tags that are made of its digest, and the referrers that the registry knows.
 * No tag that is there is moved. Rejects when it cannot be found out what refers to the image.
 */
export async function copyAttachments(
  registry: Registry,
  route: AttachmentRoute,
  { digest, name, as }: { readonly digest: string; readonly name: string; readonly as: string },
): Promise<Attachments> {
  const { from, to, isWhole, signal } = route;
  const isThere: boolean[] = [];
  const found = await registry.referrers(from, digest, { tag: name, signal });
  const tagged = isWhole ? [] : found.flatMap((one) => one.tag ?? []);
  for (const tag of tagged) isThere.push(...(await bring(registry, route, tag)));
  const here = found.filter((one) => one.tag === undefined);
  if (here.length > 0) {
    for (const reference of [fallbackTagOf(digest), ...here.map((one) => one.digest)])
      await bring(registry, route, reference);
    // What is there under its digest is of no use if nothing leads to it.
    const known = await registry.referrers(to, digest, { tag: as, signal });
    const digests = new Set(known.map((one) => one.digest));
    isThere.push(...here.map((one) => digests.has(one.digest)));
  }
  const copied = isThere.filter(Boolean).length;
  return { copied, left: isThere.length - copied };
}

/** Whether the other repository has it now; empty when there is nothing under that tag or digest. */
async function bring(
  registry: Registry,
  { from, to, saver, signal, patience, onSent }: AttachmentRoute,
  reference: string,
): Promise<readonly boolean[]> {
  try {
    const image = await saver.save(reference);
    const supply = shareBlobs(registry, { from, to }, onSent);
    const options = { signal, patience, supply };
    const { result } = await putTag(registry, { path: to, name: reference, ...image }, options);
    return [result === 'restored' || result === 'alreadyThere'];
  } catch (error) {
    return Failure.is(error, 'missing') ? [] : [false];
  }
}
