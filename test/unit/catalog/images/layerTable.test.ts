// Tables of contents that skopeo (zstd:chunked) and stargz-snapshotter (eStargz) wrote, against the tar that they were made of.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { listLayer, readLayerFile } from '../../../../src/catalog/images/layerFiles.ts';
import { readByTable, readLayerTable, type ReadPart } from '../../../../src/catalog/images/layerTable.ts';
import type { TarEntry } from '../../../../src/domain/images/tarEntry.ts';

const { signal } = new AbortController();
const fixture = (name: string): Buffer =>
  readFileSync(new URL(`../../../fixtures/layers/${name}`, import.meta.url));
const tar = execFileSync('gzip', ['-dc'], { input: fixture('small.tar.gz') });

const layers = [
  {
    name: 'zstd:chunked',
    bytes: fixture('small.zstd-chunked'),
    annotations: {
      'io.containers.zstd-chunked.manifest-checksum':
        'sha256:8838b0685b384d46ede3c70784089d12f9af3c40569d1ef753d4dde8a1b700ca',
      'io.containers.zstd-chunked.manifest-position': '2668:390:1670:1',
    },
  },
  {
    name: 'eStargz',
    bytes: fixture('small.estargz'),
    annotations: {
      'containerd.io/snapshot/stargz/toc.digest':
        'sha256:532611b3dcaa021dee5ff366470bfeed6379ced756ca3e0850809b19be18b512',
    },
  },
] as const;

/** Reads parts of bytes, and counts them. */
function partsOf(bytes: Uint8Array): { readonly read: ReadPart; readonly bytes: () => number } {
  let count = 0;
  const read: ReadPart = ({ first, last }) => {
    count += last - first + 1;
    return Promise.resolve(bytes.subarray(first, last + 1));
  };
  return { read, bytes: () => count };
}

/** What both formats say; they do not keep names of owners and entries of their own alike. */
const facts = ({ path, kind, sizeBytes, target, mode, uid, gid, modifiedAt, contentHash }: TarEntry) => {
  const link = target === undefined ? '' : ` -> ${target}`;
  const who = `${uid}:${gid}`;
  return `${path} ${kind} ${sizeBytes} ${mode.toString(8)} ${who} ${modifiedAt}${link} ${contentHash ?? ''}`;
};
const isOwn = ({ path }: TarEntry): boolean => /prefetch\.landmark$|^stargz\.index\.json$/.test(path);

for (const { name, bytes, annotations } of layers)
  describe(`The table of contents of a layer, ${name}`, () => {
    const layer = { annotations, sizeBytes: bytes.length };

    it('says the same as the archive', async () => {
      const whole = await listLayer(tar, signal, { hasHashes: true });
      assert.ok(typeof whole === 'object');
      const table = await readLayerTable(layer, partsOf(bytes).read, signal);
      assert.deepEqual(table?.entries.filter((entry) => !isOwn(entry)).map(facts), whole.entries.map(facts));
    });

    it('has the same order as the layer itself, so that an index means the same file in both', async () => {
      const whole = await listLayer(bytes, signal);
      assert.ok(typeof whole === 'object');
      const table = await readLayerTable(layer, partsOf(bytes).read, signal);
      const own = whole.entries.filter(({ path }) => path !== 'stargz.index.json');
      assert.deepEqual(
        table?.entries.map(({ index, path }) => [index, path]),
        own.map(({ index, path }) => [index, path]),
      );
    });

    it('leads to the bytes of each file and no others', async () => {
      const table = await readLayerTable(layer, partsOf(bytes).read, signal);
      const files = table?.entries.filter(({ kind, sizeBytes }) => kind === 'file' && sizeBytes > 0) ?? [];
      assert.ok(files.length >= 2);
      for (const { index } of files) {
        const parts = partsOf(bytes);
        const content = table && (await readByTable(table, index, parts.read));
        assert.deepEqual(
          content && Buffer.from(content),
          Buffer.from(await readLayerFile(bytes, index, signal)),
        );
        assert.ok(parts.bytes() < bytes.length);
      }
    });

    it('is not used where it is not the one that the manifest names, or where no ranges are taken', async () => {
      const key = Object.keys(annotations)[0] ?? '';
      const wrong = { ...annotations, [key]: `sha256:${'0'.repeat(64)}` };
      const sizeBytes = bytes.length;
      assert.equal(
        await readLayerTable({ annotations: wrong, sizeBytes }, partsOf(bytes).read, signal),
        undefined,
      );
      assert.equal(await readLayerTable(layer, () => Promise.resolve(undefined), signal), undefined);
      const parts = partsOf(bytes);
      assert.equal(await readLayerTable({ annotations: {}, sizeBytes }, parts.read, signal), undefined);
      assert.equal(parts.bytes(), 0);
    });

    it('is no reason to show content that is not its own', async () => {
      const table = await readLayerTable(layer, partsOf(bytes).read, signal);
      const file = table?.entries.find(({ path }) => path.endsWith('motd'));
      const other = table?.entries.find(({ path }) => path.endsWith('numbers'));
      const range = table?.contents.get(other?.index ?? -1);
      assert.ok(table && file && range);
      const lying = { ...table, contents: new Map([[file.index, range]]) };
      assert.equal(await readByTable(lying, file.index, partsOf(bytes).read), undefined);
    });
  });
