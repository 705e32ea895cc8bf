// Sparse files in all formats of GNU tar, which is asked itself what is in them. Covers sparseMap, paxRecords and tarHeader.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listLayer, readLayerFile, type LayerFiles } from '../../../../src/catalog/images/layerFiles.ts';
import field from '../../../fixtures/layers/field.json' with { type: 'json' };

const { signal } = new AbortController();

async function list(layer: Uint8Array): Promise<LayerFiles> {
  const files = await listLayer(layer, signal, { hasHashes: true });
  assert.ok(typeof files === 'object');
  return files;
}

describe('Sparse files', () => {
  const directory = mkdtempSync(join(tmpdir(), 'sparse-'));
  after(() => rmSync(directory, { recursive: true }));
  /** A file with so many pieces of data, each 4 KiB in 64 KiB; the last is followed by a hole. */
  const withHoles = (name: string, pieces: number): void => {
    const file = openSync(join(directory, name), 'w');
    for (let at = 0; at < pieces; at += 1) writeSync(file, Buffer.alloc(4096, at + 1), 0, 4096, at * 65_536);
    ftruncateSync(file, pieces * 65_536 + 100_000);
    closeSync(file);
  };
  withHoles('few', 3);
  withHoles('many', 60);
  withHoles('hole', 0);
  writeFileSync(join(directory, 'zz'), 'end\n');

  for (const format of [
    ['--format=gnu'],
    ['--format=pax', '--sparse-version=0.0'],
    ['--format=pax', '--sparse-version=0.1'],
    ['--format=pax', '--sparse-version=1.0'],
  ])
    it(`have their names, sizes and contents: ${format.join(' ')}`, async () => {
      const names = ['few', 'hole', 'many', 'zz'];
      const layer = execFileSync('tar', ['-C', directory, '--sparse', ...format, '-cf', '-', ...names]);
      assert.ok(layer.length < 2 ** 20, 'tar left out the holes');
      const { entries } = await list(layer);
      const sizes = names.map((name) => readFileSync(join(directory, name)).length);
      assert.deepEqual(
        entries.map(({ path, sizeBytes, kind }) => [path, sizeBytes, kind]),
        names.map((name, at) => [name, sizes[at], 'file']),
      );
      for (const [at, name] of names.entries()) {
        const content = await readLayerFile(layer, at, signal);
        assert.ok(readFileSync(join(directory, name)).equals(content), name);
      }
      assert.deepEqual(
        entries.map(({ contentHash }) => contentHash === undefined),
        [true, true, true, false],
        'what was never read with its holes has no hash',
      );
    });

  for (const [name, base64] of [
    ['GNU', field.gnuSparse],
    ['pax 1.0', field.paxSparse],
  ] as const)
    it(`of a public report are listed: ${name}`, async () => {
      const { entries } = await list(Buffer.from(base64, 'base64'));
      assert.deepEqual(
        entries.map(({ path, sizeBytes }) => `${path} ${sizeBytes}`),
        ['etc/motd 6', 'bin/sparse.img 20971520', 'etc/zz 4'],
      );
    });

  it('with a map of no use are no archive', async () => {
    const layer = execFileSync('tar', ['-C', directory, '--sparse', '--format=pax', '-cf', '-', 'few']);
    const at = layer.indexOf('\n0\n4096\n') + 1;
    const broken = Buffer.from(layer);
    broken.write('x', at);
    assert.equal(await listLayer(broken, signal), 'notTar');
  });
});
