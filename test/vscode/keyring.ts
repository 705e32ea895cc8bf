import type { StdioOptions } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureKeyring } from '../scripts/setup.mjs';
import { exitCodeOf, spawnGroup } from './processGroup.ts';
import type { Environment } from './server.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** Environment in which a program finds no keychain: no bus, and none to be started. Linux only. */
export function environmentWithoutKeyring(): Environment {
  return { DBUS_SESSION_BUS_ADDRESS: undefined, DISPLAY: undefined, XDG_RUNTIME_DIR: undefined };
}

const unlock =
  'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 || ' +
  '{ echo "gnome-keyring-daemon did not start" >&2; exit 1; }; exec "$@"';

function throwAwayHome(home: string): NodeJS.ProcessEnv {
  const folders = {
    HOME: home,
    XDG_DATA_HOME: join(home, 'share'),
    XDG_RUNTIME_DIR: join(home, 'run'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_CONFIG_HOME: join(home, 'config'),
  };
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true, mode: 0o700 });
  mkdirSync(join(folders.XDG_DATA_HOME, 'keyrings'), { mode: 0o700 });
  return { ...process.env, ...folders };
}

export interface KeyringRun {
  readonly env?: Environment | undefined;
  readonly stdio?: StdioOptions | undefined;
}

/**
 * Runs a program beside a real, unlocked gnome-keyring of its own, with a home that is thrown away, and resolves with
 * its exit code. On systems other than Linux it runs as it is: there the person's own keychain answers.
 */
export async function runInKeyring(
  command: string,
  args: readonly string[],
  { env, stdio = 'inherit' }: KeyringRun = {},
): Promise<number> {
  if (process.platform !== 'linux') {
    return exitCodeOf(spawnGroup(command, args, { stdio, env: { ...process.env, ...env } }));
  }
  ensureKeyring();
  const home = temporaryFolder('keyring');
  try {
    const inBus = ['--', 'bash', '-c', unlock, 'bash', command, ...args];
    return await exitCodeOf(
      spawnGroup('dbus-run-session', inBus, { stdio, env: { ...throwAwayHome(home.path), ...env } }),
    );
  } finally {
    home.remove();
  }
}
