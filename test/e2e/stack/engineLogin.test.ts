// Real container engines, signed in to a registry over TLS with what the connection has; their command lines are watched.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../../src/base/failure.ts';
import { runEngine } from '../../../src/connections/runEngine.ts';
import { findProgram } from '../../../src/connections/foreign/runProgram.ts';
import { engines, loginArguments, logoutArguments } from '../../../src/domain/snippets/engines.ts';
import { startBox, type Box } from '../../gitlab/box.ts';
import { deployUsername } from '../../gitlab/seed/people.ts';
import { ensureEngines } from '../../scripts/setup.mjs';
import { temporaryFolder } from '../../vscode/temporaryFolder.ts';

const signal = new AbortController().signal;

/** What each running process was started with, and the environment that it has. */
function processTexts(): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [
          readFileSync(join('/proc', pid, 'cmdline'), 'latin1'),
          readFileSync(join('/proc', pid, 'environ'), 'latin1'),
        ];
      } catch {
        return [];
      }
    });
}

describe('Container engines', () => {
  let box: Box;
  const home = temporaryFolder('engines');
  const earlier = process.env;

  before(async function () {
    this.timeout(120_000);
    ensureEngines();
    box = await startBox({ tls: true });
    const certificates = join(home.path, '.config/containers/certs.d', box.registryHost);
    mkdirSync(certificates, { recursive: true });
    writeFileSync(join(certificates, 'ca.crt'), box.caCertificate ?? '');
    const settings = {
      HOME: home.path,
      DOCKER_CONFIG: join(home.path, 'docker'),
      REGISTRY_AUTH_FILE: join(home.path, 'auth.json'),
      DOCKER_HOST: 'tcp://127.0.0.1:9',
    };
    process.env = { ...process.env, ...settings };
  });
  after(async () => {
    process.env = earlier;
    home.remove();
    await box.close();
  });

  const storedIn = (): string =>
    ['auth.json', 'docker/config.json']
      .map((name) => {
        try {
          return readFileSync(join(home.path, name), 'utf8');
        } catch {
          return '';
        }
      })
      .join('\n');

  for (const program of ['podman', 'skopeo', 'docker'])
    it(`${program} takes a deploy token through its standard input only, and forgets it`, async function () {
      this.timeout(120_000);
      const engine = engines.find((one) => one.program === program);
      const path = findProgram(program);
      assert.ok(engine && path, `${program} is not installed`);
      const given = loginArguments(engine, { host: box.registryHost, username: deployUsername });
      assert.ok(given);
      const { deploy: token } = box.tokens;
      const seen = new Set<string>();
      const watch = setInterval(() => processTexts().forEach((text) => seen.add(text)), 5);
      box.knobs.latencyMs = 150;
      try {
        await runEngine({ path, arguments: given, input: token, signal });
      } finally {
        clearInterval(watch);
        box.knobs.latencyMs = 0;
      }
      assert.ok([...seen].some((text) => text.includes(path) && text.includes('--password-stdin')));
      assert.deepEqual(
        [...seen].filter((text) => text.includes(token)),
        [],
      );
      const pair = Buffer.from(`${deployUsername}:${token}`).toString('base64');
      assert.ok(storedIn().includes(pair), 'the engine has kept it');
      const out = logoutArguments(engine, box.registryHost);
      assert.ok(out);
      await runEngine({ path, arguments: out, signal });
      assert.ok(!storedIn().includes(pair), 'the engine has forgotten it');
    });

  it('that refuse say why, without the token', async function () {
    this.timeout(120_000);
    const [engine] = engines.filter((one) => one.program === 'skopeo');
    const path = findProgram('skopeo');
    assert.ok(engine && path);
    const given = loginArguments(engine, { host: box.registryHost, username: 'somebody' });
    assert.ok(given);
    await assert.rejects(
      runEngine({ path, arguments: given, input: 'token-that-is-wrong', signal }),
      (error) => {
        assert.ok(Failure.is(error) && error.details.code === 'engineFailed');
        assert.match(error.details.serverMessage ?? '', /denied|unauthorized|invalid/i);
        assert.ok(!JSON.stringify(error.details).includes('token-that-is-wrong'));
        return true;
      },
    );
  });

  it('end when the person cancels', async () => {
    const leaving = new AbortController();
    const path = findProgram('sleep');
    assert.ok(path);
    const running = runEngine({ path, arguments: ['30'], signal: leaving.signal });
    leaving.abort();
    await assert.rejects(running, (error) => Failure.is(error, 'cancelled'));
  });

  it('are looked for in absolute folders of the PATH only', () => {
    assert.equal(findProgram('skopeo', { PATH: '.:bin:' }), undefined);
    assert.equal(findProgram('no-such-program'), undefined);
  });

  it('get no user name and no host that could be an option or a shell word', () => {
    const [engine] = engines;
    assert.ok(engine);
    for (const [host, username] of [
      ['-v', 'a'],
      ['r.example; rm x', 'a'],
      ['r.example/path', 'a'],
      ['r.example', '--password=x'],
      ['r.example', 'a b'],
      ['r.example', ''],
    ] as const)
      assert.equal(loginArguments(engine, { host, username }), undefined, `${host} ${username}`);
  });
});
