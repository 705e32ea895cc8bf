// Data from zstd(1) 1.5.4; layers that skopeo compressed are in the e2e test of images.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listLayer, readLayerFile } from '../../../../src/catalog/images/layerFiles.ts';
import { hasNativeZstd } from '../../../../src/catalog/images/nativeZstd.ts';
import { unzstd, ZstdError } from '../../../../src/catalog/images/zstd.ts';
import field from '../../../fixtures/layers/field.json' with { type: 'json' };

/** `zstd -3` of a tar with `etc/motd`, 4.5 MiB of zeros, and `last`: more blocks than are unpacked at once. */
const layer = Buffer.from(
  [
    'KLUv/YRYADBIAEQDANQDZXRjL21vdGQAMDAwMDY0NDAwMDAwMDYAADAwNzQwMgAgMAB1c3RhcgAwaGVsbG8KAHplcm9zADIyMDAy',
    'NA8A/fkgB2NAHYAXXDhADsOCqdgD1SBAAfGG1ACQHIgABg1wrFwGJ3AEAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAAC',
    'ABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAA',
    'AgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEABNAgC0AgBsYXN0ADAwMDA2NDQwMDAwMDAzAAAwMDY2MjQAIDAAdXN0YXIA',
    'MGVuZAAKAPkH8AQBCog3pAaA5EAEMGiAY+UyDCbl7wdsfjWjLA==',
  ].join(''),
  'base64',
);
/** A frame that only says something about the others; as `zstd:chunked` has them. */
const skippable = Buffer.from('502a4d1804000000aabbccdd', 'hex');
const { signal } = new AbortController();

async function unpacked(
  data: Uint8Array | AsyncIterable<Uint8Array>,
): Promise<{ readonly bytes: number; readonly largest: number }> {
  let [bytes, largest] = [0, 0];
  for await (const piece of unzstd(data)) {
    bytes += piece.length;
    largest = Math.max(largest, piece.length);
  }
  return { bytes, largest };
}
const problem = (expected: ZstdError['problem']) => (error: unknown) =>
  error instanceof ZstdError && error.problem === expected;

describe('zstd data', () => {
  it('is unpacked piece by piece, whatever frames it has', async () => {
    assert.deepEqual(await unpacked(layer), { bytes: 4730880, largest: 128 * 1024 });
    const twice = Buffer.concat([skippable, layer, skippable, layer, skippable]);
    assert.equal((await unpacked(twice)).bytes, 2 * 4730880);
    assert.equal((await unpacked(new Uint8Array(0))).bytes, 0);
  });

  it('of a layer is listed and read, and its unpacked size is known', async () => {
    for (const data of [layer, Buffer.concat([skippable, layer])]) {
      const files = await listLayer(data, signal);
      assert.ok(typeof files === 'object');
      assert.deepEqual(
        files.entries.map(({ path, sizeBytes }) => [path, sizeBytes]),
        [
          ['etc/motd', 6],
          ['zeros', 4718592],
          ['last', 3],
        ],
      );
      assert.equal(files.unpackedBytes, 4730880);
      assert.equal(Buffer.from(await readLayerFile(data, 2, signal)).toString(), 'end');
    }
  });

  it('that breaks off anywhere, or is something else, is damaged', async () => {
    for (const end of [4, 5, 8, 11, 40, layer.length - 5, layer.length - 1])
      await assert.rejects(unpacked(layer.subarray(0, end)), problem('damaged'), `${end} bytes`);
    await assert.rejects(unpacked(Buffer.from('no zstd data at all')), problem('damaged'));
    assert.equal(await listLayer(layer.subarray(0, 40), signal), 'notTar');
  });

  it('that asks for more memory than 128 MiB is refused before any is taken', async () => {
    // A window of 2 GiB, as `zstd --long=31` writes it; then 1 GiB in a single segment.
    for (const header of ['28b52ffd04a8', '28b52ffda000000040']) {
      const data = Buffer.concat([Buffer.from(header, 'hex'), Buffer.from([1, 0, 0, 0, 0, 0, 0])]);
      await assert.rejects(unpacked(data), problem('window'));
      assert.equal(await listLayer(data, signal), 'zstd');
    }
  });

  it('that unpacks to more than the limit ends there, and when the person gives up', async () => {
    const files = await listLayer(layer, signal, { entries: 1000, bytes: 2 ** 20 });
    assert.ok(typeof files === 'object');
    assert.equal(files.incomplete, 'tooLarge');
    assert.equal(files.unpackedBytes, undefined);
    const controller = new AbortController();
    const listing = listLayer(Buffer.concat(Array.from({ length: 50 }, () => layer)), controller.signal);
    controller.abort();
    await assert.rejects(listing, { reason: 'cancelled' });
  });

  it('of frames that pzstd, and zstd at many levels, wrote is what they were given', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'zstd-'));
    const words = Array.from({ length: 30_000 }, (_, at) => `${(at * 7919) % 997} lorem ${at % 83}`);
    const source = Buffer.concat([
      Buffer.from(words.join(' ')),
      randomBytes(150_000),
      Buffer.alloc(1_000_000),
    ]);
    const path = join(directory, 'source');
    writeFileSync(path, source);
    try {
      execFileSync('pzstd', ['-q', '-p', '4', '-o', `${path}.pzst`, path]);
      const levels = [['-1'], ['-6', '--no-check'], ['-15'], ['--fast=5'], ['--long=27'], ['--ultra', '-20']];
      const packed = levels.flatMap((options) => [
        execFileSync('zstd', [...options, '-c', path]),
        // From a pipe its size is unknown, and the window is told.
        execFileSync('zstd', [...options, '-c'], { input: source }),
      ]);
      for (const data of [readFileSync(`${path}.pzst`), ...packed]) {
        const twice = Buffer.concat([data, skippable, data]);
        for (const size of [twice.length, 10_007]) {
          const hash = createHash('sha256');
          for await (const piece of unzstd(inPieces(twice, size))) hash.update(piece);
          const expected = createHash('sha256').update(source).update(source).digest('hex');
          assert.equal(hash.digest('hex'), expected);
        }
      }
    } finally {
      rmSync(directory, { recursive: true });
    }
  }).timeout(120_000);

  // `zstd --long=27`, or `--ultra -22`: the largest window that zstd(1) unpacks without being told to.
  it('with a window of 128 MiB is unpacked where Node can, and refused as that elsewhere', async () => {
    const seldom = randomBytes(200_000);
    const source = Buffer.concat([seldom, Buffer.alloc(100 * 2 ** 20), seldom, Buffer.from('end')]);
    const packed = execFileSync('zstd', ['-3', '--long=27', '-c'], { input: source, maxBuffer: 2 ** 26 });
    // What stands in front is found again, 100 MiB later.
    assert.ok(packed.length < 1.5 * seldom.length);
    const twice = Buffer.concat([packed, skippable, packed]);
    if (!hasNativeZstd) {
      await assert.rejects(unpacked(twice), problem('window'));
      return;
    }
    const hash = createHash('sha256');
    let largest = 0;
    for await (const piece of unzstd(inPieces(twice, 50_021))) {
      hash.update(piece);
      largest = Math.max(largest, piece.length);
    }
    assert.equal(hash.digest('hex'), createHash('sha256').update(source).update(source).digest('hex'));
    assert.ok(largest <= 128 * 1024);
    await assert.rejects(unpacked(packed.subarray(0, -1)), problem('damaged'));
    const spoilt = Buffer.from(packed);
    spoilt.fill(0xff, 100_000, 100_100);
    await assert.rejects(unpacked(spoilt), problem('damaged'));
    const away = async function* (): AsyncGenerator<Uint8Array> {
      await Promise.resolve();
      yield packed.subarray(0, 1000);
      throw new Error('the network is gone');
    };
    await assert.rejects(unpacked(away()), /the network is gone/);
  }).timeout(120_000);

  it('of a public report, in which each file is a frame, is listed to its end', async () => {
    const data = Buffer.from(field.zstdOfManyFrames, 'base64');
    for (const size of [1, 100, data.length]) {
      const files = await listLayer(inPieces(data, size), signal);
      assert.ok(typeof files === 'object');
      assert.deepEqual(
        files.entries.map(({ path, target }) => path + (target === undefined ? '' : ` -> ${target}`)),
        ['etc/motd', 'etc/link -> motd', 'etc/zz'],
      );
      assert.equal(files.unpackedBytes, 10_240);
    }
  });
});

async function* inPieces(data: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < data.length; at += size) {
    await Promise.resolve();
    yield data.subarray(at, at + size);
  }
}
