import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, it } from 'mocha';
import { startRegistryProcess } from '../../gitlab/registry/registryProcess.ts';
import { createTokenKeys } from '../../gitlab/registry/tokens.ts';

const options = { keys: createTokenKeys(), realmUrl: 'http://127.0.0.1:9/', service: 'container_registry' };

/** Starts a registry and says where. */
const starter = `
const { startRegistryProcess } = await import('./test/gitlab/registry/registryProcess.ts');
const { createTokenKeys } = await import('./test/gitlab/registry/tokens.ts');
const options = { keys: createTokenKeys(), realmUrl: 'http://127.0.0.1:9/', service: 'container_registry' };
const { url, directory } = await startRegistryProcess(options);
console.log(JSON.stringify({ url, directory }));`;

describe('a docker-registry process', function () {
  this.timeout(120_000);

  it('is gone with its folder once closed', async () => {
    const registry = await startRegistryProcess(options);
    assert.equal((await fetch(`${registry.url}/v2/`)).status, 401);
    await registry.close();
    await assert.rejects(fetch(`${registry.url}/v2/`));
    assert.ok(!existsSync(registry.directory));
  });

  it('is gone with its folder when we are killed', async () => {
    const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', starter], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const { url, directory } = JSON.parse(line.toString()) as {
      readonly url: string;
      readonly directory: string;
    };
    assert.equal((await fetch(`${url}/v2/`)).status, 401);
    parent.kill('SIGKILL');
    const deadline = Date.now() + 5000;
    while (existsSync(directory) && Date.now() < deadline) await sleep(50);
    assert.ok(!existsSync(directory));
    await assert.rejects(fetch(`${url}/v2/`));
  });

  it('that cannot start says why', async () => {
    const PATH = process.env['PATH'];
    const bin = await mkdtemp(join(tmpdir(), 'bin-'));
    for (const tool of ['sh', 'cat', 'rm']) await symlink(`/bin/${tool}`, join(bin, tool));
    process.env['PATH'] = bin;
    try {
      await assert.rejects(startRegistryProcess(options), /did not start: .*docker-registry: not found/);
    } finally {
      process.env['PATH'] = PATH;
      await rm(bin, { recursive: true });
    }
  });
});
