import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { listLayer } from '../../src/catalog/images/layerFiles.ts';
import { temporaryFolder } from '../vscode/temporaryFolder.ts';
import { ratio, timed, type Figure } from './figures.ts';

const entries = 64;
const entryMiB = 16;
/** A list of a layer of any size takes no more than this beside what was there. */
const mostHeapMiB = 64;

/**
 * A layer of 1 GiB that gzip packed, listed from its stream: bytes read, the highest heap (with the buffers outside of it), and time against
 * `zcat | tar t` of the same file in the same run.
 */
export async function measureLayers(): Promise<Figure> {
  const folder = temporaryFolder('layers');
  try {
    const path = join(folder.path, 'layer.tar.gz');
    // One file that is all there is, under 64 names: GNU tar writes its content each time.
    const make = `truncate -s ${entryMiB}M big && tar -c --hard-dereference $(for at in $(seq ${entries}); do echo big; done) | gzip -1 > layer.tar.gz`;
    execFileSync('sh', ['-c', make], { cwd: folder.path });
    const packed = (await stat(path)).size;
    let peak = 0;
    const memory = (): number => {
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    };
    globalThis.gc?.();
    const before = memory();
    const watch = setInterval(() => (peak = Math.max(peak, memory())), 20);
    const { signal } = new AbortController();
    const ours = await timed(() => listLayer(createReadStream(path), signal));
    clearInterval(watch);
    const theirs = await timed(() =>
      Promise.resolve(
        execFileSync('sh', ['-c', 'zcat layer.tar.gz | tar t | wc -l'], {
          cwd: folder.path,
          encoding: 'utf8',
        }),
      ),
    );
    assert.ok(typeof ours.value === 'object' && ours.value.entries.length === Number(theirs.value.trim()));
    const peakMiB = Math.round((peak - before) / 2 ** 20);
    return {
      key: 'layers.gibibyte',
      value: {
        bytesRead: packed,
        unpackedBytes: ours.value.unpackedBytes ?? 0,
        peakHeapMiB: peakMiB,
        oursMs: ours.ms,
        zcatTarMs: theirs.ms,
        toZcatTar: ratio(ours.ms / theirs.ms),
      },
      bound: `1 GiB listed with at most ${mostHeapMiB} MiB more, and its bytes read once`,
      isMet: peakMiB <= mostHeapMiB,
    };
  } finally {
    folder.remove();
  }
}
