import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseGitRemote } from '../../../src/domain/accounts/gitRemote.ts';
import { fetchUrls } from '../../../src/domain/accounts/gitRemotes.ts';
import { hostOfAlias } from '../../../src/domain/accounts/sshConfig.ts';
import { gitRepositoryAbove, sshHosts, type GitFiles } from '../../../src/ui/gitRepository.ts';
import { fieldCase } from '../../fakes/fieldCase.ts';

/** Files by their path, without a home folder. */
const inMemory = (files: Readonly<Record<string, string>>): GitFiles => ({
  home: undefined,
  read: (path) => Promise.resolve(files[path]),
});

async function urlsIn(folder: string, files: GitFiles): Promise<readonly string[]> {
  const repository = await gitRepositoryAbove(folder, files);
  return repository === undefined ? [] : fetchUrls(repository.entries, repository.branch);
}

describe('The git repository of a folder', () => {
  let root = '';
  const onDisk: GitFiles = {
    get home() {
      return join(root, 'home');
    },
    read: (path) => readFile(path, 'utf8').catch(() => undefined),
  };
  const git = (folder: string, ...args: readonly string[]): string =>
    execFileSync(
      'git',
      ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'protocol.file.allow=always', ...args],
      {
        cwd: folder,
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], HOME: join(root, 'home') },
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    ).trim();
  const folder = (name: string): string => {
    const path = join(root, name);
    mkdirSync(path, { recursive: true });
    return path;
  };

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'repository-')));
    folder('home/.ssh');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('field case 20: a worktree of Windows', async () => {
    const {
      files,
      folder: at,
      right,
    } = fieldCase('20-windows-worktree') as {
      readonly files: Readonly<Record<string, string>>;
      readonly folder: string;
      readonly right: readonly string[];
    };
    const [url = ''] = await urlsIn(at, inMemory(files));
    assert.deepEqual([parseGitRemote(url)?.path], right);
  });

  it('of Windows, with backslashes', async () => {
    const files = {
      'C:/src/app/sub/.git': 'gitdir: C:\\src\\app\\.git\\modules\\sub\r\n',
      'C:/src/app/.git/modules/sub/config': '[remote "origin"]\r\n\turl = git@host:team/sub.git\r\n',
    };
    assert.deepEqual(await urlsIn('C:\\src\\app\\sub\\deep', inMemory(files)), ['git@host:team/sub.git']);
  });

  it('is read as git says it: a worktree, includes by folder and branch, insteadOf of the person', async () => {
    const app = folder('app');
    git(app, 'init', '-q', '-b', 'main');
    git(app, 'commit', '-q', '--allow-empty', '-m', 'x');
    git(app, 'worktree', 'add', '-q', '-b', 'feature/x', join(root, 'tree'));
    git(app, 'remote', 'add', 'origin', 'work:team/app.git');
    git(app, 'remote', 'add', 'fork', 'mine:me/app.git');
    git(app, 'config', 'branch.feature/x.remote', 'fork');
    writeFileSync(
      join(root, 'home/.gitconfig'),
      `[includeIf "gitdir:~/../app/"]\n\tpath = no\n[includeIf "gitdir:${root}/app/"]\n\tpath = ../work.inc\n[includeIf "onbranch:feature/"]\n\tpath = ~/branch.inc\n[includeIf "gitdir:/elsewhere/"]\n\tpath = ../elsewhere.inc\n`,
    );
    writeFileSync(join(root, 'work.inc'), '[url "git@gitlab.example.com:"]\n\tinsteadOf = work:\n');
    writeFileSync(
      join(root, 'home/branch.inc'),
      '[url "https://gitlab.example.com/"]\n\tinsteadOf = mine:\n',
    );
    writeFileSync(join(root, 'elsewhere.inc'), '[url "wrong:"]\n\tinsteadOf = work:team\n');
    const tree = join(root, 'tree');
    const expected = ['fork', 'origin'].map((name) => git(tree, 'remote', 'get-url', name));
    assert.deepEqual(expected, [
      'https://gitlab.example.com/me/app.git',
      'git@gitlab.example.com:team/app.git',
    ]);
    assert.deepEqual(await urlsIn(tree, onDisk), expected);
    const inMain = ['origin', 'fork'].map((name) => git(app, 'remote', 'get-url', name));
    assert.deepEqual(await urlsIn(join(app, 'deep'), onDisk), inMain);
  }).timeout(120_000);

  it('is read as git says it: a submodule', async () => {
    const inner = folder('inner');
    git(inner, 'init', '-q');
    git(inner, 'commit', '-q', '--allow-empty', '-m', 'x');
    const app = folder('app');
    git(app, 'init', '-q');
    git(app, 'submodule', '--quiet', 'add', inner, 'parts/inner');
    const module = join(app, 'parts/inner');
    git(module, 'remote', 'set-url', 'origin', 'git@host:team/inner.git');
    assert.deepEqual(await urlsIn(module, onDisk), [git(module, 'remote', 'get-url', 'origin')]);
  }).timeout(120_000);

  it('has the hosts that ssh includes', async () => {
    writeFileSync(
      join(root, 'home/.ssh/config'),
      'Include more ~/.ssh/third\nHost a\n HostName last.example.com\n',
    );
    writeFileSync(join(root, 'home/.ssh/more'), 'Host b\n HostName b.example.com\n');
    writeFileSync(join(root, 'home/.ssh/third'), 'Host a\n HostName a.example.com\n');
    const hosts = await sshHosts(onDisk);
    assert.deepEqual(
      ['a', 'b'].map((name) => hostOfAlias(name, hosts)),
      ['a.example.com', 'b.example.com'],
    );
  });
});
