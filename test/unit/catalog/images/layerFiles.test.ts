// Also covers the readers of tar. Archives come from tar(1) where it has a say, else from the writer of the box.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { TarEntry } from '../../../../src/domain/images/tarEntry.ts';
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
/** Without owner, mode and time, which are compared with tar(1) elsewhere. */
const plainly = ({ index, path, kind, sizeBytes, target }: TarEntry) => ({
  index,
  path,
  kind,
  sizeBytes,
  ...(target === undefined ? {} : { target }),
});
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
      const { entries } = await list(layer);
      assert.deepEqual(entries.map(plainly), [
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
      const content: number[] = [];
      const reader = new TarReader(({ index, path }) => {
        paths.push(path);
        const taker = { take: (piece: Uint8Array) => content.push(...piece), end: () => undefined };
        return index === 1 ? taker : undefined;
      });
      for (let at = 0; at < archive.length; at += size) reader.push(archive.subarray(at, at + size));
      reader.end();
      assert.equal(paths.length, 5, `pieces of ${size}`);
      assert.equal(Buffer.from(content).toString(), 'hello\n');
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

  it('are all there in gzip of several members, wherever it is cut, and with zeros behind it', async () => {
    const members = Buffer.concat([gzipSync(archive.subarray(0, 700)), gzipSync(archive.subarray(700))]);
    const expected = execFileSync('tar', ['-tzf', '-'], { input: members, encoding: 'utf8' });
    for (const layer of [members, Buffer.concat([members, Buffer.alloc(2000)])])
      for (const size of [1, 13, 64, layer.length]) {
        const seen: number[] = [];
        const pieces = async function* (): AsyncGenerator<Uint8Array> {
          for (let at = 0; at < layer.length; at += size) {
            await Promise.resolve();
            seen.push(size);
            yield layer.subarray(at, at + size);
          }
        };
        const files = await listLayer(pieces(), signal);
        assert.ok(typeof files === 'object');
        assert.deepEqual(
          files.entries.map(({ path }) => path),
          expected.trim().split('\n'),
        );
        assert.equal(files.unpackedBytes, archive.length);
        assert.equal(seen.length, Math.ceil(layer.length / size), 'its digest needs all of it');
      }
  });

  it('are none, and no failure, in an empty layer', async () => {
    for (const empty of [Buffer.alloc(0), Buffer.alloc(1024), gzipSync(Buffer.alloc(10_240)), gzipSync('')])
      assert.deepEqual((await list(empty)).entries, []);
  });

  it('have the owners, modes and times that tar shows', async () => {
    const layer = readFileSync(new URL('../../../fixtures/layers/small.tar.gz', import.meta.url));
    const args = ['--numeric-owner', '--utc', '--full-time', '-tvzf', '-'];
    const shown = execFileSync('tar', args, {
      input: layer,
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
    });
    const letters = { file: '-', directory: 'd', link: 'l', hardLink: 'h', device: '?', whiteout: '-' };
    const rows = (await list(layer)).entries.map((entry) => {
      const date = new Date(entry.modifiedAt * 1000).toISOString().replace('T', ' ').slice(0, 19);
      const arrow = { link: ` -> ${entry.target ?? ''}`, hardLink: ` link to ${entry.target ?? ''}` };
      const end = entry.kind === 'link' || entry.kind === 'hardLink' ? arrow[entry.kind] : '';
      return `${letters[entry.kind]} ${entry.uid}/${entry.gid} ${entry.sizeBytes} ${date} ${entry.path}${end}`;
    });
    const plain = shown
      .trim()
      .split('\n')
      .map((row) => row.replace(/\s+/g, ' ').replace(/^(.)\S+/, '$1'));
    assert.deepEqual(rows, plain);
  });

  it('with longer names than any file system has are counted and left out', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'long-'));
    for (const name of ['a', 'b', 'z']) writeFileSync(join(directory, name), name);
    try {
      for (const [length, longNames] of [
        [4090, undefined],
        [5000, 1],
      ] as const) {
        const transform = `s,^b,${'n/'.repeat(length / 2)}b,`;
        const args = ['-C', directory, '--format=pax', '--transform', transform, '-cf', '-', 'a', 'b', 'z'];
        const files = await list(execFileSync('tar', args));
        assert.equal(files.longNames, longNames);
        const lengths = files.entries.map(({ path }) => path.length);
        assert.deepEqual(lengths, longNames === undefined ? [1, length + 1, 1] : [1, 1]);
      }
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('never lose a byte of a name that is no UTF-8', async () => {
    const layer = tar([{ path: 'caf?' }, { path: 'caf!' }]);
    layer[layer.indexOf('?')] = 0xe9;
    layer[layer.indexOf('!')] = 0xe8;
    for (const at of [0, 512]) fixChecksum(layer.subarray(at, at + 512));
    assert.deepEqual(
      (await list(layer)).entries.map(({ path }) => path),
      ['caf\udce9', 'caf\udce8'],
    );
  });

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

  it('are read up to 64 MiB', () =>
    assert.rejects(
      () =>
        readLayerFile(
          gzipSync(tar([{ path: 'big', content: Buffer.alloc(65 * 2 ** 20) }]), { level: 1 }),
          0,
          signal,
        ),
      (error) => Failure.is(error) && error.details.code === 'largeFile',
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

/** Source: POSIX pax, `chksum`: the sum of all bytes, as if its own were spaces. */
function fixChecksum(header: Uint8Array): void {
  header.fill(0x20, 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  Buffer.from(`${sum.toString(8).padStart(6, '0')}\0 `).copy(header, 148);
}
