import * as vscode from 'vscode';
import { Failure } from '../base/failure.ts';

const provider = 'gitlab';
/** The scope without which the GitLab extension gives no session; it asks for no other. */
const scopes = ['api'];

/** The sessions of the GitLab Workflow extension, as `GitlabSessions` describes them. */
export interface WorkflowSessions {
  accounts(): Promise<readonly vscode.AuthenticationSessionAccountInformation[]>;
  ask(accountId: string): Promise<string>;
  current(accountId: string): Promise<string | undefined>;
}

/**
 * Asks VS Code for them. That extension gives its accounts to others, but lets nobody make a new one; where it has several, a VS Code
 * may get the first one only, so that whose session it is is looked at each time. Source: gitlab-vscode-extension,
 * `src/desktop/accounts/oauth/gitlab_authentication_provider.ts`.
 */
export function workflowSessions(
  extension: Pick<vscode.Extension<unknown>, 'extensionKind'>,
): WorkflowSessions {
  const accounts = async () => (isThere(extension) ? vscode.authentication.getAccounts(provider) : []);
  const tokenOf = async (
    accountId: string,
    options: vscode.AuthenticationGetSessionOptions,
  ): Promise<string | undefined> => {
    const account = (await accounts()).find(({ id }) => id === accountId);
    if (account === undefined) return undefined;
    const session = await vscode.authentication.getSession(provider, scopes, { ...options, account });
    return session?.account.id === accountId ? session.accessToken : undefined;
  };
  return {
    accounts,
    ask: async (accountId) => {
      // It rejects when the person says no, with a message and nothing else to know it by.
      const token = await tokenOf(accountId, { createIfNone: true }).catch(() => undefined);
      if (token !== undefined) return token;
      const details = { code: 'tokenMissing', keptBy: 'gitlabWorkflow' } as const;
      throw new Failure('unauthorized', 'the GitLab extension gave no session', details);
    },
    current: (accountId) => tokenOf(accountId, { silent: true }).catch(() => undefined),
  };
}

/**
 * Whether somebody may provide them: asking VS Code for a provider that nobody has takes five seconds. Extensions that run on another
 * machine than this one are not seen from here.
 */
function isThere({ extensionKind }: Pick<vscode.Extension<unknown>, 'extensionKind'>): boolean {
  const mayBeRemote = vscode.env.remoteName !== undefined && extensionKind === vscode.ExtensionKind.UI;
  return mayBeRemote || vscode.extensions.all.some(provides);
}

function provides({ id, packageJSON }: vscode.Extension<unknown>): boolean {
  const manifest: unknown = packageJSON;
  const declared = fieldOf(fieldOf(manifest, 'contributes'), 'authentication');
  const isDeclared = Array.isArray(declared) && declared.some((one) => fieldOf(one, 'id') === provider);
  return isDeclared || id.toLowerCase() === 'gitlab.gitlab-workflow';
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
