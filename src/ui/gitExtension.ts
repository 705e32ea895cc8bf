import * as vscode from 'vscode';

/** What VS Code's own git extension says of a repository's remotes. */
export interface ExtensionRemotes {
  /** Of the remote of the current branch first, then of `origin`, then the rest. */
  readonly fetchUrls: readonly string[];
}

/** The part of the extension's API that is used; source: VS Code, extensions/git/src/api/git.d.ts. */
interface GitExtension {
  readonly enabled?: boolean;
  getAPI?(version: 1): { getRepository?(uri: vscode.Uri): { readonly state?: RepositoryState } | null };
}

interface RepositoryState {
  readonly HEAD?: { readonly upstream?: { readonly remote?: string } };
  readonly remotes?: readonly { readonly name?: string; readonly fetchUrl?: string }[];
}

/**
 * Asks the git extension of this host, where it is at work already: it is not started. `undefined` where it has no answer, as for a virtual
 * folder or without git.
 */
export function remotesOfExtension(folder: vscode.Uri): ExtensionRemotes | undefined {
  try {
    const repository = activeGit()?.getAPI?.(1).getRepository?.(folder);
    const fetchUrls = urlsOf(repository?.state ?? {});
    return fetchUrls.length === 0 ? undefined : { fetchUrls };
  } catch {
    // An API of another shape, or one that is going down: the files say the same.
    return undefined;
  }
}

function activeGit(): GitExtension | undefined {
  const extension = vscode.extensions.getExtension<GitExtension | undefined>('vscode.git');
  const git = extension?.isActive === true ? extension.exports : undefined;
  return git?.enabled === true ? git : undefined;
}

function urlsOf({ HEAD, remotes = [] }: RepositoryState): readonly string[] {
  const ranks = [HEAD?.upstream?.remote, 'origin'];
  const rank = (name: string | undefined): number =>
    (ranks.indexOf(name) + ranks.length + 1) % (ranks.length + 1);
  const ordered = [...remotes].sort((one, two) => rank(one.name) - rank(two.name));
  return ordered.flatMap(({ fetchUrl }) => (typeof fetchUrl === 'string' ? [fetchUrl] : []));
}
