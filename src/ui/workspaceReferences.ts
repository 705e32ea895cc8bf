import * as vscode from 'vscode';
import { throwIfCancelled } from '../base/cancellation.ts';
import type { FileMention } from '../domain/deletion/plan.ts';
import { mentionsIn, projectOfRepository, type RepositoryNames } from '../domain/references/mentions.ts';
import type { CiProject } from '../domain/references/reference.ts';
import { remotePathsOf } from './workspaceRemotes.ts';

// Braces cannot be nested in VS Code's patterns. Compose, CI, Kubernetes and Helm files are YAML all.
const patterns =
  '**/{Dockerfile*,*.Dockerfile,*.docker,Containerfile*,*.Containerfile,*.yml,*.yaml,Kustomization,kustomization,' +
  'devcontainer.json,.devcontainer.json,*bake*.hcl,*bake*.json,.env,.env.*,*.env,*.sh,*.bash,*.zsh,*.ps1,*.mk,Makefile,justfile}';
const leftOut = '**/{node_modules,.git,dist,build,vendor,.terraform}/**';
const mostFiles = 500;
const mostBytes = 1_000_000;
const mostMs = 3000;
/** Files that are read at the same time. */
const together = 8;

/**
 * Finds where files of the open folders name images of a repository: by the grammar of Dockerfiles, compose, CI, Kubernetes, Helm,
 * Kustomize, development containers, bake and workflows, and as text in scripts and `.env`. At most 500 files of 1 MB within 3
 * seconds, so that an empty answer proves nothing in a huge workspace. Rejects for `cancelled` only.
 */
export async function workspaceReferences(
  repository: RepositoryNames,
  signal?: AbortSignal,
): Promise<readonly FileMention[]> {
  if ((vscode.workspace.workspaceFolders ?? []).length === 0) return [];
  const end = Date.now() + mostMs;
  const search = new Search(repository);
  const files = await vscode.workspace.findFiles(patterns, leftOut, mostFiles);
  const found: FileMention[] = [];
  for (let at = 0; at < files.length && Date.now() < end; at += together) {
    throwIfCancelled(signal);
    const batch = await Promise.all(files.slice(at, at + together).map((file) => search.mentions(file)));
    found.push(...batch.flat());
  }
  throwIfCancelled(signal);
  return found;
}

/** What one search learns once: the project of each folder, and the `.env` of each place with a compose file. */
class Search {
  readonly #repository: RepositoryNames;
  readonly #projects = new Map<string, Promise<CiProject | undefined>>();

  constructor(repository: RepositoryNames) {
    this.#repository = repository;
  }

  async mentions(uri: vscode.Uri): Promise<readonly FileMention[]> {
    const text = await read(uri);
    if (text === '') return [];
    const file = vscode.workspace.asRelativePath(uri);
    const [project, env] = await Promise.all([this.#projectOf(uri), envBeside(uri)]);
    const known = {
      path: uri.path,
      ...(project === undefined ? {} : { project }),
      ...(env === '' ? {} : { env }),
    };
    return mentionsIn(text, this.#repository, known).map((mention) => ({ ...mention, file }));
  }

  /** `undefined` where the folder's remotes lead to the repository's own project, or nowhere. */
  #projectOf(uri: vscode.Uri): Promise<CiProject | undefined> {
    const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri;
    if (folder === undefined) return Promise.resolve(undefined);
    const known = this.#projects.get(folder.toString()) ?? this.#otherProject(folder);
    this.#projects.set(folder.toString(), known);
    return known;
  }

  async #otherProject(folder: vscode.Uri): Promise<CiProject | undefined> {
    const own = projectOfRepository(this.#repository);
    const paths = await remotePathsOf(folder);
    const [first] = paths;
    // Below a relative root of the instance, the remote's path begins with that.
    const isOwn = paths.some((path) => `/${path}`.toLowerCase().endsWith(`/${own.path}`.toLowerCase()));
    return isOwn || first === undefined ? undefined : { ...own, path: first };
  }
}

/** The `.env` beside a compose file, where the person trusts the workspace. Empty where there is none. */
async function envBeside(uri: vscode.Uri): Promise<string> {
  if (!vscode.workspace.isTrusted || !/compose[^/]*\.ya?ml$/i.test(uri.path)) return '';
  return read(vscode.Uri.joinPath(uri, '..', '.env'));
}

/** Of a file that cannot be read, or is too large, nothing. */
async function read(uri: vscode.Uri): Promise<string> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    return size > mostBytes ? '' : new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return '';
  }
}
