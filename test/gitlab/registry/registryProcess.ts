import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TokenKeys } from './tokens.ts';

/** A `docker-registry` that runs. */
export interface RegistryProcess {
  /** Where it listens, without a slash at the end. Nobody but the box knows this address. */
  readonly url: string;
  /** A folder that disappears with the process. */
  readonly directory: string;
  /** Kills it and removes its folder. */
  close(): Promise<void>;
}

/**
 * Runs the registry and, when our end of the pipe closes for whatever reason (even when we are killed), kills it and removes
 * its folder. $0 is its configuration, $1 the folder. The shell itself is silent: its "Killed" would go to a broken pipe and
 * end it too early.
 */
const script = `
exec 3<&0
docker-registry serve "$0" &
registry=$!
exec 2>/dev/null
(cat <&3 >/dev/null; kill -9 $registry 2>/dev/null) &
wait $registry
rm -rf "$1"`;

/** Starts Debian's `docker-registry` on a free port, with GitLab's tokens and, unless told otherwise, deletion enabled, in a temporary folder. */
export async function startRegistryProcess(options: {
  readonly keys: TokenKeys;
  readonly realmUrl: string;
  readonly service: string;
  /** As `storage.delete.enabled` is where nobody sets it. */
  readonly refusesDeletion?: true;
}): Promise<RegistryProcess> {
  const directory = await mkdtemp(join(tmpdir(), 'docker-registry-'));
  const configuration = await writeConfiguration(directory, options);
  const child = spawn('sh', ['-c', script, configuration, directory], {
    stdio: ['pipe', 'ignore', 'pipe'],
    // In a process group of its own a Ctrl-C reaches it through the pipe only, so that it can still clean up.
    detached: true,
  });
  try {
    const address = await addressOf(child);
    return { url: `http://${address}`, directory, close: () => end(child, directory) };
  } catch (error) {
    await end(child, directory);
    throw error;
  }
}

async function writeConfiguration(
  directory: string,
  { keys, realmUrl, service, refusesDeletion }: Parameters<typeof startRegistryProcess>[0],
): Promise<string> {
  const rootcertbundle = join(directory, 'certificate.pem');
  await writeFile(rootcertbundle, keys.certificatePem);
  const file = join(directory, 'config.yml');
  // JSON is YAML, too.
  const configuration = {
    version: '0.1',
    log: { level: 'info', accesslog: { disabled: true } },
    storage: {
      filesystem: { rootdirectory: join(directory, 'data') },
      delete: { enabled: refusesDeletion !== true },
    },
    http: { addr: '127.0.0.1:0', secret: 'box' },
    // As registries were before 2.7: images of schema 1 are still around.
    compatibility: { schema1: { enabled: true } },
    auth: { token: { realm: realmUrl, service, issuer: keys.issuer, rootcertbundle } },
  };
  await writeFile(file, JSON.stringify(configuration));
  return file;
}

/** The `host:port` that the registry says it listens on. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (reason: string): void => {
      clearTimeout(deadline);
      reject(new Error(`docker-registry ${reason}: ${said.trim()}`));
    };
    const deadline = setTimeout(() => fail('did not start within 10 s'), 10_000);
    child.once('error', (error) => fail(error.message));
    child.once('close', () => fail('did not start'));
    child.stderr?.on('data', (text: Buffer) => {
      // What comes later is thrown away, but it has to be read.
      if (said.length < 10_000) said += text.toString();
      const [, address] = /listening on ([\d.]+:\d+)/.exec(said) ?? [];
      if (address === undefined) return;
      clearTimeout(deadline);
      resolve(address);
    });
  });
}

async function end(child: ChildProcess, directory: string): Promise<void> {
  child.stdin?.end();
  if (child.pid !== undefined && child.exitCode === null) await once(child, 'exit');
  await rm(directory, { recursive: true, force: true });
}
