// Cases of the OCI image specification, layer.md; with umoci it is compared in test/e2e/stack/imageFiles.test.ts.
import assert from 'node:assert/strict';
import { findFile, mergeLayers, type MergedFiles } from '../../../../src/domain/files/mergedFiles.ts';
import { walkFiles } from '../../../../src/domain/files/walkFiles.ts';
import { wasteReport } from '../../../../src/domain/files/wasteReport.ts';
import type { TarEntry, TarEntryKind } from '../../../../src/domain/images/tarEntry.ts';

/** `path`, `path/`, `path -> link`, `path => hard link`, with a size behind a space. */
function layer(...texts: readonly string[]): readonly TarEntry[] {
  return texts.map((text, index): TarEntry => {
    const [path = '', target] = text.split(/ [-=]> /);
    const [name = '', size = '0'] = path.split(' ');
    const kind: TarEntryKind = text.includes(' -> ')
      ? 'link'
      : text.includes(' => ')
        ? 'hardLink'
        : name.endsWith('/')
          ? 'directory'
          : 'file';
    const more = target === undefined ? {} : { target };
    const facts = { mode: 0o644, uid: 0, gid: 0, modifiedAt: 0 };
    return { index, path: name, kind, sizeBytes: Number(size), ...facts, ...more };
  });
}
const paths = ({ root }: MergedFiles): readonly string[] =>
  [...walkFiles(root)].map(({ path, node }) => path + (node.children === undefined ? '' : '/'));

describe('The layers of an image', () => {
  it('are one file system, in which the upper one wins', () => {
    const merged = mergeLayers([layer('a/', 'a/b 1', 'a/c 2'), layer('a/c 5', 'd 3')]);
    assert.deepEqual(paths(merged), ['a/', 'a/b', 'a/c', 'd']);
    assert.equal(findFile(merged.root, 'a/c')?.source?.layer, 1);
    assert.deepEqual(merged.wasted, [{ path: 'a/c', bytes: 2, layer: 0, by: 1, how: 'replaced' }]);
    assert.deepEqual(merged.layers, [
      { added: 3, changed: 0, removed: 0, bytes: 3 },
      { added: 1, changed: 1, removed: 0, bytes: 8 },
    ]);
  });

  it('delete what whiteouts name, in lower layers only', () => {
    const merged = mergeLayers([
      layer('a/', 'a/b 1', 'a/sub/', 'a/sub/c 2', 'keep 1'),
      layer('a/.wh.b', 'a/.wh.sub', 'a/sub/new 1', 'keep 2', '.wh.keep'),
    ]);
    assert.deepEqual(paths(merged), ['a/', 'a/sub/', 'a/sub/new', 'keep']);
  });

  it('hide everything below an opaque folder but what the same layer put there, before or after', () => {
    const below = layer('a/', 'a/b 1', 'a/sub/', 'a/sub/c 2');
    for (const upper of [layer('a/', 'a/new 1', 'a/.wh..wh..opq'), layer('a/', 'a/.wh..wh..opq', 'a/new 1')])
      assert.deepEqual(paths(mergeLayers([below, upper])), ['a/', 'a/new']);
  });

  it('make files of folders and the other way round', () => {
    const merged = mergeLayers([layer('a/', 'a/b 1', 'c 1'), layer('a 2', 'c/', 'c/d 1')]);
    assert.deepEqual(paths(merged), ['a', 'c/', 'c/d']);
  });

  it('have hard links across layers, which share their content', () => {
    const merged = mergeLayers([layer('a 7'), layer('b => a', 'c => nowhere')]);
    assert.deepEqual(paths(merged), ['a', 'b']);
    const [one, two] = ['a', 'b'].map((path) => findFile(merged.root, path)?.source);
    assert.equal(one, two);
    assert.equal(merged.odd, 1);
  });

  it('follow links to folders inside the root, and loops and `..` lead nowhere else', () => {
    const merged = mergeLayers([
      layer('usr/bin/', 'bin -> usr/bin', 'up -> ../../usr', 'x -> y', 'y -> x', '../../out 1'),
      layer('bin/sh 1', 'up/lib 1', 'x/lost 1'),
    ]);
    assert.deepEqual(
      paths(merged).filter((path) => !/^(?:x|y|up|bin)$/.test(path)),
      ['out', 'usr/', 'usr/bin/', 'usr/bin/sh', 'usr/lib'],
    );
    assert.equal(merged.odd, 1);
    assert.equal(findFile(merged.root, 'bin/sh')?.name, 'sh');
    assert.equal(findFile(merged.root, 'x'), undefined);
    assert.equal(findFile(merged.root, '../../../usr/lib')?.name, 'lib');
  });

  it('tell their waste: what is hidden, stored twice, and left behind by package managers', () => {
    const twice = (path: string, index: number): TarEntry => ({
      ...(layer(`${path} 5000`)[0] as TarEntry),
      index,
      contentHash: 'same',
    });
    const merged = mergeLayers([
      [...layer('big 900', 'var/cache/apt/pkgcache.bin 100'), twice('one', 9)],
      [...layer('.wh.big'), twice('two', 9), ...layer('three => two')],
    ]);
    const report = wasteReport(merged);
    assert.equal(report.totalBytes, 900 + 100 + 10_000);
    assert.equal(report.wastedBytes, 900);
    assert.equal(report.efficiency, 10_100 / 11_000);
    assert.deepEqual(
      report.worst.map(({ path, how }) => [path, how]),
      [['big', 'removed']],
    );
    assert.deepEqual(
      report.repeated.map(({ paths: all }) => [...all].sort()),
      [['one', 'three']],
    );
    assert.deepEqual(report.caches, [{ path: 'var/cache/apt', bytes: 100, layer: 0 }]);
    assert.equal(wasteReport(mergeLayers([])).efficiency, 1);
  });

  it('of a million levels or links end', () => {
    const deep = `${'d/'.repeat(2000)}f 1`;
    const merged = mergeLayers([layer(deep), layer('.wh.d')]);
    assert.deepEqual(paths(merged), []);
    const links = Array.from({ length: 5000 }, (_, at) => `l${at} -> l${at + 1}`);
    assert.equal(findFile(mergeLayers([layer(...links)]).root, 'l0'), undefined);
  });
});
