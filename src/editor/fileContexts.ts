import * as vscode from 'vscode';
import type { CiProject, ReferenceContext } from '../domain/references/reference.ts';
import { projectsOfFolder } from '../ui/workspaceRemotes.ts';
import type { ImageKnowledge, KnownInstance } from './knowledge.ts';

/** For so long what stands beside a file is taken for unchanged, ms. */
const freshMs = 30_000;
const mostEnvBytes = 100_000;

interface Project extends KnownInstance {
  readonly path: string;
}

/** What is known beside a file: the registries, the project of its folder's git remote, and `.env` in a trusted workspace. */
export class FileContexts {
  readonly #knowledge: Pick<ImageKnowledge, 'hosts' | 'learnRegistry'>;
  readonly #instances: () => readonly KnownInstance[];
  readonly #projects = new Map<
    string,
    { readonly at: number; readonly found: Promise<Project | undefined> }
  >();

  constructor(
    knowledge: Pick<ImageKnowledge, 'hosts' | 'learnRegistry'>,
    instances: () => readonly KnownInstance[],
  ) {
    this.#knowledge = knowledge;
    this.#instances = instances;
  }

  /** The registry hosts that matter; empty where nothing can be helped with. */
  hosts(): readonly string[] {
    return this.#knowledge.hosts().map(({ host }) => host);
  }

  /** The context of a document, and what it was made of, to see whether it is the same. */
  async of(document: vscode.TextDocument): Promise<ReferenceContext> {
    const [project, env] = await Promise.all([this.project(document), envBeside(document)]);
    const ci = project === undefined ? undefined : this.#ciProject(project);
    return {
      hosts: this.hosts(),
      ...(env !== undefined && { env }),
      ...(ci !== undefined && { project: ci }),
    };
  }

  /** The workspace's project on one of the connections. Reads `.git` and asks nobody. */
  project(document: vscode.TextDocument): Promise<Project | undefined> {
    const folder = vscode.workspace.getWorkspaceFolder(document.uri)?.uri;
    if (folder === undefined) return Promise.resolve(undefined);
    const instances = this.#instances();
    if (instances.length === 0) return Promise.resolve(undefined);
    const key = JSON.stringify([folder.toString(), instances]);
    const known = this.#projects.get(key);
    if (known !== undefined && Date.now() - known.at < freshMs) return known.found;
    const found = findProject(folder, instances);
    this.#projects.set(key, { at: Date.now(), found });
    return found;
  }

  /** Finds out where the registry of the document's project is, when nobody knows yet. One request in a session. */
  async learnRegistry(document: vscode.TextDocument): Promise<void> {
    const project = await this.project(document);
    if (project === undefined || this.#registryOf(project) !== undefined) return;
    const { connectionId, path } = project;
    await this.#knowledge.learnRegistry({ connectionId, projectPath: path });
  }

  #registryOf({ connectionId }: KnownInstance): string | undefined {
    return this.#knowledge.hosts().find((one) => one.connectionId === connectionId)?.host;
  }

  #ciProject(project: Project): CiProject {
    const registry = this.#registryOf(project);
    const gitlabHost = new URL(project.instanceUrl).host;
    return { path: project.path, gitlabHost, ...(registry !== undefined && { registry }) };
  }
}

async function findProject(
  folder: vscode.Uri,
  instances: readonly KnownInstance[],
): Promise<Project | undefined> {
  for (const instance of instances) {
    const [path] = await projectsOfFolder(folder, instance.instanceUrl);
    if (path !== undefined) return { ...instance, path };
  }
  return undefined;
}

/** Of an untrusted workspace nothing is read beside the document. */
async function envBeside(document: vscode.TextDocument): Promise<string | undefined> {
  const isCompose =
    document.languageId === 'dockercompose' || /compose[^/]*\.ya?ml$/i.test(document.uri.path);
  if (!isCompose || !vscode.workspace.isTrusted || document.isUntitled) return undefined;
  const uri = vscode.Uri.joinPath(document.uri, '..', '.env');
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > mostEnvBytes) return undefined;
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
