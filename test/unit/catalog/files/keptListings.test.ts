import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptListings } from '../../../../src/catalog/files/keptListings.ts';
import { folderAt } from '../../../../src/catalog/storage/folder.ts';
import { digestOf } from '../../../fakes/imagesInMemory.ts';

describe('Listings of layers on disk', () => {
  const directory = mkdtempSync(join(tmpdir(), 'listings-'));
  after(() => rmSync(directory, { recursive: true }));
  const warnings: string[] = [];
  const open = (capacity = 1_000_000) =>
    keptListings(folderAt(directory), capacity, (message) => warnings.push(message));
  const facts = { kind: 'file', sizeBytes: 1, mode: 0o644, uid: 0, gid: 0, modifiedAt: 0 } as const;
  const entries = [{ index: 0, path: 'caf\udce9', ...facts }];

  it('come back as they were, bytes of names too', async () => {
    await open().write(digestOf('one'), { entries });
    assert.deepEqual(await open().read(digestOf('one')), { entries });
    assert.equal(await open().read(digestOf('two')), undefined);
  });

  it('that were changed by anybody are not believed', async () => {
    const [name = ''] = readdirSync(directory);
    const bytes = readFileSync(join(directory, name));
    bytes[bytes.length - 9] = (bytes[bytes.length - 9] ?? 0) ^ 1;
    writeFileSync(join(directory, name), bytes);
    assert.equal(await open().read(digestOf('one')), undefined);
    assert.deepEqual(readdirSync(directory), []);
  });

  it('take no more room than they may: what was used longest ago goes', async () => {
    const store = open(2000);
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q'])
      await store.write(digestOf(name), { entries });
    const kept = readdirSync(directory).map((name) => readFileSync(join(directory, name)).length);
    assert.ok(kept.length > 1 && kept.reduce((sum, bytes) => sum + bytes, 0) <= 2000);
    assert.deepEqual(warnings, []);
  });
});
