import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { Failure } from '../../base/failure.ts';
import { onAbort } from '../../base/onAbort.ts';

/**
 * A program's full path, from the absolute folders of the PATH only, so that nothing in the open folder can stand in for it; and no
 * batch files, which Windows runs through a shell.
 */
export function findProgram(name: string, environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const suffix = process.platform === 'win32' && !/\.exe$/i.test(name) ? '.exe' : '';
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
export interface ProgramCall {
  readonly path: string;
  readonly arguments: readonly string[];
  readonly input?: string;
  /** Its whole environment; without one, that of VS Code. */
  readonly environment?: NodeJS.ProcessEnv;
  /** How long it may take, in ms. */
  readonly patience: number;
  /** The most that it may print to each of its outputs, in characters; more ends it. */
  readonly mostOutput: number;
  readonly signal: AbortSignal;
}

/** How a program ended. */
export interface ProgramEnd {
  /** 0 when it says that it worked; `undefined` when it was ended, from outside or by us. */
  readonly code: number | undefined;
  /** `endless`: it printed too much. */
  readonly why: 'ended' | 'timedOut' | 'endless';
  readonly output: string;
  readonly errors: string;
}

/**
 * Runs a program and waits for its end, but no longer than it may take, whatever it has started itself. Rejects with `cancelled`, and
 * with what the system says when the program cannot be started.
 */
export function runProgram(call: ProgramCall): Promise<ProgramEnd> {
  const { path, arguments: given, input = '', environment, patience, mostOutput, signal } = call;
  return new Promise((resolve, reject) => {
    const child = spawn(path, given, {
      shell: false,
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(environment !== undefined && { env: environment }),
    });
    const said = { output: '', errors: '' };
    let stopListening = (): void => undefined;
    // Its children may hold the pipes open for ever: nothing is waited for after the program was killed.
    const end = (why: ProgramEnd['why'], code?: number): void => {
      clearTimeout(timer);
      stopListening();
      if (why !== 'ended' || signal.aborted) {
        child.kill('SIGKILL');
        for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
      }
      if (signal.aborted) reject(new Failure('cancelled', 'cancelled'));
      else resolve({ ...said, why, code });
    };
    const cancel = (): void => end('ended');
    const timer = setTimeout(() => end('timedOut'), patience);
    if (!signal.aborted) stopListening = onAbort(signal, cancel);
    const listen = (name: 'output' | 'errors') => (part: string) => {
      said[name] += part.slice(0, mostOutput + 1 - said[name].length);
      if (said[name].length > mostOutput) end('endless');
    };
    child.stdout.setEncoding('utf8').on('data', listen('output'));
    child.stderr.setEncoding('utf8').on('data', listen('errors'));
    // A program that ends before it has read everything breaks the pipe; its exit says why.
    child.stdin.on('error', () => undefined);
    child.on('error', (error) => {
      clearTimeout(timer);
      stopListening();
      reject(signal.aborted ? new Failure('cancelled', 'cancelled') : error);
    });
    child.on('close', (code) => end('ended', code ?? undefined));
    if (signal.aborted) cancel();
    else child.stdin.end(input);
  });
}
