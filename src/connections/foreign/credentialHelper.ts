import * as v from 'valibot';
import { Failure } from '../../base/failure.ts';
import { parseJson } from '../../base/parseJson.ts';
import { printableLine } from '../../net/redact.ts';
import { isHeaderText } from './dockerConfig.ts';
import { findProgram, runProgram } from './runProgram.ts';

/** How long a helper may take, in ms: it may ask the person for a password. */
const patience = 30_000;
/** The most that it may print, in characters. */
const mostOutput = 256 * 1024;

/** Runs docker's credential helpers. Every method rejects with `helperFailed`, of which `field` is the helper's name. */
export interface CredentialHelper {
  /** The full path of the program; `badHelper` where the name is no program's, `helperMissing` where there is none. */
  find(helper: string): { readonly path: string } | 'badHelper' | 'helperMissing';
  /** The names of the servers that it has sign-ins for. */
  list(helper: string, signal: AbortSignal): Promise<readonly string[]>;
  /** The sign-in for a server, by the name that the tool's configuration has for it. */
  get(
    helper: string,
    server: string,
    signal: AbortSignal,
  ): Promise<{ readonly username: string; readonly secret: string }>;
}

const got = v.object({ Username: v.string(), Secret: v.string() });
const listed = v.record(v.string(), v.string());

/**
 * The helpers that are found on the PATH of an environment. Their protocol is one word as the argument, the server on standard input and
 * JSON on standard output. Source: docker-credential-helpers, `credentials/credentials.go`.
 */
export function credentialHelpers(environment: NodeJS.ProcessEnv, limits = { patience }): CredentialHelper {
  const find: CredentialHelper['find'] = (helper) => {
    // A dot as in `desktop.exe`, which Docker Desktop writes into the configuration of WSL.
    if (!/^[a-z0-9][a-z0-9._-]{0,63}$/i.test(helper)) return 'badHelper';
    const path = findProgram(`docker-credential-${helper}`, environment);
    return path === undefined ? 'helperMissing' : { path };
  };
  const run = async (helper: string, verb: string, input: string, signal: AbortSignal): Promise<unknown> => {
    const found = find(helper);
    if (typeof found === 'string') throw failureOf(helper, found);
    const call = { ...found, arguments: [verb], input, environment, mostOutput, signal, ...limits };
    const end = await runProgram(call).catch((error: unknown) => {
      throw Failure.is(error) ? error : failureOf(helper, 'it cannot be started');
    });
    if (end.why !== 'ended') throw failureOf(helper, end.why);
    // What it printed beside an error is its own words, but a secret may be among them when it half worked.
    if (end.code !== 0) throw failureOf(helper, end.output.includes('{') ? '' : end.output || end.errors);
    return parseJson(end.output);
  };
  return {
    find,
    list: async (helper, signal) => {
      const parsed = v.safeParse(listed, await run(helper, 'list', '', signal));
      if (!parsed.success) throw failureOf(helper, 'its answer is not understood');
      return Object.keys(parsed.output);
    },
    get: async (helper, server, signal) => {
      const parsed = v.safeParse(got, await run(helper, 'get', server, signal));
      if (!parsed.success) throw failureOf(helper, 'its answer is not understood');
      const { Username: username, Secret: secret } = parsed.output;
      // `<token>` stands for an identity token, which GitLab does not give out.
      if (username === '<token>' || ![username, secret].every(isHeaderText))
        throw failureOf(helper, 'no user name with a token');
      return { username, secret };
    },
  };
}

function failureOf(helper: string, said: string): Failure {
  return new Failure('unexpected', 'a credential helper failed', {
    code: 'helperFailed',
    field: printableLine(helper).slice(0, 70),
    ...(said.trim() !== '' && { serverMessage: printableLine(said.trim().split('\n')[0] ?? '') }),
  });
}
