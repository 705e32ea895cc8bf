/** What signing an engine in needs. */
export interface EngineLogins {
  /** Programs that are installed, by name, with their full paths. */
  findEngine(program: string): string | undefined;
  /** The registries that a connection is known to use: of named repositories, and of what was listed. */
  registryHosts(connectionId: string): readonly string[];
  /**
   * The user name and secret of a connection, for one of its registries: an engine sends them to wherever that says. Rejects with
   * `credentialKind` where there is none, with `foreignRealm` or `notRegistry` for a registry of somebody else's.
   */
  credentials(
    connectionId: string,
    host: string,
    signal: AbortSignal,
  ): Promise<{ readonly username: string; readonly password: string }>;
  /** Runs a program without a shell; `input` goes to its standard input. */
  runEngine(call: {
    readonly path: string;
    readonly arguments: readonly string[];
    readonly input?: string;
    readonly signal: AbortSignal;
  }): Promise<void>;
}
