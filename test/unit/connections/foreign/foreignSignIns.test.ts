import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Failure } from '../../../../src/base/failure.ts';
import type { CredentialHelper } from '../../../../src/connections/foreign/credentialHelper.ts';
import {
  lookForSignIns,
  type ForeignLook,
  type ForeignSources,
} from '../../../../src/connections/foreign/foreignSignIns.ts';
import type { ForeignFile } from '../../../../src/connections/foreign/readForeignFile.ts';

const never = new AbortController().signal;
const home = join('/home', 'olive');
const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

const noHelpers: CredentialHelper = {
  find: () => 'helperMissing',
  list: () => Promise.reject(new Failure('unexpected', 'none', { code: 'helperFailed' })),
  get: () => Promise.reject(new Failure('unexpected', 'none', { code: 'helperFailed' })),
};

function sources(files: Readonly<Record<string, string | ForeignFile>>, rest: Partial<ForeignSources> = {}) {
  const read: string[] = [];
  const all: ForeignSources = {
    environment: {},
    home,
    platform: 'linux',
    helpers: noHelpers,
    sessions: { accounts: () => Promise.resolve([]), ask: () => Promise.reject(new Error('nobody')) },
    now: () => Date.parse('2026-11-27T12:00:00Z'),
    readFile: (path) => {
      read.push(path);
      const file = files[path] ?? { kind: 'absent' };
      return Promise.resolve(
        typeof file === 'string' ? { kind: 'text', text: file, isOpenToOthers: false } : file,
      );
    },
    ...rest,
  };
  return { all, read };
}

const look = (
  files: Readonly<Record<string, string | ForeignFile>>,
  rest?: Partial<ForeignSources>,
): Promise<ForeignLook> => lookForSignIns(sources(files, rest).all, never);

/** What a person would see, in short. */
const seen = ({ found, problems }: ForeignLook): readonly string[] => [
  ...found.map(({ tool, place, target, username }) =>
    [tool, target.kind === 'unsaid' ? '?' : target.host, username ?? '-', place].join(' '),
  ),
  ...problems.map(({ tool, place, code, about }) => `! ${[tool, place, code, about].join(' ').trim()}`),
];

const glab = `hosts:\n    gitlab.example.com:\n        token: planted-a\n        user: olive\n    old.example.com:\n        user: olive\n`;
const docker = JSON.stringify({
  auths: {
    'registry.example.com': { auth: base64('olive:planted-b') },
    'https://index.docker.io/v1/': { auth: base64('olive:planted-c') },
  },
});

describe('Sign-ins of other tools', () => {
  it('are found where each tool keeps them, and nothing shown of them is a secret', async () => {
    const found = await look(
      { '/home/olive/.config/glab-cli/config.yml': glab, '/home/olive/.docker/config.json': docker },
      { environment: { GITLAB_TOKEN: 'planted-d' } },
    );
    assert.deepEqual(seen(found), [
      'environment ? - GITLAB_TOKEN',
      'glab gitlab.example.com olive ~/.config/glab-cli/config.yml',
      'docker registry.example.com olive ~/.docker/config.json',
      '! glab ~/.config/glab-cli/config.yml elsewhere old.example.com',
    ]);
    assert.ok(!JSON.stringify(found).includes('planted'));
    const secrets = await Promise.all(found.found.map(async (one) => (await one.take(never)).secret));
    assert.deepEqual(secrets, ['planted-d', 'planted-a', 'planted-b']);
  });

  it('are looked for in the folders that the environment names instead', async () => {
    const environment = {
      GLAB_CONFIG_DIR: '/etc/glab',
      DOCKER_CONFIG: '/etc/docker',
      REGISTRY_AUTH_FILE: '/etc/docker/config.json',
      XDG_RUNTIME_DIR: '/run/user/7',
      XDG_CONFIG_HOME: '/home/olive/cfg',
    };
    const { all, read } = sources({}, { environment });
    const { looked } = await lookForSignIns(all, never);
    assert.deepEqual(read.sort(), [
      '/etc/docker/config.json',
      '/etc/glab/config.yml',
      '/home/olive/.config/containers/auth.json',
      '/home/olive/cfg/containers/auth.json',
      '/run/user/7/containers/auth.json',
    ]);
    assert.ok(looked.includes('~/cfg/containers/auth.json') && looked.includes('GITLAB_TOKEN'));
  });

  it('are looked for below the folders of each system', async () => {
    const pathsOn = async (platform: NodeJS.Platform, environment = {}) => {
      const { all, read } = sources({}, { platform, environment });
      await lookForSignIns(all, never);
      return read.filter((path) => path.includes('glab-cli'));
    };
    assert.deepEqual(await pathsOn('linux'), ['/home/olive/.config/glab-cli/config.yml']);
    assert.deepEqual(await pathsOn('darwin'), [
      '/home/olive/.config/glab-cli/config.yml',
      '/home/olive/Library/Application Support/glab-cli/config.yml',
    ]);
    assert.deepEqual(
      (await pathsOn('win32', { LOCALAPPDATA: '/local' })).at(-1),
      '/local/glab-cli/config.yml',
    );
    assert.deepEqual((await pathsOn('linux', { GLAB_CONFIG_DIR: 'relative' })).length, 1);
  });

  it('of glab come from the first file that is there, as glab has it', async () => {
    const found = await look(
      {
        '/home/olive/.config/glab-cli/config.yml': glab,
        '/home/olive/cfg/glab-cli/config.yml': glab.replace('gitlab.example.com', 'other.example.com'),
      },
      { environment: { XDG_CONFIG_HOME: '/home/olive/cfg' } },
    );
    assert.deepEqual(
      found.found.map(({ target }) => target.kind === 'instance' && target.url),
      ['https://gitlab.example.com'],
    );
  });

  it('that cannot be read are said with the reason, and end nothing', async () => {
    const codes = ['tooLarge', 'notFile', 'linkElsewhere', 'unreadable', 'malformed'] as const;
    for (const code of codes)
      assert.deepEqual(
        seen(
          await look({
            '/home/olive/.config/glab-cli/config.yml': { kind: 'refused', code },
            '/home/olive/.docker/config.json': docker,
          }),
        ),
        [
          'docker registry.example.com olive ~/.docker/config.json',
          `! glab ~/.config/glab-cli/config.yml ${code}`,
        ],
      );
    assert.deepEqual(
      seen(
        await look({
          '/home/olive/.config/glab-cli/config.yml': 'a: [',
          '/home/olive/.docker/config.json': '{',
        }),
      ),
      ['! glab ~/.config/glab-cli/config.yml malformed', '! docker ~/.docker/config.json malformed'],
    );
  });

  it('with an address that is none are said, and no token is offered for them', async () => {
    const odd = `hosts:\n    git.example.com:\n        token: a\n        api_protocol: file\n    user@evil:\n        token: a\n`;
    assert.deepEqual(seen(await look({ '/home/olive/.config/glab-cli/config.yml': odd })), [
      '! glab ~/.config/glab-cli/config.yml badAddress git.example.com',
      '! glab ~/.config/glab-cli/config.yml badAddress user@evil',
    ]);
    assert.deepEqual(seen(await look({}, { environment: { GITLAB_TOKEN: 'a', GITLAB_HOST: 'a b' } })), [
      '! environment GITLAB_TOKEN badAddress a b',
    ]);
    assert.deepEqual(seen(await look({}, { environment: { GITLAB_TOKEN: 'a\nb' } })), [
      '! environment GITLAB_TOKEN malformed GITLAB_TOKEN',
    ]);
  });

  it('of a credential helper are got for the registry that is taken only', async () => {
    const ran: string[] = [];
    const helpers: CredentialHelper = {
      find: (name) => (name === 'gone' ? 'helperMissing' : name === 'a b' ? 'badHelper' : { path: '/x' }),
      list: () => Promise.reject(new Error('not asked')),
      get: (name, server) => {
        ran.push(`${name} ${server}`);
        return Promise.resolve({ username: 'gitlab-ci-token', secret: 'planted' });
      },
    };
    const config = JSON.stringify({
      auths: { 'https://b.example.com/v1/': {} },
      credHelpers: {
        'a.example.com': 'pass',
        'c.example.com': 'gone',
        'd.example.com': 'a b',
        'gcr.io': 'gcloud',
      },
      credsStore: 'store',
    });
    const found = await look({ '/home/olive/.docker/config.json': config }, { helpers });
    assert.deepEqual(seen(found), [
      'docker a.example.com - ~/.docker/config.json',
      'docker b.example.com - ~/.docker/config.json',
      '! docker ~/.docker/config.json helperMissing gone',
      '! docker ~/.docker/config.json badHelper a b',
    ]);
    assert.deepEqual(ran, []);
    const second = await found.found[1]?.take(never);
    assert.deepEqual(second, { username: 'gitlab-ci-token', secret: 'planted', credential: 'jobToken' });
    assert.deepEqual(ran, ['store https://b.example.com/v1/']);
  });

  it('of a store that is alone are listed by it, or said to be unlistable', async () => {
    const config = '{"credsStore":"pass"}';
    const listing = {
      ...noHelpers,
      find: () => ({ path: '/x' }),
      list: () => Promise.resolve(['https://a.example.com', 'ghcr.io']),
    };
    assert.deepEqual(seen(await look({ '/home/olive/.docker/config.json': config }, { helpers: listing })), [
      'docker a.example.com - ~/.docker/config.json',
    ]);
    assert.deepEqual(seen(await look({ '/home/olive/.docker/config.json': config })), [
      '! docker ~/.docker/config.json helperMissing pass',
    ]);
    const failing = { ...noHelpers, find: () => ({ path: '/x' }) };
    assert.deepEqual(seen(await look({ '/home/olive/.docker/config.json': config }, { helpers: failing })), [
      '! docker ~/.docker/config.json helperFailed pass',
    ]);
  });

  it('of a registry are told apart by their user names', async () => {
    const auths = Object.fromEntries(
      ['olive', 'gitlab+deploy-token-7', 'gitlab-ci-token'].map((name, at) => [
        `r${at}.example.com`,
        { auth: base64(`${name}:x`) },
      ]),
    );
    const { found } = await look({ '/home/olive/.config/containers/auth.json': JSON.stringify({ auths }) });
    const kinds = await Promise.all(found.map(async (one) => (await one.take(never)).credential));
    assert.deepEqual(kinds, ['accessToken', 'deployToken', 'jobToken']);
    assert.ok(found.every(({ tool }) => tool === 'podman'));
  });

  it('of the GitLab extension are its accounts, of which the token is asked for when one is taken', async () => {
    const asked: string[] = [];
    const sessions = {
      accounts: () =>
        Promise.resolve([
          { id: 'https://gitlab.example.com/git|7', label: 'olive - https://gitlab.example.com/git' },
          { id: 'odd', label: 'odd' },
        ]),
      ask: (id: string) => {
        asked.push(id);
        return Promise.resolve('planted');
      },
    };
    const { found, problems } = await look({}, { sessions });
    const [one] = found;
    assert.deepEqual(one?.target, {
      kind: 'instance',
      url: 'https://gitlab.example.com/git',
      host: 'gitlab.example.com',
    });
    assert.deepEqual(
      problems.map(({ code, about }) => [code, about]),
      [['badAddress', 'odd']],
    );
    assert.deepEqual(asked, []);
    assert.equal((await one.take(never)).secret, 'planted');
    assert.deepEqual(asked, ['https://gitlab.example.com/git|7']);
    const silent = { ...sessions, accounts: () => Promise.reject(new Error('timed out')) };
    assert.deepEqual(seen(await look({}, { sessions: silent })), ['! gitlabExtension  noAnswer']);
  });

  it('are not waited for any longer when the person cancels', async () => {
    const leaving = new AbortController();
    const { all } = sources({}, { readFile: () => new Promise(() => undefined) });
    const looking = lookForSignIns(all, leaving.signal);
    leaving.abort();
    await assert.rejects(looking, (error) => Failure.is(error, 'cancelled'));
  });
});
