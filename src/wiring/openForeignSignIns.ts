import { homedir } from 'node:os';
import type { GitlabSessions } from '../credentials/gitlabSessions.ts';
import { credentialHelpers } from '../connections/foreign/credentialHelper.ts';
import { lookForSignIns, type ForeignLook } from '../connections/foreign/foreignSignIns.ts';
import { readForeignFile } from '../connections/foreign/readForeignFile.ts';

/** Sign-ins of other tools, as the person's computer has them. Nothing is read before it is asked for. */
export interface ForeignSignIns {
  /** See `lookForSignIns`. */
  readonly look: (signal: AbortSignal) => Promise<ForeignLook>;
  /** The token of an account of the GitLab extension, see `GitlabSessions`. */
  readonly askSession: (accountId: string) => Promise<string>;
}

/** Those of this process's environment and user. */
export function openForeignSignIns(sessions: GitlabSessions): ForeignSignIns {
  return {
    look: (signal) => {
      const { env: environment, platform } = process;
      const surroundings = { environment, platform, home: homedir() };
      const helpers = credentialHelpers(environment);
      const means = { readFile: readForeignFile, helpers, sessions, now: Date.now };
      return lookForSignIns({ ...surroundings, ...means }, signal);
    },
    askSession: (accountId) => sessions.ask(accountId),
  };
}
