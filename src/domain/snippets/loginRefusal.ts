import { programOfCommandLine, runsAsOther } from './commandLine.ts';
import { engines, type Engine } from './engines.ts';

/** A container program that a registry turned away for lack of a login. */
export interface LoginRefusal {
  readonly engine: Engine;
  /** `host[:port]` of the registry. */
  readonly host: string;
  /** The program ran as another user, who has logins of their own: `sudo`. */
  readonly isOtherUser: boolean;
}

/**
 * What the programs print when a registry turns them away. Sources: the distribution and containers/image libraries
 * (`unauthorized: …`, `denied: …`, `requested access to the resource is denied`), docker (`no basic auth credentials`), containerd
 * (`insufficient_scope: authorization failed`), oras (`basic credential not found`), GitLab (`access forbidden`),
 * skopeo 1.9 where GitLab refuses a token to nobody (`invalid status code from registry 403 (Forbidden)`).
 */
const refused =
  /\b(?:unauthorized|denied|authentication required|authorization failed|insufficient_scope|no basic auth credentials|basic credential not found|access forbidden|40[13] \(?(?:unauthorized|forbidden))\b/i;

/** Of the program's own files and sockets, which no login opens. */
const elsewhere = /permission denied|operation not permitted/i;

/** The engine that a command line runs, behind assignments and wrappers such as `sudo` and `time`. */
export function engineOfCommandLine(commandLine: string): Engine | undefined {
  const program = programOfCommandLine(commandLine);
  const name = program === 'docker-compose' || program === 'podman-compose' ? program.split('-')[0] : program;
  return engines.find((one) => one.program === name);
}

/**
 * Tells from a command line and the end of what it printed (without control sequences) whether one of these registries wants a
 * login.
 * Example: `podman pull registry.example.com/g/p:1` with `… unauthorized: access forbidden`.
 */
export function loginRefusalOf(
  run: { readonly commandLine: string; readonly output: string },
  hosts: readonly string[],
): LoginRefusal | undefined {
  const engine = engineOfCommandLine(run.commandLine);
  if (engine === undefined) return undefined;
  const lines = run.output.split(/[\r\n]+/);
  if (!lines.some((line) => refused.test(line) && !elsewhere.test(line))) return undefined;
  const said = [run.commandLine, ...lines].join('\n');
  const host = hosts.find((one) => names(said, one));
  return host === undefined ? undefined : { engine, host, isOtherUser: runsAsOther(run.commandLine) };
}

/** Whether a text names a registry: its host as a whole, followed by what ends one. */
function names(text: string, host: string): boolean {
  const letters = host.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?:^|[^\\w.:-])${letters}(?![\\w.:-])`, 'i').test(text);
}
