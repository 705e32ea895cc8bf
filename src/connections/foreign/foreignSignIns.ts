import type { GitlabSessions } from '../../credentials/gitlabSessions.ts';
import { throwIfCancelled, unlessCancelled } from '../../base/cancellation.ts';
import { environmentTokens, environmentVariables } from '../../domain/foreign/environmentTokens.ts';
import type {
  ForeignCredential,
  ForeignProblem,
  ForeignProblemCode,
  ForeignTarget,
} from '../../domain/foreign/foreignSignIn.ts';
import { glabHosts, type GlabHost } from '../../domain/foreign/glabConfig.ts';
import { parseInstanceUrl } from '../../domain/accounts/instanceUrl.ts';
import { isHeaderText, readDockerConfig } from './dockerConfig.ts';
import { containerSignIns } from './containerSignIns.ts';
import type { CredentialHelper } from './credentialHelper.ts';
import { glabKeychain } from './glabKeychain.ts';
import { foreignFiles, shownPath, type ForeignFiles, type Surroundings } from './foreignFiles.ts';
import { joined, type ForeignSource, type FoundSignIns } from './offeredSignIn.ts';
import type { ReadForeignFile } from './readForeignFile.ts';

/** What was found, in the order in which it was looked at. */
export interface ForeignLook extends FoundSignIns {
  /** Paths and names of variables that were looked at. */
  readonly looked: readonly string[];
}

/** Where sign-ins of other tools are looked for. */
export interface ForeignSources extends Surroundings {
  readonly readFile: ReadForeignFile;
  readonly helpers: CredentialHelper;
  readonly sessions: Pick<GitlabSessions, 'accounts' | 'ask'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Looks for sign-ins of other tools. To be called when the person asked for it: it reads the environment and files of the home folder,
 * and runs a credential helper to list what it has. Something that cannot be read is a problem among the others. Rejects with `cancelled`.
 */
export async function lookForSignIns(sources: ForeignSources, signal: AbortSignal): Promise<ForeignLook> {
  const files = foreignFiles(sources);
  const parts = await unlessCancelled(
    Promise.all([
      sessionsOf(sources),
      environmentOf(sources),
      authConfigOf(sources, signal),
      ...files.map((of) => signInsOf(of, sources, signal)),
    ]),
    signal,
  );
  return {
    ...joined(parts),
    looked: [
      ...environmentVariables,
      authConfigVariable,
      ...files.flatMap(({ paths }) => paths).map((path) => shownPath(path, sources)),
    ],
  };
}

async function sessionsOf({ sessions }: ForeignSources): Promise<FoundSignIns> {
  const tool = 'gitlabExtension' as const;
  const accounts = await sessions.accounts().catch(() => undefined);
  if (accounts === undefined) return { found: [], problems: [{ tool, place: '', code: 'noAnswer' }] };
  const parts = accounts.map(({ id, label }): FoundSignIns => {
    const target = targetOf(/^(https?:.*)\|/.exec(id)?.[1] ?? '');
    if (target === undefined)
      return { found: [], problems: [{ tool, place: '', code: 'badAddress', about: label }] };
    const take = async (): Promise<ForeignCredential> => ({
      secret: await sessions.ask(id),
      credential: 'accessToken',
    });
    const facts = { isOpenToOthers: false, isShortLived: false, sessionAccount: id };
    return { found: [{ tool, place: '', target, username: label, ...facts, take }], problems: [] };
  });
  return joined(parts);
}

function environmentOf({ environment }: ForeignSources): Promise<FoundSignIns> {
  const parts = environmentTokens(environment).map(({ variable, secret, address }): FoundSignIns => {
    const target = address === undefined ? ({ kind: 'unsaid' } as const) : targetOf(address);
    const where = { tool: 'environment', place: variable } as const;
    const problem = (code: ForeignProblemCode, about: string): FoundSignIns => ({
      found: [],
      problems: [{ ...where, code, about }],
    });
    if (!isHeaderText(secret)) return problem('malformed', variable);
    if (target === undefined) return problem('badAddress', address ?? variable);
    const facts = { isOpenToOthers: false, isShortLived: false };
    const take = () => Promise.resolve({ secret, credential: 'accessToken' } as const);
    return { found: [{ ...where, target, ...facts, take }], problems: [] };
  });
  return Promise.resolve(joined(parts));
}

/** A whole configuration of docker, as jobs of GitLab CI and docker 28 take it. Source: GitLab docs, "Use Docker"; docker `cli/config`. */
const authConfigVariable = 'DOCKER_AUTH_CONFIG';

function authConfigOf(sources: ForeignSources, signal: AbortSignal): Promise<FoundSignIns> {
  const text = sources.environment[authConfigVariable]?.trim() ?? '';
  if (text === '') return Promise.resolve(joined([]));
  const source = { tool: 'docker', place: authConfigVariable, text, isOpenToOthers: false } as const;
  return readSource(source, sources, signal);
}

async function signInsOf(
  files: ForeignFiles,
  sources: ForeignSources,
  signal: AbortSignal,
): Promise<FoundSignIns> {
  const parts: FoundSignIns[] = [];
  for (const path of files.paths) {
    throwIfCancelled(signal);
    const file = await sources.readFile(path, sources.home);
    if (file.kind === 'absent') continue;
    const source = { tool: files.tool, place: shownPath(path, sources) };
    parts.push(
      file.kind === 'refused'
        ? { found: [], problems: [{ ...source, code: file.code }] }
        : await readSource({ ...source, ...file }, sources, signal),
    );
    if (files.reads === 'first') break;
  }
  return joined(parts);
}

async function readSource(
  source: ForeignSource,
  sources: ForeignSources,
  signal: AbortSignal,
): Promise<FoundSignIns> {
  if (source.tool === 'glab') return glabSignIns(source, sources);
  const config = readDockerConfig(source.text);
  return config === undefined
    ? { found: [], problems: [problemOf(source, 'malformed')] }
    : containerSignIns(source, config, { helpers: sources.helpers, signal });
}

function glabSignIns(source: ForeignSource, sources: ForeignSources): FoundSignIns {
  const hosts = glabHosts(source.text, sources.now());
  if (hosts === undefined) return { found: [], problems: [problemOf(source, 'malformed')] };
  return joined(hosts.map((host) => glabSignIn(source, host, sources)));
}

function glabSignIn(
  source: ForeignSource,
  { host, address, username, credential }: GlabHost,
  { environment }: ForeignSources,
): FoundSignIns {
  const target = targetOf(address);
  const problem = (code: ForeignProblemCode): FoundSignIns => ({
    found: [],
    problems: [problemOf(source, code, host)],
  });
  if (target === undefined) return problem('badAddress');
  const { tool, place, isOpenToOthers } = source;
  const named = username !== undefined && { username };
  if (!('secret' in credential)) {
    const ask = credential.kind === 'elsewhere' ? glabKeychain(host, environment) : undefined;
    if (ask === undefined) return problem(credential.kind);
    const kept = { tool, place, target, isOpenToOthers: false, isShortLived: false };
    return { found: [{ ...kept, ...named, take: ask }], problems: [] };
  }
  const { kind, secret, isOauth } = credential;
  if (!isHeaderText(secret)) return problem('malformed');
  const facts = { tool, place, target, isOpenToOthers, isShortLived: isOauth };
  const take = () => Promise.resolve({ secret, credential: kind });
  return { found: [{ ...facts, ...named, take }], problems: [] };
}

function problemOf({ tool, place }: ForeignSource, code: ForeignProblemCode, about?: string): ForeignProblem {
  return { tool, place, code, ...(about !== undefined && { about }) };
}

function targetOf(address: string): Extract<ForeignTarget, { kind: 'instance' }> | undefined {
  const instance = parseInstanceUrl(address);
  return typeof instance === 'string'
    ? undefined
    : { kind: 'instance', url: instance.url, host: instance.host };
}
