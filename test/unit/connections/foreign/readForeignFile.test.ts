import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readForeignFile, type ForeignFile } from '../../../../src/connections/foreign/readForeignFile.ts';
import { temporaryFolder } from '../../../vscode/temporaryFolder.ts';

const onPosix = process.platform === 'win32' ? describe.skip : describe;

onPosix('A file of another tool', () => {
  const folder = temporaryFolder('foreign-files');
  const home = join(folder.path, 'home');
  const at = (name: string): string => join(home, name);
  const read = (name: string): Promise<ForeignFile> => readForeignFile(at(name), home);
  const refused = (code: string) => ({ kind: 'refused', code });
  before(() => mkdirSync(join(home, 'dotfiles'), { recursive: true }));
  after(() => folder.remove());

  it('is read with who else can read it', async () => {
    writeFileSync(at('mine'), 'text', { mode: 0o600 });
    assert.deepEqual(await read('mine'), { kind: 'text', text: 'text', isOpenToOthers: false });
    chmodSync(at('mine'), 0o640);
    assert.deepEqual(await read('mine'), { kind: 'text', text: 'text', isOpenToOthers: true });
    chmodSync(at('mine'), 0o604);
    assert.deepEqual(await read('mine'), { kind: 'text', text: 'text', isOpenToOthers: true });
  });

  it('is absent where there is none, also below a file', async () => {
    writeFileSync(at('file'), '');
    for (const name of ['none', 'none/none', 'file/none'])
      assert.deepEqual(await read(name), { kind: 'absent' });
  });

  it('is read up to 1 MiB, and nothing of what is larger', async () => {
    writeFileSync(at('whole'), 'x'.repeat(1024 * 1024));
    const whole = await read('whole');
    assert.equal(whole.kind === 'text' && whole.text.length, 1024 * 1024);
    writeFileSync(at('large'), Buffer.alloc(5 * 1024 * 1024, 'x'));
    assert.deepEqual(await read('large'), refused('tooLarge'));
  });

  it('is refused without waiting where it is a folder, a pipe or a device', async () => {
    mkdirSync(at('folder'));
    assert.deepEqual(await read('folder'), refused('notFile'));
    execFileSync('mkfifo', [at('pipe')]);
    assert.deepEqual(await read('pipe'), refused('notFile'));
    assert.deepEqual(await readForeignFile('/dev/zero', home), refused('notFile'));
  });

  it('is followed as a link inside the home folder, and beside the link, but not elsewhere', async () => {
    writeFileSync(at('dotfiles/config'), 'linked', { mode: 0o600 });
    symlinkSync(at('dotfiles/config'), at('link'));
    assert.deepEqual(await read('link'), { kind: 'text', text: 'linked', isOpenToOthers: false });
    symlinkSync('/etc/hostname', at('outside'));
    assert.deepEqual(await read('outside'), refused('linkElsewhere'));
    symlinkSync(`${home}/../home/../secret`, at('sly'));
    writeFileSync(join(folder.path, 'secret'), 'x');
    assert.deepEqual(await read('sly'), refused('linkElsewhere'));
    const own = join(folder.path, 'own');
    mkdirSync(own);
    writeFileSync(join(own, 'real'), 'own', { mode: 0o600 });
    symlinkSync('real', join(own, 'config'));
    assert.equal((await readForeignFile(join(own, 'config'), home)).kind, 'text');
  });

  it('is refused as a link that leads nowhere or in a circle', async () => {
    symlinkSync(at('loop-b'), at('loop-a'));
    symlinkSync(at('loop-a'), at('loop-b'));
    symlinkSync(at('gone'), at('dangling'));
    for (const name of ['loop-a', 'dangling']) assert.deepEqual(await read(name), refused('unreadable'));
  });

  it('is refused where it is no text', async () => {
    writeFileSync(at('binary'), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0xff, 0xfe, 0x00]));
    assert.deepEqual(await read('binary'), refused('malformed'));
  });

  it('is refused where it may not be read', async function () {
    if (process.getuid?.() === 0) return;
    writeFileSync(at('closed'), 'x', { mode: 0 });
    assert.deepEqual(await read('closed'), refused('unreadable'));
  });
});
