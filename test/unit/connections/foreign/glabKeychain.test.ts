// A program in place of glab on the PATH, which answers as `glab config get --help` says.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Failure } from '../../../../src/base/failure.ts';
import { glabKeychain } from '../../../../src/connections/foreign/glabKeychain.ts';
import { temporaryFolder } from '../../../vscode/temporaryFolder.ts';

const never = new AbortController().signal;
const onPosix = process.platform === 'win32' ? describe.skip : describe;

onPosix('The keychain of glab', () => {
  const folder = temporaryFolder('glab');
  const environment = {
    PATH: `${folder.path}${delimiter}/usr/bin${delimiter}/bin`,
    HOME: folder.path,
    GITLAB_TOKEN: 'of-the-environment',
  };
  const write = (lines: string): void =>
    writeFileSync(join(folder.path, 'glab'), `#!/bin/sh\n${lines}\n`, { mode: 0o755 });
  after(() => folder.remove());

  it('is asked through glab, for one host, without the token of the environment', async () => {
    assert.equal(glabKeychain('gitlab.example.com', environment), undefined);
    write(`printf '%s|%s' "$*" "$GITLAB_TOKEN" > "$HOME/seen"; echo planted-secret`);
    const ask = glabKeychain('gitlab.example.com', environment);
    assert.deepEqual(await ask?.(never), { secret: 'planted-secret', credential: 'accessToken' });
    assert.equal(
      readFileSync(join(folder.path, 'seen'), 'utf8'),
      'config get token --host gitlab.example.com|',
    );
  });

  for (const [name, lines] of [
    ['an error', 'echo failed >&2; exit 1'],
    ['nothing', ':'],
    ['two lines', 'echo a; echo planted-secret'],
  ] as const)
    it(`that answers with ${name} gives no token`, async () => {
      write(lines);
      await assert.rejects(glabKeychain('a', environment)?.(never) ?? Promise.resolve(), (error) => {
        assert.ok(Failure.is(error, 'unexpected') && error.details.code === 'helperFailed');
        return !JSON.stringify(error.details).includes('planted-secret');
      });
    });
});
