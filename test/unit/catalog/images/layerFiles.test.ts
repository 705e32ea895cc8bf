// Also covers tarReader. Archives come from tar(1) where it has a say, else from the writer of the box.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Failure } from '../../../../src/base/failure.ts';
import { listLayer, readLayerFile, type LayerFiles } from '../../../../src/catalog/images/layerFiles.ts';
import { TarReader } from '../../../../src/catalog/images/tarReader.ts';
import { tar } from '../../../gitlab/registry/tar.ts';

const { signal } = new AbortController();
const list = async (layer: Uint8Array): Promise<LayerFiles> => {
  const files = await listLayer(layer, signal);
  assert.ok(typeof files === 'object');
  return files;
};
const text = async (layer: Uint8Array, index: number): Promise<string> =>
  Buffer.from(await readLayerFile(layer, index, signal)).toString();

describe('The files of a layer', () => {
  const archive = tar([
    { path: 'etc/' },
    { path: 'etc/motd', content: 'hello\n' },
    { path: 'etc/link', linkTarget: '/etc/motd' },
    { path: 'etc/.wh.old' },
    { path: '../../escape', content: 'x' },
  ]);

  for (const [name, layer] of [
    ['gzip', gzipSync(archive)],
    ['plain tar', archive],
  ] as const)
    it(`are listed and read: ${name}`, async () => {
      assert.deepEqual((await list(layer)).entries, [
        { index: 0, path: 'etc/', kind: 'directory', sizeBytes: 0 },
        { index: 1, path: 'etc/motd', kind: 'file', sizeBytes: 6 },
        { index: 2, path: 'etc/link', kind: 'link', sizeBytes: 0, target: '/etc/motd' },
        { index: 3, path: 'etc/.wh.old', kind: 'whiteout', sizeBytes: 0 },
        { index: 4, path: '../../escape', kind: 'file', sizeBytes: 1 },
      ]);
      assert.equal(await text(layer, 1), 'hello\n');
      assert.equal(await text(layer, 4), 'x');
    });

  describe('as tar writes them', () => {
    const directory = mkdtempSync(join(tmpdir(), 'tar-'));
    const long = `${'d'.repeat(90)}/${'e'.repeat(90)}/${'ü'.repeat(60)}`;
    mkdirSync(join(directory, long), { recursive: true });
    writeFileSync(join(directory, long, 'file'), 'long');
    symlinkSync('y'.repeat(200), join(directory, 'far'));
    writeFileSync(join(directory, 'last'), 'last');
    after(() => rmSync(directory, { recursive: true }));

    for (const form of ['gnu', 'pax', 'ustar'])
      it(`have their long names: ${form}`, async () => {
        // ustar itself has no room for the long ones.
        const names = form === 'ustar' ? ['last'] : ['.'];
        const layer = execFileSync('tar', [
          '-C',
          directory,
          `--format=${form}`,
          '--sort=name',
          '-cf',
          '-',
          ...names,
        ]);
        const expected = execFileSync('tar', ['-tf', '-'], {
          input: layer,
          encoding: 'utf8',
          env: { ...process.env, LC_ALL: 'C.UTF-8' },
        });
        const { entries } = await list(layer);
        assert.deepEqual(
          entries.map(({ path }) => path),
          expected.trim().split('\n'),
        );
        const file = entries.find(({ path }) => path.endsWith('/file'));
        if (file !== undefined) assert.equal(await text(layer, file.index), 'long');
        const link = entries.find(({ kind }) => kind === 'link');
        if (link !== undefined) assert.equal(link.target, 'y'.repeat(200));
      });
  });

  it('are the same wherever the pieces are cut', () => {
    for (const size of [1, 7, 511, 512, 513, 4096]) {
      const paths: string[] = [];
      const reader = new TarReader(({ path }) => paths.push(path), 1);
      for (let at = 0; at < archive.length; at += size) reader.push(archive.subarray(at, at + size));
      reader.end();
      assert.equal(paths.length, 5, `pieces of ${size}`);
      assert.equal(Buffer.from(reader.content).toString(), 'hello\n');
    }
  });

  it('are all there without the end of the archive, which umoci leaves out', async () => {
    const whole = tar([{ path: 'a' }, { path: 'b', content: 'x'.repeat(600) }]);
    assert.equal((await list(whole.subarray(0, 2 * 512 + 600))).entries.length, 2);
    assert.equal(await listLayer(whole.subarray(0, 2 * 512 + 599), signal), 'notTar');
  });

  for (const [name, layer] of [
    ['text', Buffer.from('no archive at all'.repeat(100))],
    ['an archive that breaks off', tar([{ path: 'a', content: 'x'.repeat(5000) }]).subarray(0, 2000)],
    ['gzip that breaks off', gzipSync(archive).subarray(0, 60)],
    ['gzip of something else', gzipSync('x'.repeat(2000))],
    ['a wrong checksum', Buffer.concat([Buffer.from('y'), archive.subarray(1)])],
  ] as const)
    it(`are none in ${name}`, async () => assert.equal(await listLayer(layer, signal), 'notTar'));

  it('end where there are more entries than the limit', async () => {
    const one = tar([{ path: 'a' }]).subarray(0, 512);
    const bomb = gzipSync(Buffer.concat(Array.from({ length: 1100 }, () => one)));
    const files = await listLayer(bomb, signal, { entries: 1000, bytes: 2 ** 30 });
    assert.ok(typeof files === 'object');
    assert.equal(files.incomplete, 'tooMany');
    assert.equal(files.entries.length, 1000);
  });

  it('end where a bomb has unpacked to more than the limit', async () => {
    const bomb = gzipSync(
      tar([{ path: 'a' }, { path: 'zeros', content: Buffer.alloc(20 * 2 ** 20) }, { path: 'z' }]),
    );
    assert.ok(bomb.length < 100_000);
    const files = await listLayer(bomb, signal, { entries: 1000, bytes: 2 ** 20 });
    assert.ok(typeof files === 'object');
    assert.equal(files.incomplete, 'tooLarge');
    assert.deepEqual(
      files.entries.map(({ path }) => path),
      ['a', 'zeros'],
    );
  });

  it('are read up to 8 MiB', () =>
    assert.rejects(
      () =>
        readLayerFile(
          gzipSync(tar([{ path: 'big', content: Buffer.alloc(9 * 2 ** 20) }]), { level: 1 }),
          0,
          signal,
        ),
      (error) => Failure.is(error) && error.details.code === 'tooLarge',
    ));

  it('are missing when there is no such entry', () =>
    assert.rejects(
      () => readLayerFile(archive, 99, signal),
      (error) => Failure.is(error, 'missing'),
    ));

  it('are no longer read when the person gave up', async () => {
    const aborted = AbortSignal.abort();
    await assert.rejects(
      () => listLayer(archive, aborted),
      (error) => Failure.is(error, 'cancelled'),
    );
  });
});
