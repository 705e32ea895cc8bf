import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  instanceOfRemote,
  parseGitRemote,
  projectOnInstance,
} from '../../../../src/domain/accounts/gitRemote.ts';
import { fieldCase } from '../../../fakes/fieldCase.ts';

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

/** The host that git hands to ssh, taken as ssh takes it: what `ssh -G` says of git's own arguments. */
function hostByGit(url: string): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'ssh-'));
  const program = join(folder, 'ssh');
  writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$@" > '${folder}/arguments'\nexit 1\n`, { mode: 0o755 });
  spawnSync('git', ['ls-remote', url], {
    cwd: folder,
    env: { ...process.env, GIT_SSH: program, GIT_SSH_VARIANT: 'ssh', GIT_TERMINAL_PROMPT: '0' },
  });
  const arguments_ = existsSync(join(folder, 'arguments'))
    ? readFileSync(join(folder, 'arguments'), 'utf8').trimEnd().split('\n').slice(0, -1)
    : undefined;
  rmSync(folder, { recursive: true });
  if (arguments_ === undefined) return undefined;
  const { stdout } = spawnSync('ssh', ['-G', '-F', '/dev/null', ...arguments_], { encoding: 'utf8' });
  return /^hostname (.*)$/m.exec(stdout)?.[1];
}

describe('The host of a remote over ssh is the one that git and ssh take', () => {
  for (const url of [
    'git@gitlab.example.com:team/app.git',
    'gitlab.example.com:team/app',
    'ssh://my.name@corp.example@gitlab.example.com:2222/team/app.git',
    'ssh+git://git@gitlab.example.com/team/app.git',
    'git+ssh://git@gitlab.example.com/team/app.git',
    'ssh://CORP%5Cme@gitlab.example.com/team/app.git',
    'CORP\\me@gitlab.example.com:team/app.git',
    'me@corp.example@gitlab.example.com:team/app.git',
    '[git@gitlab.example.com:2222]:team/app.git',
    'git@[2001:db8::1]:team/app.git',
    '[2001:db8::1]:team/app.git',
    '[git@2001:db8::1]:team/app.git',
    'ssh://git@[2001:db8::1]:2222/team/app.git',
    'ssh://gitlab.example.com:/team/app.git',
    './a:b/c',
    '/srv/a:b/c',
  ])
    it(url, () => {
      const host = parseGitRemote(url)?.host.replace(/^\[|\]$/g, '');
      assert.equal(host, hostByGit(url)?.toLowerCase());
    });

  it('field case 23: a user name with an @', () => {
    const { url, right } = fieldCase('23-at-in-user') as { readonly url: string; readonly right: object };
    assert.deepEqual(parseGitRemote(url), { ...right, transport: 'ssh' });
  });

  it('field case 24: an http remote keeps its scheme', () => {
    const { url, right } = fieldCase('24-http-remote') as { readonly url: string; readonly right: string };
    const remote = parseGitRemote(url);
    assert.ok(remote !== undefined);
    assert.equal(instanceOfRemote(remote), right);
    assert.equal(projectOnInstance(remote, right), 'root/app');
  });

  for (const url of ['ext::sh -c foo', 'codecommit::eu-1://app', 'file:///a/b', '\\\\server\\share\\a'])
    it(`no host is in ${url}`, () => assert.equal(parseGitRemote(url), undefined));
});
