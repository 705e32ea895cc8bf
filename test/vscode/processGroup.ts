import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

const living = new Set<ChildProcess>();
const canGroup = process.platform !== 'win32';
const signals = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (canGroup) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // Nobody of the group is left.
  }
}

function killAll(): void {
  for (const child of living) signalGroup(child, 'SIGKILL');
}

let isWatching = false;

/** However this process ends (return, crash, signal), its groups end with it. */
function watchOurEnd(): void {
  if (isWatching) return;
  isWatching = true;
  process.on('exit', killAll);
  for (const [signal, number] of Object.entries(signals)) {
    process.on(signal, () => {
      killAll();
      process.exit(128 + number);
    });
  }
}

/** Starts a program as the head of its own process group, which ends at the latest when this process does. */
export function spawnGroup(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  watchOurEnd();
  const child = spawn(command, args, { ...options, detached: canGroup });
  living.add(child);
  return child;
}

/** Asks the whole group to end, and after two seconds makes it. Resolves when its head has ended. */
export async function stopGroup(child: ChildProcess): Promise<void> {
  const ended =
    child.exitCode !== null || child.signalCode !== null
      ? Promise.resolve()
      : new Promise<void>((resolve) => child.once('exit', () => resolve()));
  signalGroup(child, 'SIGTERM');
  await Promise.race([ended, delay(2_000, undefined, { ref: false })]);
  signalGroup(child, 'SIGKILL');
  await ended;
  living.delete(child);
}

/** Resolves with the exit code (1 when a signal ended it); rejects when the program could not be started. */
export async function exitCodeOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
