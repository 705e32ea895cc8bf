// Modes as GNU ls prints them: real files are made, and ls is asked.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesBelow, modeText, ownerText } from '../../../../src/domain/files/fileText.ts';
import { findFile, mergeLayers, type FileNode } from '../../../../src/domain/files/mergedFiles.ts';
import type { TarEntry } from '../../../../src/domain/images/tarEntry.ts';

let index = 0;
function entry(path: string, more: Partial<TarEntry> = {}): TarEntry {
  index += 1;
  return { index, path, kind: 'file', sizeBytes: 0, mode: 0o644, uid: 0, gid: 0, modifiedAt: 0, ...more };
}
function nodeOf(one: TarEntry): FileNode {
  const node = findFile(mergeLayers([[one]]).root, one.path, false);
  assert.ok(node);
  return node;
}

describe('what a file is, in text', () => {
  const folder = mkdtempSync(join(tmpdir(), 'modes-'));
  after(() => rmSync(folder, { recursive: true }));
  const listed = (path: string): string =>
    execFileSync('ls', ['-ld', path], { encoding: 'utf8' }).slice(0, 10);

  for (const mode of [0o644, 0o755, 0o4755, 0o4644, 0o2755, 0o2645, 0o1777, 0o1776, 0o7777, 0, 0o421])
    it(`has the mode ${mode.toString(8)} as ls prints it, of files and of folders`, () => {
      const file = join(folder, `f${mode}`);
      writeFileSync(file, '');
      chmodSync(file, mode);
      assert.equal(modeText(nodeOf(entry('f', { mode }))), listed(file));
      const directory = join(folder, `d${mode}`);
      mkdirSync(directory);
      chmodSync(directory, mode);
      assert.equal(modeText(nodeOf(entry('d', { mode, kind: 'directory' }))), listed(directory));
      chmodSync(directory, 0o700);
    });

  it('tells links and devices from files', () => {
    const link = join(folder, 'link');
    symlinkSync('x', link);
    assert.equal(modeText(nodeOf(entry('l', { kind: 'link', target: 'x', mode: 0o777 }))), listed(link));
    const device = nodeOf(entry('null', { kind: 'device', device: 'character', mode: 0o666 }));
    assert.equal(modeText(device), listed('/dev/null'));
  });

  it('has an owner by number, and by name where there is one', () => {
    assert.equal(ownerText(nodeOf(entry('a', { uid: 5, gid: 6 }))), '5:6');
    assert.equal(
      ownerText(nodeOf(entry('a', { owner: 'root', group: 'shadow', gid: 42 }))),
      'root:shadow (0:42)',
    );
    assert.equal(ownerText(nodeOf(entry('a', { owner: 'root', gid: 42 }))), 'root:42 (0:42)');
  });

  it('is as large as all below it', () => {
    const layer = [
      entry('a/b/c', { sizeBytes: 5 }),
      entry('a/d', { sizeBytes: 7 }),
      entry('e', { sizeBytes: 1 }),
    ];
    const { root } = mergeLayers([layer]);
    const known = new WeakMap<FileNode, number>();
    assert.equal(bytesBelow(root, known), 13);
    assert.equal(bytesBelow(root.children?.get('a') ?? root, known), 12);
  });
});
