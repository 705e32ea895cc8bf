import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { keepingContent } from '../../../../src/catalog/images/keptContent.ts';
import type { ContentStore } from '../../../../src/catalog/storage/contentStore.ts';
import { browse, coldProduct, connectionId, ofBox, repositoryAt } from '../../../fakes/product.ts';
import { bigRepository, plantTags } from '../../../fakes/plantScale.ts';
import { startBox, type Box } from '../../../gitlab/box.ts';

const digestOf = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

describe('registries that keep content', () => {
  let box: Box;
  let kept: Map<string, Uint8Array>;
  const store: ContentStore = {
    read: (digest) => Promise.resolve(kept.get(digest)),
    write: (digest, bytes) => Promise.resolve(void kept.set(digest, bytes)),
  };
  before(async () => {
    box = await startBox({ seed: plantTags(3) });
  });
  after(() => box.close());
  beforeEach(() => {
    kept = new Map();
    box.log.clear();
  });
  /** As of a new session. */
  const registry = async () => {
    const product = await coldProduct(ofBox(box));
    await browse(product, 'acme/big');
    box.log.clear();
    const { location } = repositoryAt(box, bigRepository);
    return keepingContent(product.clients, store)
      .of(connectionId)
      .registry(location.split('/')[0] ?? '');
  };
  const open = async () => {
    const client = await registry();
    const [tag] = (await box.backend.listTags(bigRepository, { n: 1 })).tags;
    const { manifest, digest } = await client.manifest(bigRepository, tag?.digest ?? '');
    assert.ok(manifest.kind === 'image');
    return { manifest, digest, config: await client.blob(bigRepository, manifest.config.digest) };
  };

  it('ask for a manifest and its config once, also in the next session', async () => {
    const first = await open();
    assert.equal(box.log.count({ host: 'registry' }), 2);
    box.log.clear();
    assert.deepEqual(await open(), first);
    assert.equal(box.log.count(), 0);
  });

  it('keep exactly the bytes of the digest', async () => {
    await open();
    assert.equal(kept.size, 2);
    for (const [digest, bytes] of kept) assert.equal(digestOf(bytes), digest);
  });

  it('ask where a tag points each time, and keep what it points at', async () => {
    const client = await registry();
    const [tag] = (await box.backend.listTags(bigRepository, { n: 1 })).tags;
    await client.manifest(bigRepository, tag?.name ?? '');
    box.log.clear();
    const { digest } = await client.manifest(bigRepository, tag?.name ?? '');
    assert.equal(box.log.count({ host: 'registry' }), 1);
    assert.ok(kept.has(digest));
  });

  it('ask again for a manifest that does not say itself what it is', async () => {
    const { digest } = await open();
    kept.set(digest, new TextEncoder().encode('{"schemaVersion":2}'));
    box.log.clear();
    assert.equal((await open()).digest, digest);
    assert.equal(box.log.count({ host: 'registry' }), 1);
  });
});
