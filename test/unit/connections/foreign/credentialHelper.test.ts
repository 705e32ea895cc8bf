// Real programs in a temporary folder on the PATH. Protocol: docker-credential-helpers, `credentials/credentials.go`.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Failure } from '../../../../src/base/failure.ts';
import { credentialHelpers } from '../../../../src/connections/foreign/credentialHelper.ts';
import { readDockerConfig } from '../../../../src/connections/foreign/dockerConfig.ts';
import { fieldCase } from '../../../fakes/fieldCase.ts';
import { temporaryFolder } from '../../../vscode/temporaryFolder.ts';

const never = new AbortController().signal;
const onPosix = process.platform === 'win32' ? describe.skip : describe;

onPosix('A credential helper', () => {
  const folder = temporaryFolder('helpers');
  const environment = { PATH: `${folder.path}${delimiter}/usr/bin${delimiter}/bin`, HOME: folder.path };
  const helpers = credentialHelpers(environment, { patience: 700 });
  const write = (name: string, lines: string): void =>
    writeFileSync(join(folder.path, `docker-credential-${name}`), `#!/bin/sh\n${lines}\n`, { mode: 0o755 });
  after(() => folder.remove());

  const failed = (promise: Promise<unknown>, said?: RegExp): Promise<void> =>
    assert.rejects(promise, (error) => {
      assert.ok(Failure.is(error, 'unexpected') && error.details.code === 'helperFailed', String(error));
      if (said !== undefined) assert.match(error.details.serverMessage ?? '', said);
      assert.ok(!JSON.stringify(error.details).includes('planted-secret'));
      return true;
    });

  it('gets the server on its standard input, one word as its argument, and gives a pair', async () => {
    write(
      'good',
      `printf '%s|%s' "$*" "$(cat)" > "$HOME/seen"\nprintf '{"ServerURL":"x","Username":"olive","Secret":"planted-secret"}'`,
    );
    assert.deepEqual(await helpers.get('good', 'https://registry.example.com', never), {
      username: 'olive',
      secret: 'planted-secret',
    });
    assert.equal(readFileSync(join(folder.path, 'seen'), 'utf8'), 'get|https://registry.example.com');
  });

  it('field case 17: may have a dot in its name, as in WSL', async () => {
    const { config } = fieldCase('17-helper-with-dot') as { readonly config: object };
    const [entry] = readDockerConfig(JSON.stringify(config))?.entries ?? [];
    assert.ok(entry?.kept.kind === 'helper');
    write('desktop.exe', `printf '{"ServerURL":"x","Username":"olive","Secret":"planted-secret"}'`);
    const { username } = await helpers.get(entry.kept.helper, entry.server, never);
    assert.equal(username, 'olive');
  });

  it('lists its servers', async () => {
    write('lists', `[ "$1" = list ] && printf '{"https://a.example.com/v1/":"olive","b.example.com":"x"}'`);
    assert.deepEqual(await helpers.list('lists', never), ['https://a.example.com/v1/', 'b.example.com']);
  });

  it('that fails says why in its own words', async () => {
    write('empty', `echo 'credentials not found in native keychain'; exit 1`);
    await failed(helpers.get('empty', 'x', never), /^credentials not found in native keychain$/);
  });

  it('that fails with a secret among its words has none of them repeated', async () => {
    write('half', `printf '{"Username":"olive","Secret":"planted-secret"}'; exit 1`);
    await failed(helpers.get('half', 'x', never));
  });

  for (const [name, lines] of [
    ['garbage', 'head -c 1000 /dev/urandom'],
    ['nothing', ':'],
    ['other', `echo '["planted-secret"]'`],
    ['identity', `printf '{"Username":"<token>","Secret":"planted-secret"}'`],
    ['newline', `printf '{"Username":"a","Secret":"planted-secret\\\\nb"}'`],
    ['nobody', `printf '{"Username":"","Secret":"planted-secret"}'`],
  ] as const)
    it(`with a useless answer has failed: ${name}`, async () => {
      write(name, lines);
      await failed(helpers.get(name, 'x', never));
    });

  it('that prints without end is ended', async () => {
    write('endless', 'exec yes planted-secret');
    await failed(helpers.get('endless', 'x', never), /endless/);
    write('large', 'head -c 10000000 /dev/zero | tr "\\\\0" x');
    await failed(helpers.get('large', 'x', never), /endless/);
  });

  it('that hangs is ended, also when a program that it started holds its output open', async () => {
    write('hangs', 'exec sleep 20');
    await failed(helpers.get('hangs', 'x', never), /timedOut/);
    write('holds', 'sleep 20 &\nsleep 20');
    await failed(helpers.get('holds', 'x', never), /timedOut/);
  });

  it('ends when the person cancels', async () => {
    write('waits', 'exec sleep 20');
    const leaving = new AbortController();
    const running = helpers.get('waits', 'x', leaving.signal);
    leaving.abort();
    await assert.rejects(running, (error) => Failure.is(error, 'cancelled'));
  });

  it('whose name is no program’s is not looked for', async () => {
    mkdirSync(join(folder.path, 'docker-credential-..'));
    write('../evil', `touch "$HOME/ran"`);
    for (const name of ['../evil', 'a b', '$(touch x)', 'x;id', '', '-v', 'x/y', 'x\ny', 'x'.repeat(65)]) {
      assert.equal(helpers.find(name), 'badHelper', name);
      await failed(helpers.get(name, 'x', never));
    }
    assert.ok(!existsSync(join(folder.path, 'ran')));
  });

  it('is found in absolute folders of the PATH only', () => {
    write('there', ':');
    assert.deepEqual(helpers.find('there'), { path: join(folder.path, 'docker-credential-there') });
    assert.equal(helpers.find('nowhere'), 'helperMissing');
    assert.equal(credentialHelpers({ PATH: '.:bin:' }).find('there'), 'helperMissing');
  });

  it('that cannot be started has failed', async () => {
    writeFileSync(join(folder.path, 'docker-credential-odd'), '#!/no/such/interpreter\n', { mode: 0o755 });
    await failed(helpers.get('odd', 'x', never), /cannot be started/);
  });
});
