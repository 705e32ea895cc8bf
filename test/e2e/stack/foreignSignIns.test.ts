// Sign-ins of other tools, from the files that they really write to lists, against both kinds of registry.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Failure } from '../../../src/base/failure.ts';
import { credentialHelpers } from '../../../src/connections/foreign/credentialHelper.ts';
import { lookForSignIns, type ForeignLook } from '../../../src/connections/foreign/foreignSignIns.ts';
import type { OfferedSignIn } from '../../../src/connections/foreign/offeredSignIn.ts';
import { readForeignFile } from '../../../src/connections/foreign/readForeignFile.ts';
import { findProgram, runProgram } from '../../../src/connections/foreign/runProgram.ts';
import type { GitlabSessions } from '../../../src/credentials/gitlabSessions.ts';
import { repositoryOfPlace } from '../../../src/domain/namedPlace.ts';
import { startBox, type Box } from '../../gitlab/box.ts';
import { deployUsername } from '../../gitlab/seed/people.ts';
import { ensureEngines } from '../../scripts/setup.mjs';
import { testHttp } from '../../fakes/httpServer.ts';
import { temporaryFolder } from '../../vscode/temporaryFolder.ts';
import { connectWith, house as houseOf, noSessions, type House } from '../../fakes/foreignHouse.ts';

const never = new AbortController().signal;
const { http, lines } = testHttp({ now: Date.now });
const house = (sessions?: GitlabSessions): House => houseOf(http, sessions);

for (const kind of ['metadataDatabase', 'legacy'] as const)
  describe(`Sign-ins of other tools, ${kind} registry`, () => {
    let box: Box;
    const folder = temporaryFolder('foreign');
    const home = folder.path;
    const bin = join(home, 'bin');
    const read: string[] = [];
    const path = (name: string): string => join(home, name);
    const write = (name: string, text: string, mode = 0o600): void => {
      mkdirSync(join(path(name), '..'), { recursive: true });
      writeFileSync(path(name), text, { mode });
    };
    const base64 = (text: string): string => Buffer.from(text).toString('base64');

    before(async function () {
      this.timeout(120_000);
      ensureEngines();
      box = await startBox({ kind });
    });
    after(async () => {
      folder.remove();
      await box.close();
    });

    const look = (environment: NodeJS.ProcessEnv = {}, sessions = noSessions): Promise<ForeignLook> => {
      const all = { PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`, ...environment };
      const sources = {
        environment: all,
        home,
        platform: process.platform,
        helpers: credentialHelpers(all),
        sessions,
        now: Date.now,
        readFile: (file: string, root: string) => {
          read.push(file);
          return readForeignFile(file, root);
        },
      };
      return lookForSignIns(sources, never);
    };

    /** That a connection lists the repository with what is in it. */
    const lists = async (made: House, id: string, own: string): Promise<void> => {
      const { catalog, connections, pool } = made;
      const [place] = connections.get(id).places ?? [];
      const named = place?.kind === 'repository' ? repositoryOfPlace(place) : undefined;
      const page =
        named === undefined ? await pool.of(id).gitlab.projectRepositoriesByRest('acme/shop') : undefined;
      const repository = named ?? page?.items.find((one) => one.path === own);
      assert.ok(repository);
      const list = catalog.tags(id, repository);
      await list.until(1000);
      assert.deepEqual(
        list.items.map(({ name }) => name).sort(),
        [...(await box.backend.tagNames(own))].sort(),
      );
      const [tag] = list.items;
      assert.ok(tag);
      const digest = await catalog.digestOf({ connectionId: id, repository, tag }, never);
      assert.equal(digest, (await box.backend.tag(own, tag.name))?.digest);
    };

    const own = 'acme/shop/web';
    const image = (): string => `${box.registryHost}/${own}`;
    const one = ({ found, problems }: ForeignLook): OfferedSignIn => {
      assert.equal(found.length, 1, JSON.stringify({ found, problems }));
      return found[0]!;
    };

    it('nothing is read before somebody looks', () => {
      house();
      assert.deepEqual(read, []);
    });

    it('glab’s configuration: the token of its host is tried, kept and lists', async () => {
      const { host } = new URL(box.url);
      write(
        '.config/glab-cli/config.yml',
        `# glab\nhosts:\n    ${host}:\n        api_protocol: http\n        api_host: ${host}\n        token: !!null ${box.tokens.maintainer}\n        user: maintainer\n`,
      );
      const found = one(await look());
      assert.deepEqual(
        [found.tool, found.username, found.place],
        ['glab', 'maintainer', '~/.config/glab-cli/config.yml'],
      );
      const made = house();
      const id = await connectWith(made, found, '');
      assert.deepEqual(made.connections.get(id).scopes, ['api']);
      assert.equal(await made.session.read(id), box.tokens.maintainer);
      await lists(made, id, own);
      writeFileSync(path('.config/glab-cli/config.yml'), '');
    });

    it('glab’s OAuth token: registries get it with the user name for such tokens', async () => {
      const { host } = new URL(box.url);
      const hour = new Date(Date.now() + 3_600_000).toUTCString();
      const [, day = '', month = '', year = '', clock = ''] =
        /(\d\d) (\w{3}) \d\d(\d\d) (\d\d:\d\d)/.exec(hour) ?? [];
      write(
        '.config/glab-cli/config.yml',
        `hosts:\n    ${host}:\n        api_protocol: http\n        is_oauth2: "true"\n        oauth2_expiry_date: ${day} ${month} ${year} ${clock} UTC\n        token: ${box.tokens.oauth}\n`,
      );
      const found = one(await look());
      assert.ok(found.isShortLived);
      const made = house();
      const start = box.log.entries.length;
      const id = await connectWith(made, found, '');
      await lists(made, id, own);
      const asked = box.log.entries.slice(start).filter((entry) => entry.path.startsWith('/jwt/auth'));
      assert.deepEqual(
        asked.filter(({ status }) => status !== 200),
        [],
      );
      assert.equal((await made.signIn.credentials(id, box.registryHost, never)).username, 'oauth2');
      writeFileSync(path('.config/glab-cli/config.yml'), '');
    });

    it('GITLAB_TOKEN goes to the instance that the environment names', async () => {
      const found = one(await look({ GITLAB_TOKEN: box.tokens.readApi, GITLAB_HOST: box.url }));
      const made = house();
      await lists(made, await connectWith(made, found, ''), own);
      const alone = one(await look({ GITLAB_TOKEN: box.tokens.readApi }));
      assert.deepEqual(alone.target, { kind: 'unsaid' });
    });

    for (const [name, username, token] of [
      ['an access token', 'maintainer', (): string => box.tokens.maintainer],
      ['a deploy token', deployUsername, (): string => box.tokens.deploy],
      ['a job token', 'gitlab-ci-token', (): string => box.tokens.job],
      ['an access token for the registry only', 'maintainer', (): string => box.tokens.readRegistry],
    ] as const)
      it(`docker’s configuration with ${name}`, async () => {
        write(
          '.docker/config.json',
          JSON.stringify({
            auths: {
              [box.registryHost]: { auth: base64(`${username}:${token()}`) },
              'https://index.docker.io/v1/': { auth: base64('olive:hub') },
            },
          }),
        );
        const found = one(await look());
        assert.equal(found.username, username);
        const made = house();
        await lists(made, await connectWith(made, found, image()), own);
        writeFileSync(path('.docker/config.json'), '{}');
      });

    it('a token that GitLab takes nowhere is refused, with where it was tried', async () => {
      write(
        '.docker/config.json',
        JSON.stringify({ auths: { [box.registryHost]: { auth: base64('olive:wrong-token') } } }),
      );
      await assert.rejects(
        connectWith(house(), one(await look()), image()),
        (error) => Failure.is(error, 'unauthorized') && error.details.code === 'tokenInvalid',
      );
      writeFileSync(path('.docker/config.json'), '{}');
    });

    it('a credential helper is run for the registry that is chosen, through its standard input', async () => {
      write(
        'bin/docker-credential-box',
        `#!/bin/sh\nhost=$(cat)\nprintf '%s %s\\n' "$*" "$host" >> '${path('ran')}'\n` +
          `printf '{"ServerURL":"%s","Username":"maintainer","Secret":"${box.tokens.maintainer}"}' "$host"\n`,
        0o755,
      );
      write(
        '.docker/config.json',
        JSON.stringify({ credHelpers: { [box.registryHost]: 'box', 'x.example.com': 'a;b' } }),
      );
      const { found, problems } = await look();
      assert.deepEqual(
        problems.map(({ code }) => code),
        ['badHelper'],
      );
      assert.ok(found[0]);
      const made = house();
      await lists(made, await connectWith(made, found[0], ''), own);
      assert.equal(readFileSync(path('ran'), 'utf8'), `get ${box.registryHost}\n`);
      writeFileSync(path('.docker/config.json'), '{}');
    });

    for (const program of ['podman', 'skopeo'] as const)
      it(`what ${program} itself has written is read`, async function () {
        this.timeout(120_000);
        const REGISTRY_AUTH_FILE = path(`${program}.json`);
        const environment = { ...process.env, HOME: home, REGISTRY_AUTH_FILE };
        // Not synchronous: the box answers in this process.
        const { code, errors } = await runProgram({
          path: findProgram(program) ?? '',
          arguments: [
            'login',
            '--tls-verify=false',
            '-u',
            deployUsername,
            '--password-stdin',
            box.registryHost,
          ],
          input: box.tokens.deploy,
          environment,
          patience: 50_000,
          mostOutput: 10_000,
          signal: never,
        });
        assert.equal(code, 0, errors);
        const found = one(await look({ REGISTRY_AUTH_FILE }));
        assert.deepEqual([found.tool, found.username], ['podman', deployUsername]);
        const made = house();
        await lists(made, await connectWith(made, found, image()), own);
      });

    it('a session of the GitLab extension is not stored, and its renewed token is used at once', async () => {
      const account = { id: `${box.url}|3`, label: 'maintainer' };
      const { oauth } = box.tokens;
      let current: string | undefined = oauth;
      const sessions: GitlabSessions = {
        accounts: () => Promise.resolve([account]),
        ask: () => Promise.resolve(oauth),
        current: (id) => Promise.resolve(id === account.id ? current : undefined),
      };
      const made = house(sessions);
      const { connections, stored, session, pool } = made;
      const id = await connectWith(made, one(await look({}, sessions)), '');
      assert.equal(connections.get(id).tokenPlace, 'gitlabWorkflow');
      assert.ok(!JSON.stringify([...stored]).includes(oauth));
      assert.equal(await session.read(id), undefined);
      await lists(made, id, own);
      const ask = () => pool.of(id).gitlab.currentUser();
      current = box.tokens.expired;
      await assert.rejects(ask(), (error) => Failure.is(error, 'unauthorized'));
      current = oauth;
      assert.equal((await ask()).username, 'maintainer');
      await connections.refreshAccount(id, () => Promise.resolve({ userId: 3, username: 'maintainer' }));
      await lists(made, id, own);
      current = undefined;
      await assert.rejects(
        ask(),
        (error) =>
          Failure.is(error) &&
          error.details.code === 'tokenMissing' &&
          error.details.keptBy === 'gitlabWorkflow',
      );
    });

    it('no token is in a log line', () => {
      assert.ok(lines.length > 10);
      for (const token of Object.values(box.tokens)) assert.ok(!lines.some((line) => line.includes(token)));
    });
  });
