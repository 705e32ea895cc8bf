// The merged files of images that umoci built, against what `umoci unpack` makes of them: paths, kinds, modes, sizes, link targets.
import assert from 'node:assert/strict';
import { lstat, mkdtemp, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { imageFiles } from '../../../src/catalog/files/imageFiles.ts';
import { keptListings } from '../../../src/catalog/files/keptListings.ts';
import { nameOfBytes } from '../../../src/catalog/images/tarHeader.ts';
import { layerReading } from '../../../src/catalog/images/layerReading.ts';
import { folderAt } from '../../../src/catalog/storage/folder.ts';
import { walkFiles } from '../../../src/domain/files/walkFiles.ts';
import type { FileNode } from '../../../src/domain/files/mergedFiles.ts';
import { startBox, type Box } from '../../gitlab/box.ts';
import { ImageBench, run } from '../images/imageBench.ts';
import { plantShop } from '../shop.ts';

const { signal } = new AbortController();

/** What is below a folder: `path kind mode size target`; names as bytes, since not all of them are text. */
async function unpackedRows(root: Buffer, path = ''): Promise<string[]> {
  const rows: string[] = [];
  for (const name of await readdir(root, { encoding: 'buffer' })) {
    const at = path === '' ? nameOfBytes(name) : `${path}/${nameOfBytes(name)}`;
    const file = Buffer.concat([root, Buffer.from('/'), name]);
    const stat = await lstat(file);
    const mode = (stat.mode & 0o7777).toString(8);
    if (stat.isSymbolicLink()) rows.push(`${at} link -> ${await readlink(file)}`);
    else if (stat.isDirectory()) rows.push(`${at} directory ${mode}`, ...(await unpackedRows(file, at)));
    else rows.push(`${at} file ${mode} ${stat.size}`);
  }
  return rows;
}

function mergedRows(root: FileNode): string[] {
  return [...walkFiles(root)].map(({ path, node }) => {
    const mode = (node.entry?.mode ?? 0o755).toString(8);
    if (node.kind === 'link') return `${path} link -> ${node.entry?.target ?? ''}`;
    if (node.kind === 'directory') return `${path} directory ${mode}`;
    return `${path} file ${mode} ${node.source?.entry.sizeBytes ?? 0}`;
  });
}

/** Each is a layer, made with GNU tar from what the shell leaves in an empty folder. */
const layers = [
  `mkdir -p etc usr/bin usr/lib opt/old/deep srv/data empty var/cache/apt
   echo one > etc/motd; echo two > etc/conf; ln -s usr/bin bin; ln -s ../usr/lib lib; ln -s loop2 loop1; ln -s loop1 loop2
   printf '#!/bin/sh\\n' > usr/bin/tool; chmod 4755 usr/bin/tool; ln usr/bin/tool usr/bin/other
   echo deep > opt/old/deep/file; echo keep > opt/keep; echo x > srv/data/x; echo y > srv/data/y; chmod 1777 srv
   seq 1 5000 > usr/lib/numbers; : > usr/lib/empty; head -c 3000 /dev/zero > var/cache/apt/pkgcache.bin
   echo café > "$(printf 'caf\\351')"; echo ü > ünï; echo s > 'with space'; echo b > 'back\\slash'
   mkdir -p "$(printf 'd%.0s' $(seq 200))/$(printf 'e%.0s' $(seq 200))/$(printf 'f%.0s' $(seq 200))"
   echo long > "$(printf 'd%.0s' $(seq 200))/$(printf 'e%.0s' $(seq 200))/$(printf 'f%.0s' $(seq 200))/g"`,
  `mkdir -p etc opt srv/data; echo changed > etc/conf; : > etc/.wh.motd; : > opt/.wh.old; echo new > opt/new
   : > srv/data/.wh..wh..opq; echo z > srv/data/z; mkdir empty; echo full > empty/now; : > .wh.ünï`,
  `mkdir -p opt usr; echo again > opt/old; echo folder > usr/file; mkdir -p newdir/sub; ln -s /opt/old newdir/sub/abs; chmod 700 newdir`,
];

for (const kind of ['metadataDatabase', 'legacy'] as const)
  describe(`the files of an image, ${kind} registry`, function () {
    this.timeout(120_000);
    let box: Box;
    let bench: ImageBench;
    let layout = '';

    before(async () => {
      box = await startBox({ kind, seed: plantShop });
      bench = await ImageBench.open(box);
      layout = join(await mkdtemp(join(bench.directory, 'oci-')), 'oci');
      await run('umoci', 'init', '--layout', layout);
      await run('umoci', 'new', '--image', `${layout}:files`);
      for (const script of layers) {
        const folder = await mkdtemp(join(bench.directory, 'layer-'));
        await run('sh', '-ec', `cd ${folder}; ${script}`);
        await run('tar', '--sort=name', '-C', folder, '-cf', `${folder}.tar`, '.');
        await run('umoci', 'raw', 'add-layer', '--image', `${layout}:files`, `${folder}.tar`);
      }
      await bench.push(`oci:${layout}:files`, 'files');
    });
    after(async () => {
      await box.close();
      await bench.close();
      assert.deepEqual(box.log.unknownRequests, []);
    });
    const open = (listings: string) => {
      const kept = keptListings(folderAt(join(bench.directory, listings)), 2 ** 26, (message) =>
        assert.fail(message),
      );
      return imageFiles(bench.images, layerReading(bench.images), kept);
    };
    const placeOf = async (source: ReturnType<typeof open>) => {
      const [image] = await source.platforms(bench.target('files'), 'files', signal);
      assert.ok(image);
      return { ...bench.target('files'), digest: image.digest };
    };

    it('are those that umoci unpacks, and have their contents', async () => {
      const unpacked = join(bench.directory, 'unpacked');
      await run('umoci', 'unpack', '--rootless', '--image', `${layout}:files`, unpacked);
      const source = open('one');
      const place = await placeOf(source);
      const { merged } = await source.open(place, signal);
      const rows = mergedRows(merged.root);
      const expected = await unpackedRows(Buffer.from(join(unpacked, 'rootfs')));
      assert.deepEqual([...rows].sort(), expected.sort());
      assert.equal(merged.odd, 0);
      for (const { path, node } of walkFiles(merged.root)) {
        if (node.kind !== 'file' || /[\udc80-\udcff]/.test(path)) continue;
        const content = await source.read(place, node, signal);
        assert.ok((await readFile(join(unpacked, 'rootfs', path))).equals(content), path);
      }
    });

    it('are read all at once with one request a layer, hard links too', async () => {
      const source = open('all');
      const place = await placeOf(source);
      const { merged } = await source.open(place, signal);
      const wanted = [...walkFiles(merged.root)].filter(({ node }) => node.kind === 'file');
      const got = new Map<string, number>();
      const cost = await bench.requests(() =>
        source.readAll(place, wanted, {
          signal,
          take: async ({ path, node }, content) => {
            assert.ok(content);
            assert.ok(content.length === (node.source?.entry.sizeBytes ?? 0));
            got.set(path, content.length);
            await Promise.resolve();
          },
        }),
      );
      assert.deepEqual([...got.keys()].sort(), wanted.map(({ path }) => path).sort());
      assert.ok(cost.length <= layers.length);
    });

    it('cost one request a layer, and none when they are opened again, in another session too', async () => {
      const first = open('two');
      const place = await placeOf(first);
      const before = open('three');
      const cost = await bench.requests(() => before.open(place, signal));
      assert.ok(cost.filter((path) => path.includes('/blobs/')).length <= layers.length + 1);
      assert.equal((await bench.requests(() => before.open(place, signal))).length, 0);
      const later = await bench.requests(async () => {
        const { readBytes } = await open('three').open(place, signal);
        assert.equal(readBytes, 0);
      });
      assert.equal(later.length, 0);
    });

    it('of two tags that share all but one layer cost the shared ones once', async () => {
      const folder = await mkdtemp(join(bench.directory, 'layer-'));
      await run('sh', '-ec', `echo more > ${folder}/more`);
      await run('tar', '-C', folder, '-cf', `${folder}.tar`, '.');
      await run('umoci', 'tag', '--image', `${layout}:files`, 'more');
      await run('umoci', 'raw', 'add-layer', '--image', `${layout}:more`, `${folder}.tar`);
      await bench.push(`oci:${layout}:more`, 'more');
      const source = open('shared');
      await source.open(await placeOf(source), signal);
      const [image] = await source.platforms(bench.target('more'), 'more', signal);
      assert.ok(image);
      const place = { ...bench.target('more'), digest: image.digest };
      const opened = await source.open(place, signal);
      const own = opened.layers.at(-1);
      assert.equal(opened.layers.length, layers.length + 1);
      assert.equal(opened.readBytes, own?.sizeBytes);
    });

    it('can be given up while they are listed', async () => {
      const source = open('four');
      const place = await placeOf(source);
      const controller = new AbortController();
      const opening = source.open(place, controller.signal, () => controller.abort());
      controller.abort();
      await assert.rejects(opening, { reason: 'cancelled' });
    });
  });
