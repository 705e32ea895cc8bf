import * as vscode from 'vscode';
import type { FileMention } from '../domain/deletion/plan.ts';
import { mentionsIn, type RepositoryNames } from '../domain/deletion/references.ts';

// Braces cannot be nested in VS Code's patterns. Compose, CI, Kubernetes and Helm files are YAML all.
const patterns = '**/{Dockerfile*,*.Dockerfile,Containerfile*,*.yml,*.yaml}';
const leftOut = '**/{node_modules,.git,dist,build,vendor,.terraform}/**';
const mostFiles = 500;
const mostBytes = 1_000_000;
const mostMs = 3000;

/**
 * Finds where files of the open folders (Dockerfile, compose, CI, Kubernetes, Helm) name images of a repository: at most 500
 * files of 1 MB within 3 seconds, so that an empty answer proves nothing in a huge workspace.
 */
export async function workspaceReferences(repository: RepositoryNames): Promise<readonly FileMention[]> {
  if ((vscode.workspace.workspaceFolders ?? []).length === 0) return [];
  const end = Date.now() + mostMs;
  const files = await vscode.workspace.findFiles(patterns, leftOut, mostFiles);
  const found: FileMention[] = [];
  for (const uri of files) {
    if (Date.now() > end) break;
    const text = await read(uri);
    const file = vscode.workspace.asRelativePath(uri);
    found.push(...mentionsIn(text, repository).map((mention) => ({ ...mention, file })));
  }
  return found;
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
