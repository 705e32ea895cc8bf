import * as vscode from 'vscode';
import {
  instanceOfRemote,
  parseGitRemote,
  projectOnInstance,
  type RemoteProject,
} from '../domain/accounts/gitRemote.ts';
import { fetchUrls, insteadOf } from '../domain/accounts/gitRemotes.ts';
import { hostOfAlias } from '../domain/accounts/sshConfig.ts';
import { remotesOfExtension } from './gitExtension.ts';
import { gitRepositoryAbove, sshHosts, type GitFiles } from './gitRepository.ts';

/** The projects that the git remotes of the open folders point at, folder by folder, each once. No program is started. */
async function workspaceRemotes(): Promise<readonly RemoteProject[]> {
  return remotesAbove((vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri));
}

async function remotesAbove(folders: readonly vscode.Uri[]): Promise<readonly RemoteProject[]> {
  const known = (await Promise.all(folders.map(remotesOfFolder))).flat();
  return known.filter(
    (one, index) => index === known.findIndex((two) => two.host === one.host && two.path === one.path),
  );
}

/** Full paths of the projects on an instance that the open folders' remotes point at. */
export async function projectsOfWorkspace(instanceUrl: string): Promise<readonly string[]> {
  return (await workspaceRemotes()).flatMap((remote) => projectOnInstance(remote, instanceUrl) ?? []);
}

/** The same for one folder. */
export async function projectsOfFolder(folder: vscode.Uri, instanceUrl: string): Promise<readonly string[]> {
  return (await remotesAbove([folder])).flatMap((remote) => projectOnInstance(remote, instanceUrl) ?? []);
}

/** Addresses of the instances that the open folders' remotes point at, each once. */
export async function instancesOfWorkspace(): Promise<readonly string[]> {
  return [...new Set((await workspaceRemotes()).flatMap((remote) => instanceOfRemote(remote) ?? []))];
}

/** The paths of the projects that the git remotes of one open folder point at, on whatever host. */
export async function remotePathsOf(folder: vscode.Uri): Promise<readonly string[]> {
  return (await remotesOfFolder(folder)).map(({ path }) => path);
}

/** VS Code's git extension is asked first; the files say what it does not: other names of servers, and everything where it is not. */
async function remotesOfFolder(folder: vscode.Uri): Promise<readonly RemoteProject[]> {
  const files = filesBeside(folder);
  const repository = await gitRepositoryAbove(pathOf(folder), files);
  const { entries = [], branch } = repository ?? {};
  const told = remotesOfExtension(folder)?.fetchUrls.map((url) => insteadOf(url, entries));
  const remotes = (told ?? fetchUrls(entries, branch)).flatMap((url) => parseGitRemote(url) ?? []);
  if (!remotes.some(({ transport }) => transport === 'ssh')) return remotes;
  const hosts = await sshHosts(files);
  return remotes.map((remote) =>
    remote.transport === 'ssh' ? { ...remote, host: hostOfAlias(remote.host, hosts) } : remote,
  );
}

/** Files of the system that a folder is on. */
function filesBeside(folder: vscode.Uri): GitFiles {
  return {
    home: folder.scheme === 'file' ? homeFolder() : undefined,
    read: async (path) => {
      const file = folder.with({ path: path.startsWith('/') ? path : `/${path}` });
      try {
        return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
      } catch {
        // Not there, or a folder.
        return undefined;
      }
    },
  };
}

/** As git looks for it; Windows has another name. */
function homeFolder(): string | undefined {
  const home = process.env['HOME'] ?? process.env['USERPROFILE'] ?? '';
  return home === '' ? undefined : home.replaceAll('\\', '/');
}

/** `/C:/src` → `C:/src`. */
function pathOf({ path }: vscode.Uri): string {
  return /^\/[A-Za-z]:/.test(path) ? path.slice(1) : path;
}
