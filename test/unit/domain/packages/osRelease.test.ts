// The names of operating systems, as a shell reads them out of the same file.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOsRelease } from '../../../../src/domain/packages/osRelease.ts';

const files: readonly string[] = [
  'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\n',
  "NAME='Single quoted'\nPRETTY_NAME='It is $HOME'\n",
  'PRETTY_NAME="with \\"quotes\\", a \\$ and \\\\"\n',
  'PRETTY_NAME=plain\n# PRETTY_NAME=comment\n\nID=x\n',
  'PRETTY_NAME=a\\ b\nPRETTY_NAME="the last one counts"\n',
];

describe('the operating system of an image', () => {
  const folder = mkdtempSync(join(tmpdir(), 'release-'));
  after(() => rmSync(folder, { recursive: true }));

  for (const [at, text] of files.entries())
    it(`is what a shell reads: ${at + 1}`, () => {
      const file = join(folder, 'os-release');
      writeFileSync(file, text);
      const told = execFileSync('sh', ['-c', `. ${file}; printf %s "$PRETTY_NAME"`], { encoding: 'utf8' });
      assert.equal(readOsRelease(text)?.name, told);
    });

  it('is made of its parts where it has no pretty name, and unknown without any', () => {
    assert.equal(readOsRelease('NAME="Box Linux"\nVERSION="3 (Cube)"\n')?.name, 'Box Linux 3 (Cube)');
    assert.equal(readOsRelease('ID=box\n')?.name, 'box');
    for (const text of ['', 'x', 'HOME_URL=https://example.com', '\0'])
      assert.equal(readOsRelease(text), undefined);
  });

  // Source: os-release(5), SUPPORT_END=.
  it('is supported until the day that it states, if it is one', () => {
    assert.equal(readOsRelease('ID=a\nSUPPORT_END=2028-06-30\n')?.supportEnd, '2028-06-30');
    assert.equal(readOsRelease('ID=a\nSUPPORT_END="soon"\n')?.supportEnd, undefined);
  });
});
