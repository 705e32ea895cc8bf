import { Failure } from '../../base/failure.ts';
import type { ForeignCredential } from '../../domain/foreign/foreignSignIn.ts';
import { printableLine } from '../../net/redact.ts';
import { isHeaderText } from './dockerConfig.ts';
import { findProgram, runProgram } from './runProgram.ts';

/** How long glab may take, in ms: the system may ask the person for a password. */
const patience = 30_000;
/** The most that it may print, in characters. */
const mostOutput = 64 * 1024;
/** Variables that would be answered with in place of what is kept. */
const overriding = ['GITLAB_TOKEN', 'GITLAB_ACCESS_TOKEN', 'OAUTH_TOKEN', 'CI_JOB_TOKEN'];

/**
 * Asks glab itself for the token that it keeps in the system's keychain; `undefined` where there is no glab on the PATH. What it says goes
 * nowhere but to the one who asked. Rejects with `helperFailed`. Source: glab, `glab config get --help`; `internal/config/config_type_file.go`.
 */
export function glabKeychain(
  host: string,
  environment: NodeJS.ProcessEnv,
): ((signal: AbortSignal) => Promise<ForeignCredential>) | undefined {
  const path = findProgram('glab', environment);
  if (path === undefined || host.startsWith('-')) return undefined;
  const quiet: NodeJS.ProcessEnv = {
    ...environment,
    NO_PROMPT: '1',
    GLAB_CHECK_UPDATE: 'false',
    GLAB_SEND_TELEMETRY: 'false',
  };
  for (const name of overriding) Reflect.deleteProperty(quiet, name);
  return async (signal) => {
    const call = { path, arguments: ['config', 'get', 'token', '--host', host], environment: quiet };
    const end = await runProgram({ ...call, patience, mostOutput, signal }).catch((error: unknown) => {
      throw Failure.is(error) ? error : failureOf('it cannot be started');
    });
    const secret = end.output.trim();
    if (end.why !== 'ended') throw failureOf(end.why);
    if (end.code !== 0) throw failureOf(end.errors);
    if (secret === '' || !isHeaderText(secret)) throw failureOf('no token');
    return { secret, credential: 'accessToken' };
  };
}

function failureOf(said: string): Failure {
  return new Failure('unexpected', 'glab gave no token', {
    code: 'helperFailed',
    field: 'glab',
    ...(said.trim() !== '' && { serverMessage: printableLine(said.trim().split('\n')[0] ?? '') }),
  });
}
