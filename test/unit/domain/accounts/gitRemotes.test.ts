import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readGitConfig } from '../../../../src/domain/accounts/gitConfig.ts';
import {
  branchOfHead,
  configuredRemotes,
  fetchUrls,
  remotesOfGitConfig,
} from '../../../../src/domain/accounts/gitRemotes.ts';
import { fieldCase } from '../../../fakes/fieldCase.ts';

/** What `git remote get-url` says in a repository with this configuration and nothing else. */
function byGit(config: string, name: string): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'remotes-'));
  const options = {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: folder, GIT_CONFIG_NOSYSTEM: '1' },
  } as const;
  execFileSync('git', ['init', '-q'], options);
  writeFileSync(join(folder, '.git', 'config'), `[core]\n\trepositoryformatversion = 0\n${config}`);
  const { status, stdout } = spawnSync('git', ['remote', 'get-url', name], options);
  rmSync(folder, { recursive: true });
  return status === 0 ? stdout.trim() : undefined;
}

const rewritten = `[remote "origin"]
	url = gl:team/app.git
	url = second:team/app.git
[url "ssh://git@gitlab.example.com/"]
	insteadOf = gl:
[url "https://wrong.example.com/"]
	insteadOf = g
	pushInsteadOf = gl:team
[remote "other"]
	url = https://other.example.com/a/b
`;

describe('The remotes of a configuration', () => {
  for (const name of ['21-pushurl-first', '22-config-comment']) {
    const { text, right } = fieldCase(name) as { readonly text: string; readonly right: readonly string[] };
    it(`field case ${name}`, () => {
      assert.deepEqual(remotesOfGitConfig(text), right);
      assert.equal(byGit(text, 'origin'), right[0]);
    });
  }

  for (const name of ['origin', 'other'])
    it(`are those of git after insteadOf: ${name}`, () => {
      const [origin, other] = remotesOfGitConfig(rewritten);
      assert.equal(name === 'origin' ? origin : other, byGit(rewritten, name));
    });

  it('come in the order of branch, origin, file', () => {
    const text = `[remote "b"]\nurl = b:x/y\n[remote "origin"]\nurl = o:x/y\n[remote "c"]\nurl = c:x/y\n[branch "feature/x"]\nremote = c\n`;
    const entries = readGitConfig(text) ?? [];
    assert.deepEqual(fetchUrls(entries, 'feature/x'), ['c:x/y', 'o:x/y', 'b:x/y']);
    assert.deepEqual(fetchUrls(entries, 'main'), ['o:x/y', 'b:x/y', 'c:x/y']);
  });

  it('agree with git about a config that git wrote', () => {
    const folder = mkdtempSync(join(tmpdir(), 'remotes-'));
    const git = (...args: readonly string[]): string =>
      execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
    git('init', '-q', '-b', 'trunk');
    git('remote', 'add', 'backup', 'https://example.com/b/project.git');
    git('remote', 'add', 'origin', 'git@gitlab.com:a/sub/project.git');
    git('config', 'branch.trunk.remote', 'backup');
    const urls = ['backup', 'origin'].map((name) => git('remote', 'get-url', name).trim());
    const branch = branchOfHead(readFileSync(join(folder, '.git', 'HEAD'), 'utf8'));
    assert.equal(branch, git('symbolic-ref', '--short', 'HEAD').trim());
    const entries = readGitConfig(readFileSync(join(folder, '.git', 'config'), 'utf8')) ?? [];
    assert.deepEqual(fetchUrls(entries, branch), urls);
    rmSync(folder, { recursive: true });
  });

  it('are taken back by an empty value', () =>
    // git-config(1), remote.<name>.url: "An empty value … clears the list".
    assert.deepEqual(
      configuredRemotes(readGitConfig('[remote "a"]\nurl = b:x/y\nurl =\nurl = c:x/y\n') ?? []),
      [{ name: 'a', urls: ['c:x/y'] }],
    ));

  it('are none of a commit without a branch', () =>
    assert.equal(branchOfHead('0123456789abcdef\n'), undefined));
});
