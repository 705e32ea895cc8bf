import { Failure } from '../base/failure.ts';
import { printableLine, redact } from '../net/redact.ts';
import { runProgram, type ProgramCall } from './foreign/runProgram.ts';

/** How long an engine may take to sign in, in ms. */
const patience = 60_000;
/** The most that an engine may say, in characters. */
const mostOutput = 100_000;

/** An engine to run without a shell. `input` goes to its standard input and nowhere else. */
export type EngineCall = Pick<ProgramCall, 'path' | 'arguments' | 'input' | 'signal'>;

/** Resolves when the program says that it worked; rejects with `engineFailed` and what it said, without the input. */
export async function runEngine(call: EngineCall): Promise<void> {
  const { input = '' } = call;
  const { code, output, errors } = await runProgram({ ...call, patience, mostOutput }).catch(
    (error: unknown) => {
      if (Failure.is(error)) throw error;
      throw failureOf(error instanceof Error ? error.message : '', input);
    },
  );
  if (code === 0) return;
  const said = output + errors;
  throw failureOf(said === '' ? `exit ${code ?? 'by signal'}` : said, input);
}

function failureOf(said: string, secret: string): Failure {
  const last = redact(said, [secret]).trim().split('\n').slice(-3).join(' ');
  return new Failure('unexpected', 'a container engine failed', {
    code: 'engineFailed',
    serverMessage: printableLine(last, [secret]),
  });
}
