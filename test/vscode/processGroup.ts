import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

const living = new Set<ChildProcess>();
const canGroup = process.platform !== 'win32';

/** How long a group may take to end when asked, in ms. */
const graceTime = 4_000;

const signals = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/** Whether there was somebody to take the signal; 0 only asks. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (child.pid === undefined) return false;
  try {
    return canGroup ? process.kill(-child.pid, signal) : child.kill(signal);
  } catch {
    return false;
  }
}

function signalAll(signal: NodeJS.Signals): void {
  for (const child of living) signalGroup(child, signal);
}

/** Groups may have started groups of their own, which only they can end: hence first a request, and time to obey. */
async function endAll(): Promise<void> {
  signalAll('SIGTERM');
  const end = Date.now() + graceTime;
  while (Date.now() < end && [...living].some((child) => signalGroup(child, 0))) await delay(50);
  signalAll('SIGKILL');
}

let isWatching = false;

/** However this process ends (return, crash, signal), its groups end with it. */
function watchOurEnd(): void {
  if (isWatching) return;
  isWatching = true;
  process.on('exit', () => signalAll('SIGTERM'));
  for (const [signal, number] of Object.entries(signals)) {
    process.once(signal, () => void endAll().finally(() => process.exit(128 + number)));
  }
}

/** Starts a program as the head of its own process group, which ends at the latest when this process does. */
export function spawnGroup(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  watchOurEnd();
  const child = spawn(command, args, { ...options, detached: canGroup });
  living.add(child);
  child.once('exit', () => {
    if (!signalGroup(child, 0)) living.delete(child);
  });
  return child;
}

/** Asks the whole group to end, and after some seconds makes it. Resolves when its head has ended. */
export async function stopGroup(child: ChildProcess): Promise<void> {
  const hasEnded = child.exitCode !== null || child.signalCode !== null;
  const ended = hasEnded ? Promise.resolve() : once(child, 'exit');
  signalGroup(child, 'SIGTERM');
  await Promise.race([ended, delay(graceTime, undefined, { ref: false })]);
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
