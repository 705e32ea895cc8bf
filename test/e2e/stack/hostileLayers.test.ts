// Layers that mean harm, or look like it: packed by GNU tar and Python's tarfile, merged as a container engine would, saved by names.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listLayer } from '../../../src/catalog/images/layerFiles.ts';
import { findFile, mergeLayers, type MergedFiles } from '../../../src/domain/files/mergedFiles.ts';
import { safeNames } from '../../../src/domain/files/safeNames.ts';
import { walkFiles } from '../../../src/domain/files/walkFiles.ts';
import type { TarEntry } from '../../../src/domain/images/tarEntry.ts';

const { signal } = new AbortController();
const entry = (path: string, more: Partial<TarEntry> = {}): TarEntry => ({
  index: 0,
  path,
  kind: 'file',
  sizeBytes: 1,
  mode: 0o644,
  uid: 0,
  gid: 0,
  modifiedAt: 0,
  ...more,
});
const link = (path: string, target: string): TarEntry => entry(path, { kind: 'link', target });
const pathsOf = ({ root }: MergedFiles): readonly string[] => [...walkFiles(root)].map(({ path }) => path);

describe('a hostile image', () => {
  let folder = '';
  before(() => (folder = mkdtempSync(join(tmpdir(), 'hostile-'))));
  after(() => rmSync(folder, { recursive: true }));

  /** A layer that Python's tarfile writes: it takes any name. */
  async function packed(script: string): Promise<readonly TarEntry[]> {
    const file = join(folder, 'layer.tar');
    const head = `import tarfile, io
t = tarfile.open(${JSON.stringify(file)}, 'w', format=tarfile.PAX_FORMAT)
def f(name, data=b'x'):
  i = tarfile.TarInfo(name); i.size = len(data); t.addfile(i, io.BytesIO(data))
def l(name, target, kind=tarfile.SYMTYPE):
  i = tarfile.TarInfo(name); i.type = kind; i.linkname = target; t.addfile(i)
`;
    execFileSync('python3', ['-c', `${head}${script}\nt.close()`]);
    const listed = await listLayer(readFileSync(file), signal, { hasHashes: true });
    assert.ok(typeof listed === 'object');
    return listed.entries;
  }

  it('has no file outside its root, whatever its names say', async () => {
    const entries = await packed(
      `f('../../outside'); f('/absolute'); f('a/../../../b'); f('./c/./d//e'); f('..'); f('.'); f('/')`,
    );
    const merged = mergeLayers([entries]);
    assert.deepEqual(
      pathsOf(merged).filter((path) => path.split('/').some((name) => ['', '.', '..'].includes(name))),
      [],
    );
    for (const path of ['outside', 'absolute', 'b', 'c/d/e'])
      assert.equal(findFile(merged.root, path)?.kind, 'file', path);
  });

  it('has links that stay inside, wherever they point, and none that lead to themselves', async () => {
    const entries = await packed(
      `f('etc/passwd'); l('up', '../../../../etc'); l('abs', '/etc'); l('loop1', 'loop2'); l('loop2', 'loop1'); l('self', 'self'); f('loop1/x'); f('up/new')`,
    );
    const merged = mergeLayers([entries]);
    assert.equal(findFile(merged.root, 'up/passwd'), findFile(merged.root, 'etc/passwd'));
    assert.equal(findFile(merged.root, 'abs/passwd'), findFile(merged.root, 'etc/passwd'));
    assert.equal(findFile(merged.root, 'etc/new')?.kind, 'file');
    for (const path of ['loop1', 'self', 'loop1/x'])
      assert.equal(findFile(merged.root, path), undefined, path);
    assert.equal(merged.odd, 1);
  });

  it('has hard links to what is there only', async () => {
    const entries = await packed(
      `l('h', 'nothing', tarfile.LNKTYPE); l('i', '../../../etc/shadow', tarfile.LNKTYPE); f('x'); l('y', 'x', tarfile.LNKTYPE); l('z', 'z', tarfile.LNKTYPE)`,
    );
    const merged = mergeLayers([entries]);
    assert.deepEqual(pathsOf(merged), ['x', 'y']);
    assert.equal(merged.odd, 3);
  });

  it('ends where links ask for endless work, and what is left out is counted', () => {
    const wide = Array.from({ length: 1000 }, () => 'd').join('/');
    const folders = [entry(wide, { kind: 'directory' }), link('l', wide)];
    const chain = Array.from({ length: 39 }, (_, at) =>
      link(`l${at}`, at === 0 ? wide : `l${at - 1}/${'../'.repeat(990)}`),
    );
    const many = Array.from({ length: 20_000 }, (_, at) => entry(`l38/${at}`));
    const merged = mergeLayers([[...folders, ...chain, ...many]]);
    assert.ok(merged.odd > 0);
  });

  it('has folders no deeper than a path is long, also where links lead deeper and deeper', () => {
    const deep = Array.from({ length: 2000 }, () => 'd').join('/');
    const layers = Array.from({ length: 10 }, (_, at) => {
      const own = at === 0 ? '' : `l${at - 1}/`;
      return [entry(`${own}${deep}`, { kind: 'directory' }), link(`l${at}`, `${own}${deep}`)];
    });
    const merged = mergeLayers([...layers, [entry('.wh.d', { kind: 'whiteout' })]]);
    assert.ok(Math.max(0, ...pathsOf(merged).map((path) => path.split('/').length)) <= 2049);
  });

  it('has names as bytes, also those that differ by case or are no text, and each is saved under a name of its own', async () => {
    const entries = await packed(
      `f('A'); f('a'); f('con'); f('x:y'); f('tail. '); f(b'caf\\xe9'.decode('utf8', 'surrogateescape')); f('e\\u0301'); f('\\u00e9')`,
    );
    const merged = mergeLayers([entries]);
    const names = [...(merged.root.children?.keys() ?? [])];
    assert.equal(names.length, 8);
    const saved = safeNames(names);
    assert.equal(new Set(saved.map((name) => name.normalize('NFC').toLowerCase())).size, 8);
    for (const name of saved) assert.doesNotMatch(name, /[/\\:]|^\.\.?$|[. ]$/);
  });

  it('may have 200,000 files, devices, and a path of 4,000 bytes', async () => {
    const entries = await packed(`
for n in range(200000): f('d%d/f%d' % (n // 1000, n), b'')
f('/'.join(['p' * 99] * 40))
i = tarfile.TarInfo('dev/null'); i.type = tarfile.CHRTYPE; i.devmajor = 1; i.devminor = 3; t.addfile(i)
i = tarfile.TarInfo('dev/pipe'); i.type = tarfile.FIFOTYPE; t.addfile(i)`);
    const merged = mergeLayers([entries]);
    const files = pathsOf(merged);
    assert.equal(files.filter((path) => /^d\d+\/f\d+$/.test(path)).length, 200_000);
    assert.ok(files.some((path) => path.length === 3999));
    assert.deepEqual(
      [findFile(merged.root, 'dev/null')?.kind, findFile(merged.root, 'dev/pipe')?.entry?.device],
      ['device', 'fifo'],
    );
    assert.equal(merged.odd, 0);
  });

  it('with ten million entries ends at the limit, and says so', async () => {
    const block = Buffer.alloc(512);
    block.write('x', 0);
    block.write('0000644\0', 100);
    block.write('00000000000\0', 124);
    block.write('0', 156);
    block.write('        ', 148);
    block.write(
      `${block
        .reduce((sum, byte) => sum + byte, 0)
        .toString(8)
        .padStart(6, '0')}\0 `,
      148,
    );
    const piece = Buffer.concat(Array.from({ length: 2000 }, () => block));
    let handed = 0;
    async function* source(): AsyncGenerator<Uint8Array> {
      for (; handed < 5000; handed += 1) {
        await Promise.resolve();
        yield piece;
      }
    }
    const listed = await listLayer(source(), signal);
    assert.ok(typeof listed === 'object');
    assert.equal(listed.incomplete, 'tooMany');
    assert.ok(listed.entries.length <= 500_000 && handed < 300);
  });
});
