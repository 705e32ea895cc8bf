import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Failure, type FailureDetails, type FailureReason } from '../../../../src/base/failure.ts';
import { putTag } from '../../../../src/catalog/deletion/putTag.ts';
import type { Patience } from '../../../../src/catalog/deletion/quiet.ts';
import type { SavedManifest } from '../../../../src/domain/deletion/journalEntry.ts';
import type { ManifestDocument } from '../../../../src/registry/content.ts';
import { readManifest } from '../../../../src/registry/documents.ts';

const imageType = 'application/vnd.oci.image.manifest.v1+json';
const indexType = 'application/vnd.oci.image.index.v1+json';
const blob = { mediaType: 'x', digest: `sha256:${'0'.repeat(64)}`, size: 1 };

function saved(content: object, mediaType: string): SavedManifest {
  const text = JSON.stringify({ mediaType, ...content });
  return { digest: `sha256:${createHash('sha256').update(text).digest('hex')}`, mediaType, text };
}

const child = saved({ config: blob, layers: [] }, imageType);
const index = saved({ manifests: [{ ...blob, mediaType: imageType, digest: child.digest }] }, indexType);
const target = { path: 'a/b', name: 'v1', digest: index.digest, manifests: [child, index] };

const manifest = readManifest({ config: blob, layers: [blob] }, imageType);

/** What is under which name or digest; every write can be joined by something else that happens then. */
class TestRegistry {
  readonly there = new Map<string, string>();
  readonly writes: string[] = [];
  /** Happens with a write of that reference; a failure is what is heard of it. */
  readonly during = new Map<string, () => Failure | undefined>();
  isDown = false;

  manifest = (_: string, reference: string): Promise<ManifestDocument> => {
    if (this.isDown) return Promise.reject(new Failure('offline', 'down', { code: 'connectionReset' }));
    const digest = this.there.get(reference);
    if (digest === undefined) return Promise.reject(new Failure('missing', 'none', { status: 404 }));
    return Promise.resolve({ digest, manifest } as ManifestDocument);
  };
  hasBlob = (): Promise<boolean> => Promise.resolve(true);
  putManifest = (_: string, reference: string, { text }: { readonly text: string }): Promise<void> => {
    this.writes.push(reference);
    const failure = this.during.get(reference)?.();
    if (failure !== undefined) return Promise.reject(failure);
    this.there.set(reference, `sha256:${createHash('sha256').update(text).digest('hex')}`);
    return Promise.resolve();
  };
}

describe('putting an image under a name', () => {
  let registry: TestRegistry;
  let now = 0;
  const patience: Patience = {
    now: () => now,
    wait: (ms) => {
      now += ms;
      return Promise.resolve();
    },
  };
  const put = (options: { readonly mayReplace?: string } = {}) =>
    putTag(registry, target, { patience, ...options });
  const heard = (reason: FailureReason, details: FailureDetails) => () => new Failure(reason, 'x', details);
  beforeEach(() => {
    registry = new TestRegistry();
    now = 1000;
  });

  it('writes what is below it first, and reads that it is there', async () => {
    assert.deepEqual(await put(), { result: 'restored' });
    assert.deepEqual(registry.writes, [child.digest, 'v1']);
  });

  for (const mayReplace of [undefined, 'sha256:old'])
    it(`leaves alone what is pushed while the children are written (${mayReplace ?? 'to a free name'})`, async () => {
      if (mayReplace !== undefined) registry.there.set('v1', mayReplace);
      registry.during.set(child.digest, () => void registry.there.set('v1', 'sha256:pushed'));
      const result = await put(mayReplace === undefined ? {} : { mayReplace });
      assert.deepEqual(result, { result: 'occupied', found: 'sha256:pushed' });
      assert.deepEqual(registry.writes, [child.digest]);
    });

  it('puts nothing of which the kept text is damaged', async () => {
    const damaged = { ...target, manifests: [child, { ...index, text: child.text }] };
    const { result, failure } = await putTag(registry, damaged, { patience });
    assert.deepEqual([result, failure?.details.code, registry.writes], ['failed', 'digestMismatch', []]);
  });

  it('waits for what was not answered, and sees it come', async () => {
    registry.during.set('v1', () => {
      const look = registry.manifest;
      registry.manifest = (path, reference) => {
        if (now > 20_000) registry.there.set('v1', index.digest);
        return look(path, reference);
      };
      return new Failure('offline', 'x', { code: 'timedOut' });
    });
    assert.equal((await put()).result, 'restored');
  });

  it('says that it failed when nothing has come of it for a minute', async () => {
    registry.during.set('v1', heard('unexpected', { code: 'serverError', status: 504 }));
    assert.equal((await put()).result, 'failed');
    assert.ok(now >= 61_000);
  });

  for (const [what, reason, details] of [
    ['a refusal', 'denied', { status: 403 }],
    ['“not found”', 'missing', { status: 404 }],
    ['“too many”', 'rateLimited', { status: 429 }],
    ['a timeout', 'offline', { code: 'timedOut' }],
  ] as const)
    it(`is unclear after ${what} when nobody can look any more`, async () => {
      registry.during.set('v1', () => {
        registry.isDown = true;
        return new Failure(reason, 'x', details);
      });
      assert.equal((await put()).result, 'unclear');
    });

  it('is no riddle where nothing was sent', async () => {
    registry.during.set('v1', () => {
      registry.isDown = true;
      return new Failure('offline', 'x', { code: 'connectionRefused' });
    });
    assert.equal((await put()).result, 'failed');
  });
});
