import * as vscode from 'vscode';
import {
  instanceOfRemote,
  parseGitRemote,
  projectOnInstance,
  remotesOfGitConfig,
  type RemoteProject,
} from '../domain/accounts/gitRemote.ts';

/** How many folders above an opened one are searched for its git repository. */
const levels = 10;

/** The projects that the git remotes of the open folders point at, folder by folder, each once. No program is started. */
async function workspaceRemotes(): Promise<readonly RemoteProject[]> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const configs = await Promise.all(folders.map(({ uri }) => gitConfigAbove(uri)));
  const remotes = configs.flatMap(remotesOfGitConfig).map(parseGitRemote);
  const known = remotes.filter((remote) => remote !== undefined);
  return known.filter(
    (one, index) => index === known.findIndex((two) => two.host === one.host && two.path === one.path),
  );
}

/** Full paths of the projects on an instance that the open folders' remotes point at. */
export async function projectsOfWorkspace(instanceUrl: string): Promise<readonly string[]> {
  return (await workspaceRemotes()).flatMap((remote) => projectOnInstance(remote, instanceUrl) ?? []);
}

/** Addresses of the instances that the open folders' remotes point at, each once. */
export async function instancesOfWorkspace(): Promise<readonly string[]> {
  return [...new Set((await workspaceRemotes()).flatMap((remote) => instanceOfRemote(remote) ?? []))];
}

/** The paths of the projects that the git remotes of one open folder point at, on whatever host. */
export async function remotePathsOf(folder: vscode.Uri): Promise<readonly string[]> {
  const urls = remotesOfGitConfig(await gitConfigAbove(folder));
  return urls.flatMap((url) => parseGitRemote(url)?.path ?? []);
}

async function gitConfigAbove(folder: vscode.Uri): Promise<string> {
  let current = folder;
  for (let level = 0; level < levels; level += 1) {
    const text = await gitConfigIn(current);
    if (text !== undefined) return text;
    const above = vscode.Uri.joinPath(current, '..');
    if (above.path === current.path) break;
    current = above;
  }
  return '';
}

async function gitConfigIn(folder: vscode.Uri): Promise<string | undefined> {
  const inside = await read(vscode.Uri.joinPath(folder, '.git', 'config'));
  if (inside !== undefined) return inside;
  const link =
    /^gitdir:(.*)$/m.exec((await read(vscode.Uri.joinPath(folder, '.git'))) ?? '')?.[1]?.trim() ?? '';
  if (link === '') return undefined;
  const gitDir = link.startsWith('/') ? folder.with({ path: link }) : vscode.Uri.joinPath(folder, link);
  const common = (await read(vscode.Uri.joinPath(gitDir, 'commondir')))?.trim();
  return read(vscode.Uri.joinPath(gitDir, common ?? '.', 'config'));
}

/** `undefined` for what is not there or is a folder. */
async function read(file: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch {
    return undefined;
  }
}
