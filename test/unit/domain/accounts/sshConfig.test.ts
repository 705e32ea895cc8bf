import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostOfAlias, readSshConfig } from '../../../../src/domain/accounts/sshConfig.ts';

/** Forms of ssh_config(5). */
const config = `# hosts
Host work gitlab-*
  HostName gitlab.example.com
Host=other
HOSTNAME = "other.example.com"
Host *.corp !no.corp
  Hostname %h.example.com # not a comment to every version
Host later
  User me
Host late?
  HostName Second.Example.com
  HostName third.example.com
Match all
  HostName fallback.example.com
`;

describe('Names of ssh', () => {
  for (const alias of ['work', 'gitlab-two', 'other', 'a.corp', 'no.corp', 'later', 'unknown'])
    it(`stand for the host that ssh itself takes: ${alias}`, () => {
      const folder = mkdtempSync(join(tmpdir(), 'ssh-'));
      const text = config.replace(' # not a comment to every version', '');
      writeFileSync(join(folder, 'config'), text);
      const { stdout } = spawnSync('ssh', ['-G', '-F', join(folder, 'config'), alias], { encoding: 'utf8' });
      rmSync(folder, { recursive: true });
      const expected = /^hostname (.*)$/m.exec(stdout)?.[1];
      assert.ok(expected !== undefined);
      assert.equal(hostOfAlias(alias.toLowerCase(), readSshConfig(text)), expected.toLowerCase());
    });

  it('mean nothing in a section that only ssh can judge', () =>
    assert.equal(hostOfAlias('a', readSshConfig('Match exec "true"\n  HostName b\n')), 'a'));

  it('are not looked for longer than a host’s name can be', () => {
    const alias = 'a'.repeat(256);
    assert.equal(hostOfAlias(alias, readSshConfig('Host *\n  HostName b\n')), alias);
  });
});
