import { createHash } from 'node:crypto';
import { Failure } from '../../base/failure.ts';
import type { SavedManifest } from '../../domain/deletion/journalEntry.ts';

/** Whether a kept text is the one that its digest stands for: a damaged one would be put back as another image. */
export function isIntact({ digest, text }: SavedManifest): boolean {
  const [algorithm = '', hex] = digest.split(':', 2);
  if (algorithm !== 'sha256' && algorithm !== 'sha512') return false;
  return createHash(algorithm).update(text).digest('hex') === hex;
}

/** Throws `digestMismatch` when one of the texts is not what its digest stands for. */
export function assertIntact(manifests: readonly SavedManifest[]): void {
  const damaged = manifests.find((manifest) => !isIntact(manifest));
  if (damaged === undefined) return;
  throw new Failure('invalid', `the kept text of ${damaged.digest} is damaged`, { code: 'digestMismatch' });
}
