/**
 * Where a token can be kept: the operating system's keychain, VS Code's secret storage, this window's memory, or the GitLab Workflow
 * extension, which alone writes there.
 */
export type SecretPlace = 'keychain' | 'secretStorage' | 'session' | 'gitlabWorkflow';

/** A place that keeps one secret per key. Every method may reject with `unexpected`/`keychainUnavailable`. */
export interface SecretStore {
  readonly place: SecretPlace;
  /** `undefined` when there is none. */
  read(key: string): Promise<string | undefined>;
  write(key: string, secret: string): Promise<void>;
  /** Without effect when there is none. */
  erase(key: string): Promise<void>;
}
