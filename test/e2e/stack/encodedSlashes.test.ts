// Field case 25, with a real nginx in front of the box: one that refuses `%2F`, one that decodes it, one that passes it on.
import '../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../../src/base/failure.ts';
import { diagnose } from '../../../src/connections/diagnose.ts';
import { findPlace } from '../../../src/connections/findPlace.ts';
import { createGitlabClient, type GitlabClient } from '../../../src/gitlab/client.ts';
import { testHttp } from '../../fakes/httpServer.ts';
import { startBox, type Box } from '../../gitlab/box.ts';
import type { Fault } from '../../gitlab/faults.ts';
import { findProject } from '../../gitlab/world/lookup.ts';
import { ensureRecipeReaders, findProgram } from '../../scripts/setup.mjs';
import { temporaryFolder } from '../../vscode/temporaryFolder.ts';

const { http } = testHttp({ now: Date.now });

/** How proxies of the field treat `%2F`, as nginx is told to. `TARGET` is the box. */
const proxies = {
  // Apache's default (AllowEncodedSlashes Off) and IIS: a page with 404.
  'a page with 404': 'if ($request_uri ~* "%2f") { return 404; } proxy_pass TARGET;',
  // Traefik since 3.6.3, Envoy's REJECT_REQUEST: 400 and a few words.
  'plain text with 400':
    'if ($request_uri ~* "%2f") { add_header content-type text/plain always; return 400 "Bad Request"; } proxy_pass TARGET;',
  // A web application firewall: a page with 403.
  'a page with 403': 'if ($request_uri ~* "%2f") { return 403; } proxy_pass TARGET;',
  // Envoy's UNESCAPE_AND_REDIRECT.
  'a redirect to the decoded path': 'if ($request_uri ~* "%2f") { return 307 $uri; } proxy_pass TARGET;',
  // nginx's documentation of proxy_pass: with a URI, what is passed on is the normalised, decoded one.
  'a decoded path': 'proxy_pass TARGET/;',
} as const;

interface Proxy {
  readonly url: string;
  close(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function startNginx(location: string, target: string): Promise<Proxy> {
  const folder = temporaryFolder('nginx');
  const port = await freePort();
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const file = join(folder.path, 'nginx.conf');
  writeFileSync(
    file,
    `daemon off; master_process off; pid ${folder.path}/pid; error_log ${folder.path}/log;
events {}
http {
  access_log off;
  ${places.map((kind) => `${kind}_temp_path ${folder.path}/${kind};`).join('\n  ')}
  server {
    listen 127.0.0.1:${port};
    location / { proxy_set_header Host $http_host; ${location.replace('TARGET', target)} }
  }
}
`,
  );
  const program: ChildProcess = spawn(
    findProgram('nginx') ?? 'nginx',
    ['-c', file, '-e', join(folder.path, 'log')],
    {
      stdio: 'ignore',
    },
  );
  const url = `http://127.0.0.1:${port}`;
  for (let attempt = 0; ; attempt += 1) {
    const isUp = await fetch(url).then(
      () => true,
      () => false,
    );
    if (isUp) break;
    assert.ok(attempt < 100, 'nginx did not begin');
    await sleep(100);
  }
  return {
    url,
    close: async () => {
      const ended = once(program, 'exit');
      program.kill();
      await ended;
      folder.remove();
    },
  };
}

describe('GitLab behind a proxy that does not pass %2F on', () => {
  let box: Box;
  before(async () => {
    ensureRecipeReaders();
    box = await startBox();
  });
  after(() => box.close());
  afterEach(() => {
    box.knobs.faults = [];
  });

  const clientAt = (instanceUrl: string): GitlabClient =>
    createGitlabClient({ instanceUrl, token: () => Promise.resolve(box.tokens.maintainer), http });
  /** What the box was asked since, without what nobody took there. */
  const routesSince = (count: number): readonly string[] =>
    box.log.entries
      .slice(count)
      .flatMap(({ method, path, route }) => (route === undefined ? [] : [`${method} ${path}`]));

  for (const [how, location] of Object.entries(proxies))
    describe(how, () => {
      let proxy: Proxy;
      before(async () => {
        proxy = await startNginx(location, box.url);
      });
      after(async () => {
        await proxy.close();
        // What a decoded address asks for is unknown to GitLab, too: that is what is tried here.
        for (const entry of box.log.entries) entry.unknown = false;
      });

      it('is asked by number, once it is known that the project is there', async () => {
        const client = clientAt(proxy.url);
        assert.equal(client.refusesSlashes(), undefined);
        const page = await client.projectRepositoriesByRest('acme/shop');
        assert.equal(page.items.length, 3);
        assert.equal(client.refusesSlashes(), true);
        const before = box.log.entries.length;
        const project = await client.projectRegistry('acme/shop');
        assert.equal(project.fullPath, 'acme/shop');
        assert.equal((await client.groupRepositories('acme/platform')).items.length, 1);
        assert.ok(!box.log.entries.slice(before).some(({ path }) => path.toLowerCase().includes('%2f')));
      });

      it('is changed once, and by the number', async () => {
        const client = clientAt(proxy.url);
        const shop = findProject(box.world, 'acme/shop');
        assert.ok(shop);
        const before = box.log.entries.length;
        await client.changePolicy('acme/shop', { keepN: 10 });
        const changes = routesSince(before).filter((route) => route.startsWith('PUT'));
        assert.deepEqual(changes, [`PUT /api/v4/projects/${shop.id}`]);
      });

      it('says that a project is missing which is not there', async () => {
        const client = clientAt(proxy.url);
        await client.projectRepositoriesByRest('acme/shop');
        await assert.rejects(client.projectRepositoriesByRest('acme/nothing'), (error) =>
          Failure.is(error, 'missing'),
        );
      });

      it('finds the number in a list where GraphQL does not answer', async () => {
        box.knobs.faults = [{ path: /api\/graphql/, act: { kind: 'status', status: 403 } }] satisfies Fault[];
        const client = clientAt(proxy.url);
        assert.equal((await client.projectRepositoriesByRest('acme/shop')).items.length, 3);
      });

      it('is named by Diagnose', async () => {
        const identity = {
          instanceUrl: proxy.url,
          credential: 'accessToken',
          username: 'maintainer',
          token: () => Promise.resolve(box.tokens.maintainer),
        } as const;
        const options = { http, signal: new AbortController().signal, onStep: () => undefined };
        const results = await diagnose({ identity, projectPath: 'acme/shop' }, options);
        const role = results.find(({ step }) => step === 'role');
        assert.equal(role?.outcome, 'passed', role?.failure?.message);
        assert.deepEqual(role.troubles, ['encodedSlash']);
      });
    });

  it('a proxy’s page where no number can be had names the proxy', async () => {
    const proxy = await startNginx(proxies['a page with 404'], box.url);
    const json = { 'content-type': 'application/json' };
    const refused = {
      kind: 'status',
      status: 403,
      headers: json,
      body: '{"message":"403 Forbidden"}',
    } as const;
    // As a job token, which GitLab lets read a project and nothing else.
    box.knobs.faults = [
      { path: /api\/graphql/, act: refused },
      { path: /projects\?/, act: refused },
    ];
    try {
      const identity = {
        instanceUrl: proxy.url,
        credential: 'accessToken',
        username: 'maintainer',
        token: () => Promise.resolve(box.tokens.maintainer),
      } as const;
      const options = { http, signal: new AbortController().signal, onStep: () => undefined };
      const results = await diagnose({ identity, projectPath: 'acme/shop' }, options);
      const failed = results.find(({ outcome }) => outcome === 'failed');
      assert.equal(failed?.step, 'role');
      assert.equal(failed.failure?.details.code, 'encodedSlash');
    } finally {
      await proxy.close();
    }
  });

  it('a place is found behind one, its image’s name taken off', async () => {
    const proxy = await startNginx(proxies['a page with 404'], box.url);
    const seeker = {
      instanceUrl: proxy.url,
      credential: 'accessToken',
      username: 'maintainer',
      token: () => Promise.resolve(box.tokens.maintainer),
    } as const;
    try {
      const found = await findPlace(
        { kind: 'path', path: 'acme/shop/web' },
        { seeker, http, signal: new AbortController().signal },
      );
      assert.deepEqual(found.place, { kind: 'project', path: 'acme/shop' });
    } finally {
      await proxy.close();
    }
  });

  it('a proxy that passes it on is asked by path, and nothing more', async () => {
    const proxy = await startNginx('proxy_pass TARGET;', box.url);
    try {
      const client = clientAt(proxy.url);
      const before = box.log.entries.length;
      await client.projectRegistry('acme/shop');
      await client.projectRepositoriesByRest('acme/shop');
      await assert.rejects(client.projectRegistry('acme/nothing'), (error) => Failure.is(error, 'missing'));
      assert.equal(client.refusesSlashes(), false);
      assert.equal(box.log.entries.length - before, 3);
    } finally {
      await proxy.close();
    }
  });

  it('a server that answers everything with a page is no proof', async () => {
    box.knobs.faults = [{ path: /api\/v4/, act: { kind: 'html' } }];
    const before = box.log.entries.length;
    const client = clientAt(box.url);
    await assert.rejects(client.changePolicy('acme/shop', { keepN: 10 }), (error) => {
      assert.equal(Failure.from(error).details.code, 'notGitlab');
      return true;
    });
    assert.equal(client.refusesSlashes(), undefined);
    const writes = box.log.entries.slice(before).filter(({ method }) => method === 'PUT');
    assert.equal(writes.length, 1);
  });
});
