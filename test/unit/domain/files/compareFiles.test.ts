// What is different in two trees, against what git says of them: the trees are made, packed by GNU tar, and read as layers.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listLayer } from '../../../../src/catalog/images/layerFiles.ts';
import { changedFolders } from '../../../../src/domain/files/changedFolders.ts';
import { compareFiles, type FileChange } from '../../../../src/domain/files/compareFiles.ts';
import { mergeLayers, type FileNode } from '../../../../src/domain/files/mergedFiles.ts';

const older = `mkdir -p etc srv/app/dist usr/bin empty dir-to-file
echo a > etc/same; echo b > etc/changed; echo c > etc/gone; ln -s same etc/link; ln -s same etc/moved-link
echo d > srv/app/dist/old.js; echo e > srv/app/mode; echo f > file-to-link; echo x > dir-to-file/in; : > zero
seq 1 1000 > usr/bin/size; echo 12 > usr/bin/equal-size`;
const newer = `mkdir -p etc srv/app/dist usr/bin new/deep/er
echo a > etc/same; echo B > etc/changed; ln -s same etc/link; ln -s changed etc/moved-link
echo d > srv/app/dist/new.js; echo e > srv/app/mode; chmod +x srv/app/mode; ln -s etc file-to-link; echo y > dir-to-file; : > zero
seq 1 1001 > usr/bin/size; echo 21 > usr/bin/equal-size; touch -d 2001-01-01 etc/same; echo z > new/deep/er/file`;

describe('the files of two images', () => {
  let folder = '';
  before(() => (folder = mkdtempSync(join(tmpdir(), 'trees-'))));
  after(() => rmSync(folder, { recursive: true }));

  async function treeOf(name: string, script: string): Promise<FileNode> {
    execFileSync('sh', ['-ec', `mkdir ${folder}/${name}; cd ${folder}/${name}; ${script}`]);
    execFileSync('tar', ['-C', join(folder, name), '-cf', join(folder, `${name}.tar`), '.']);
    const listed = await listLayer(readFileSync(join(folder, `${name}.tar`)), new AbortController().signal, {
      hasHashes: true,
    });
    assert.ok(typeof listed === 'object');
    return mergeLayers([listed.entries]).root;
  }

  it('differ where git says so', async () => {
    const [one, other] = [await treeOf('one', older), await treeOf('other', newer)];
    const changes = compareFiles(one, other, () => false);
    const { stdout } = spawnSync(
      'git',
      ['diff', '--no-index', '--name-status', '--no-renames', 'one', 'other'],
      { cwd: folder, encoding: 'utf8' },
    );
    const words: Readonly<Record<string, FileChange['how']>> = {
      A: 'added',
      D: 'removed',
      M: 'changed',
      T: 'changed',
    };
    const expected = stdout
      .trimEnd()
      .split('\n')
      .map((line) => {
        const [letter = '', path = ''] = line.split('\t');
        return `${words[letter] ?? '?'} ${path.replace(/^(?:one|other)\//, '')}`;
      });
    assert.ok(expected.length >= 11);
    assert.deepEqual(changes.map(({ how, path }) => `${how} ${path}`).sort(), expected.sort());
    assert.deepEqual(
      compareFiles(one, one, () => false),
      [],
    );
  });

  it('are not compared where they are entries of one layer', async () => {
    const one = await treeOf('layer', 'echo x > a');
    let asked = 0;
    assert.deepEqual(
      compareFiles(one, one, () => (asked += 1) > 0),
      [],
    );
    assert.equal(asked, 1);
  });

  it('are a tree with the sums of what changed, whose folders with one folder in them are joined', () => {
    const change = (
      path: string,
      how: FileChange['how'],
      bytesBefore: number,
      bytesAfter: number,
    ): FileChange => ({ path, how, bytesBefore, bytesAfter });
    const tree = changedFolders([
      change('srv/app/a', 'added', 0, 10),
      change('srv/app/lib/b', 'changed', 10, 4),
      change('srv/app/lib/c', 'removed', 7, 0),
      change('top', 'changed', 1, 2),
    ]);
    const { added, changed, removed, larger, smaller } = tree;
    assert.deepEqual(
      { added, changed, removed, larger, smaller },
      { added: 1, changed: 2, removed: 1, larger: 11, smaller: 13 },
    );
    assert.deepEqual(
      tree.children.map(({ name }) => name),
      ['srv/app', 'top'],
    );
    assert.deepEqual(
      tree.children[0]?.children.map(({ name }) => name),
      ['lib', 'a'],
    );
  });
});
