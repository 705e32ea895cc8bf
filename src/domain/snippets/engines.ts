/** A program that keeps credentials for registries of its own. */
export interface Engine {
  /** The program, as it is found on the PATH. */
  readonly program: string;
  /** What stands before `login` and `logout`. */
  readonly command: readonly string[];
}

/**
 * Every engine reads the password from its standard input, so that it stands on no command line and in no history. Sources: the manual
 * pages of docker-login, podman-login, buildah-login and skopeo-login; `nerdctl login --help`; Helm's `registry login`; crane's `auth login`.
 */
export const engines: readonly Engine[] = [
  { program: 'docker', command: [] },
  { program: 'podman', command: [] },
  { program: 'nerdctl', command: [] },
  { program: 'buildah', command: [] },
  { program: 'skopeo', command: [] },
  { program: 'helm', command: ['registry'] },
  { program: 'crane', command: ['auth'] },
  { program: 'oras', command: [] },
];

/** The arguments of a login that reads the password from standard input. A user name or host that could be an option is refused. */
export function loginArguments(
  engine: Engine,
  to: { readonly host: string; readonly username: string },
): readonly string[] | undefined {
  if (!isHost(to.host) || !/^[^\s:-][^\s:]*$/.test(to.username)) return undefined;
  return [...engine.command, 'login', '--username', to.username, '--password-stdin', to.host];
}

/** The arguments of a logout; `undefined` for what is no host. */
export function logoutArguments(engine: Engine, host: string): readonly string[] | undefined {
  return isHost(host) ? [...engine.command, 'logout', host] : undefined;
}

function isHost(text: string): boolean {
  return /^(?:\[[0-9a-f:]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::\d{1,5})?$/i.test(text);
}
