// Also covers folder.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContentStore } from '../../../../src/catalog/storage/contentStore.ts';
import { folderAt } from '../../../../src/catalog/storage/folder.ts';

const content = (seed: string, bytes = 100): { bytes: Buffer; digest: string } => {
  const filled = Buffer.alloc(bytes, seed);
  return { bytes: filled, digest: `sha256:${createHash('sha256').update(filled).digest('hex')}` };
};

describe('the content store', () => {
  let folder: string;
  let warnings: string[];
  const store = (capacity = 10_000) =>
    createContentStore(folderAt(join(folder, 'content')), capacity, (line) => warnings.push(line));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'content-'));
    warnings = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('gives back what it was given, also in another session', async () => {
    const { bytes, digest } = content('a');
    assert.equal(await store().read(digest), undefined);
    await store().write(digest, bytes);
    assert.deepEqual(await store().read(digest), bytes);
    assert.deepEqual(warnings, []);
  });

  it('knows sha512 too', async () => {
    const { bytes } = content('a');
    const digest = `sha512:${createHash('sha512').update(bytes).digest('hex')}`;
    await store().write(digest, bytes);
    assert.deepEqual(await store().read(digest), bytes);
  });

  it('never hands out what does not have its digest, and removes it', async () => {
    const { bytes, digest } = content('a');
    await store().write(digest, bytes);
    const [name = ''] = readdirSync(join(folder, 'content'));
    writeFileSync(join(folder, 'content', name), 'something else');
    assert.equal(await store().read(digest), undefined);
    assert.deepEqual(readdirSync(join(folder, 'content')), []);
    assert.equal(warnings.length, 1);
  });

  it('keeps nothing that does not have its digest, has none, or is larger than a tenth of it', async () => {
    await store().write(content('a').digest, content('b').bytes);
    await store().write('../../escape', content('b').bytes);
    const large = content('c', 1001);
    await store().write(large.digest, large.bytes);
    assert.throws(() => readdirSync(join(folder, 'content')), { code: 'ENOENT' });
    assert.equal(await store().read('../../escape'), undefined);
  });

  it('stays within its bytes; what was used longest ago goes, also what an earlier session left', async () => {
    const all = Array.from({ length: 12 }, (_, at) => content(String.fromCharCode(97 + at), 100));
    const first = store(1000);
    for (const { bytes, digest } of all.slice(0, 10)) await first.write(digest, bytes);
    for (const [at, { digest }] of all.slice(0, 10).entries())
      utimesSync(join(folder, 'content', digest.replace(':', '-')), 1000 + at, 1000 + at);
    const second = store(1000);
    assert.ok(await second.read(all[0]?.digest ?? ''));
    for (const { bytes, digest } of all.slice(10)) await second.write(digest, bytes);
    const kept = await Promise.all(all.map(async ({ digest }) => (await second.read(digest)) !== undefined));
    assert.deepEqual(
      kept.flatMap((isKept, at) => (isKept ? [] : [at])),
      [1, 2],
    );
    const total = readdirSync(join(folder, 'content')).reduce(
      (sum, name) => sum + statSync(join(folder, 'content', name)).size,
      0,
    );
    assert.equal(total, 1000);
  });

  it('is for nobody else to read, and leaves no half files', async () => {
    const many = Array.from({ length: 5 }, (_, at) => content(String.fromCharCode(97 + at)));
    const one = store();
    await Promise.all(many.map(({ bytes, digest }) => one.write(digest, bytes)));
    const names = readdirSync(join(folder, 'content'));
    assert.equal(names.filter((name) => /^sha256-[0-9a-f]{64}$/.test(name)).length, 5);
    assert.equal(names.length, 5);
    if (process.platform !== 'win32') assert.equal(statSync(join(folder, 'content')).mode & 0o077, 0);
  });

  it('does not fail when its folder cannot be used', async () => {
    writeFileSync(join(folder, 'content'), 'a file where the folder should be');
    const { bytes, digest } = content('a');
    await store().write(digest, bytes);
    assert.equal(await store().read(digest), undefined);
    assert.ok(warnings.length > 0);
    chmodSync(folder, 0o700);
  });
});
