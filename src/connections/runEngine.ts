import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { Failure } from '../base/failure.ts';
import { printableLine, redact } from '../net/redact.ts';

/** How long an engine may take to sign in, in ms. */
const patience = 60_000;
/** The most that is kept of what an engine says, in characters. */
const longest = 10_000;

/**
 * A program's full path, from the absolute folders of the PATH only, so that nothing in the open folder can stand in for it; and no
 * batch files, which Windows runs through a shell.
 */
export function findProgram(name: string, environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const folders = (environment['PATH'] ?? environment['Path'] ?? '').split(delimiter).filter(isAbsolute);
  return folders.map((folder) => join(folder, name + suffix)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A program to run without a shell. `input` goes to its standard input and nowhere else. */
export interface EngineCall {
  readonly path: string;
  readonly arguments: readonly string[];
  readonly input?: string;
  readonly signal: AbortSignal;
}

/** Resolves when the program says that it worked; rejects with `engineFailed` and what it said, without the input. */
export function runEngine({ path, arguments: given, input = '', signal }: EngineCall): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(path, given, {
      shell: false,
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: patience,
      signal,
    });
    let said = '';
    const listen = (part: Buffer): void => void (said = (said + part.toString('utf8')).slice(-longest));
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    // A program that ends before it has read everything breaks the pipe; its exit says why.
    child.stdin.on('error', () => undefined);
    child.on('error', (error) =>
      reject(signal.aborted ? new Failure('cancelled', 'cancelled') : failureOf(error.message, input)),
    );
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(failureOf(said === '' ? `exit ${code ?? 'by signal'}` : said, input));
    });
    child.stdin.end(input);
  });
}

function failureOf(said: string, secret: string): Failure {
  const last = redact(said, [secret]).trim().split('\n').slice(-3).join(' ');
  return new Failure('unexpected', 'a container engine failed', {
    code: 'engineFailed',
    serverMessage: printableLine(last, [secret]),
  });
}
