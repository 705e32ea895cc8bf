import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  instanceOfRemote,
  parseGitRemote,
  projectOnInstance,
  remotesOfGitConfig,
} from '../../../../src/domain/accounts/gitRemote.ts';

/** Forms of URLs from git's manual, `git help clone`, section GIT URLS. */
const remotes: readonly (readonly [url: string, instance: string, project: string | undefined])[] = [
  ['git@gitlab.com:group/project.git', 'https://gitlab.com', 'group/project'],
  ['gitlab.com:group/sub/deep/project', 'https://gitlab.com', 'group/sub/deep/project'],
  [
    'ssh://git@gitlab.example.com:2222/group/sub/project.git',
    'https://gitlab.example.com:8443',
    'group/sub/project',
  ],
  ['ssh://git@altssh.gitlab.com:443/group/project.git', 'https://gitlab.com', 'group/project'],
  ['https://gitlab.com/group/project.git/', 'https://gitlab.com', 'group/project'],
  ['https://oauth2@host:8443/gitlab/group/project.git', 'https://host:8443/gitlab', 'group/project'],
  ['http://127.0.0.1:9080/group/project', 'http://127.0.0.1:9080', 'group/project'],
  ['https://github.com/group/project.git', 'https://gitlab.com', undefined],
  ['https://host/other/group/project.git', 'https://host/gitlab', undefined],
];

describe('parseGitRemote and projectOnInstance', () => {
  for (const [url, instance, project] of remotes) {
    it(`find ${project ?? 'nothing'} on ${instance} in ${url}`, () => {
      const remote = parseGitRemote(url);
      assert.ok(remote !== undefined);
      assert.equal(projectOnInstance(remote, instance), project);
    });
  }

  for (const url of [
    '/srv/git/project.git',
    'C:\\git\\project',
    '../project',
    'file:///srv/project.git',
    '',
    'git@host:project',
  ]) {
    it(`find no project in “${url}”`, () => assert.equal(parseGitRemote(url), undefined));
  }

  const suggestions: readonly (readonly [url: string, instance: string | undefined])[] = [
    ['git@gitlab.example.com:a/b.git', 'https://gitlab.example.com'],
    ['ssh://git@altssh.gitlab.com:443/a/b.git', 'https://gitlab.com'],
    ['https://gitlab.example.com:8443/a/b.git', 'https://gitlab.example.com:8443'],
    ['git@github.com:a/b.git', undefined],
  ];
  for (const [url, instance] of suggestions) {
    it(`suggest ${instance ?? 'no instance'} for ${url}`, () => {
      const remote = parseGitRemote(url);
      assert.equal(remote && instanceOfRemote(remote), instance);
    });
  }
});

describe('remotesOfGitConfig', () => {
  it('agrees with git about a config that git wrote', () => {
    const folder = mkdtempSync(join(tmpdir(), 'remotes-'));
    const git = (...args: readonly string[]): string =>
      execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
    git('init', '-q');
    git('remote', 'add', 'backup', 'https://example.com/b/project.git');
    git('remote', 'add', 'origin', 'git@gitlab.com:a/sub/project.git');
    git('config', 'branch.main.remote', 'origin');
    const urls = ['origin', 'backup'].map((name) => git('remote', 'get-url', name).trim());
    assert.deepEqual(remotesOfGitConfig(readFileSync(join(folder, '.git', 'config'), 'utf8')), urls);
    rmSync(folder, { recursive: true });
  });
});
