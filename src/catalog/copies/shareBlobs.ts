import { Failure } from '../../base/failure.ts';
import { limit } from '../../base/limit.ts';
import type { Descriptor } from '../../domain/manifest.ts';
import type { RegistryClient } from '../../registry/client.ts';
import { blobsOf } from '../deletion/blobsOf.ts';
import type { PutOptions } from '../deletion/putTag.ts';

type Registry = Pick<RegistryClient, 'mountBlob' | 'uploadBlob' | 'hasBlob' | 'blob'>;

/** What of one image may go through this computer where the registry does not share it, in bytes. */
const mostThroughHere = 100_000_000;
/** How long one blob may take to arrive, in ms. */
const timeoutMs = 600_000;

/** How much has gone through this computer, and how much has to, in bytes. */
export type OnSent = (sent: number, total: number) => void;

interface Unshared {
  readonly blob: Descriptor;
  readonly target: string;
}

/**
 * Has the blobs of one repository in another one of the same registry, by mounting them. Both kinds of registry that GitLab works
 * with share every blob that the other repository has; what one does not share all the same goes through this computer, if it is
 * not too much. Then throws `notShared`.
 */
export function shareBlobs(
  registry: Registry,
  { from, to }: { readonly from: string; readonly to: string },
  onSent: OnSent,
): NonNullable<PutOptions['supply']> {
  return async (manifests, signal) => {
    const run = limit(4);
    const mount = async (blob: Descriptor): Promise<readonly Unshared[]> => {
      const target = await registry.mountBlob({ digest: blob.digest, from, to }, { signal });
      return target === undefined ? [] : [{ blob, target }];
    };
    const mounts = await Promise.all(blobsOf(manifests).map((blob) => run(() => mount(blob))));
    const unshared = mounts.flat();
    const looks = unshared.map((one) =>
      run(async () => ((await registry.hasBlob(from, one.blob.digest, { signal })) ? [] : [one.blob.digest])),
    );
    const missing = (await Promise.all(looks)).flat();
    if (missing.length === 0) await sendAll(registry, { from, to, unshared, signal, onSent });
    return missing;
  };
}

async function sendAll(
  registry: Registry,
  work: {
    readonly from: string;
    readonly to: string;
    readonly unshared: readonly Unshared[];
    readonly signal: AbortSignal | undefined;
    readonly onSent: OnSent;
  },
): Promise<void> {
  const { from, to, unshared, signal, onSent } = work;
  const total = unshared.reduce((sum, { blob }) => sum + blob.sizeBytes, 0);
  if (total > mostThroughHere)
    throw new Failure('invalid', 'the registry does not share blobs', { code: 'notShared' });
  let sent = 0;
  for (const { blob, target } of unshared) {
    const { digest, sizeBytes } = blob;
    onSent(sent, total);
    const bytes = await registry.blob(from, digest, { maxBytes: sizeBytes, timeoutMs, signal });
    await registry.uploadBlob({ digest, from, to }, { target, bytes }, { signal });
    sent += sizeBytes;
    onSent(sent, total);
  }
}
