import type { SecretStore } from './secretStore.ts';

/** An account that the GitLab Workflow extension is signed in with. */
export interface SessionAccount {
  /** `<URL of the instance>|<number of the user>`. */
  readonly id: string;
  /** With the user name and the instance, in the words of that extension. */
  readonly label: string;
}

/** The sessions of the GitLab Workflow extension (authentication provider `gitlab`), through VS Code. */
export interface GitlabSessions {
  /** The accounts that there are; nobody is asked. Empty where that extension is not installed. */
  accounts(): Promise<readonly SessionAccount[]>;
  /** The token of an account, after VS Code has asked the person. Rejects with `tokenMissing` when it is not given. */
  ask(accountId: string): Promise<string>;
  /** The token as it is now; nobody is asked. `undefined` when the account is gone, or may not be used any more. */
  current(accountId: string): Promise<string | undefined>;
}

/**
 * Tokens that another extension keeps and renews every two hours: they are read with each use, by the id of the account, and neither
 * written nor erased here.
 */
export function openGitlabSessions(sessions: Pick<GitlabSessions, 'current'>): SecretStore {
  return {
    place: 'gitlabWorkflow',
    read: (accountId) => sessions.current(accountId),
    write: () => Promise.resolve(),
    erase: () => Promise.resolve(),
  };
}
