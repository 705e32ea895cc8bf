import { Failure } from '../base/failure.ts';
import { apiUseOf } from '../domain/accounts/credential.ts';
import type { NamedPlace, PastedPlace } from '../domain/namedPlace.ts';
import type { Http } from '../net/http.ts';
import { instanceOfRegistry, registryOfInstance } from '../registry/realm.ts';
import { createClients, type Clients, type Identity } from './clients.ts';

/** Who looks for a place. Without an instance, it is found out from what was pasted: for nobody's credentials only. */
export type Seeker = Omit<Identity, 'instanceUrl'> & { readonly instanceUrl?: string };

/** A place that was really looked at. */
export interface FoundPlace {
  readonly instanceUrl: string;
  readonly place: NamedPlace;
}

interface Search {
  readonly seeker: Seeker;
  readonly http: Http;
  readonly signal: AbortSignal;
}

/**
 * Finds the project or repository that somebody pasted, and lists of it what is needed to know that it can be listed. Rejects with
 * the reason when it cannot, with `registryUnknown` when only the registry's address is missing.
 */
export async function findPlace(pasted: PastedPlace, search: Search): Promise<FoundPlace> {
  if (pasted.kind === 'reference') return findReference(pasted, search);
  if (pasted.kind === 'number') return findNumbered(pasted, search);
  if (pasted.kind === 'url' && pasted.isGroup === true) return findOfGroup(pasted, search);
  const { instanceUrl: chosen } = search.seeker;
  const failures: Failure[] = [];
  for (const { instanceUrl, path } of readings(pasted, chosen)) {
    try {
      return await onInstance(instanceUrl, path, search);
    } catch (error) {
      const failure = Failure.from(error);
      if (!['missing', 'invalid'].includes(failure.reason)) throw failure;
      failures.push(failure);
    }
  }
  throw failures[0] ?? new Failure('missing', 'not a page of this GitLab', hostOf(chosen));
}

/** What a number stands for. Without GitLab's API nobody tells its path. */
async function findNumbered(
  { instanceUrl: named, of, id }: Extract<PastedPlace, { readonly kind: 'number' }>,
  search: Search,
): Promise<FoundPlace> {
  const { seeker, signal } = search;
  const instanceUrl = seeker.instanceUrl ?? named;
  if (instanceUrl !== named) throw new Failure('missing', 'not a page of this GitLab', hostOf(instanceUrl));
  const { gitlab } = clientsAt(instanceUrl, search);
  if (of === 'repository')
    return projectAt(instanceUrl, (await gitlab.repository(id, { signal })).path, search);
  const { fullPath } = await gitlab.projectRegistry(id, { signal });
  return projectAt(instanceUrl, fullPath, search);
}

/** The project of the repository whose number a group's page has; a group alone is no place to list here. */
async function findOfGroup(
  { origin, path, repositoryId }: Extract<PastedPlace, { readonly kind: 'url' }>,
  search: Search,
): Promise<FoundPlace> {
  const { seeker, signal } = search;
  const root = `${origin}/${path.slice(0, path.indexOf('groups/'))}`.replace(/\/$/, '');
  const instanceUrl = seeker.instanceUrl ?? root;
  if (repositoryId === undefined || apiUseOf[seeker.credential] === 'none')
    throw new Failure('invalid', 'a page of a group', { code: 'groupPage', ...hostOf(instanceUrl) });
  if (root !== instanceUrl) throw new Failure('missing', 'not a page of this GitLab', hostOf(instanceUrl));
  const repository = await clientsAt(instanceUrl, search).gitlab.repository(repositoryId, { signal });
  return projectAt(instanceUrl, repository.path, search);
}

/** `gitlab.example.com/group/project` looks like an image reference, too: a host that is no registry is a page's. */
async function findReference(
  { host, path }: Extract<PastedPlace, { readonly kind: 'reference' }>,
  search: Search,
): Promise<FoundPlace> {
  const { seeker, http, signal } = search;
  const chosen = seeker.instanceUrl;
  const mayBePage = chosen === undefined || new URL(chosen).host === host;
  const realm = await instanceOfRegistry(host, http, signal).catch((error: unknown) => {
    if (!mayBePage || Failure.is(error, 'cancelled')) throw error;
    return undefined;
  });
  if (realm === undefined && mayBePage)
    return findPlace({ kind: 'url', origin: originOf(chosen, host), path }, search);
  const instanceUrl = chosen ?? realm ?? '';
  // With an access token a whole project can be listed, and its repositories have numbers to act on.
  return apiUseOf[seeker.credential] === 'full'
    ? projectAt(instanceUrl, path, search)
    : repositoryAt(instanceUrl, { host, path, realm }, search);
}

function hostOf(instanceUrl: string | undefined): { readonly host?: string } {
  return instanceUrl === undefined ? {} : { host: new URL(instanceUrl).host };
}

function originOf(instanceUrl: string | undefined, host: string): string {
  return instanceUrl === undefined ? `https://${host}` : new URL(instanceUrl).origin;
}

/** Which part of a URL is the instance: a relative root looks like a group. */
function readings(
  pasted: Extract<PastedPlace, { readonly kind: 'url' | 'path' }>,
  instanceUrl: string | undefined,
): readonly { readonly instanceUrl: string; readonly path: string }[] {
  if (pasted.kind === 'path') return instanceUrl === undefined ? [] : [{ instanceUrl, path: pasted.path }];
  const whole = `${pasted.origin}/${pasted.path}`;
  if (instanceUrl !== undefined)
    return whole.startsWith(`${instanceUrl}/`)
      ? [{ instanceUrl, path: whole.slice(instanceUrl.length + 1) }]
      : [];
  const [root = '', ...rest] = pasted.path.split('/');
  const below = { instanceUrl: `${pasted.origin}/${root}`, path: rest.join('/') };
  return [{ instanceUrl: pasted.origin, path: pasted.path }, ...(rest.length > 1 ? [below] : [])];
}

async function onInstance(instanceUrl: string, path: string, search: Search): Promise<FoundPlace> {
  const { seeker, http, signal } = search;
  if (apiUseOf[seeker.credential] !== 'none') return projectAt(instanceUrl, path, search);
  const host = await registryOfInstance(instanceUrl, http, signal);
  if (host === undefined)
    throw new Failure('invalid', 'the address of the registry is not known', {
      code: 'registryUnknown',
      ...hostOf(instanceUrl),
    });
  return repositoryAt(instanceUrl, { host, path: path.toLowerCase(), realm: undefined }, search);
}

/** The project with the longest path in front: what follows it is the name of an image. */
async function projectAt(instanceUrl: string, path: string, search: Search): Promise<FoundPlace> {
  const { gitlab } = clientsAt(instanceUrl, search);
  const { signal } = search;
  let candidate = path;
  for (;;) {
    try {
      await gitlab.projectRepositoriesByRest(candidate, { signal });
      return { instanceUrl, place: { kind: 'project', path: candidate } };
    } catch (error) {
      const parent = candidate.slice(0, candidate.lastIndexOf('/'));
      if (!Failure.is(error, 'missing') || !parent.includes('/')) throw error;
      candidate = parent;
    }
  }
}

async function repositoryAt(
  instanceUrl: string,
  at: { readonly host: string; readonly path: string; readonly realm: string | undefined },
  search: Search,
): Promise<FoundPlace> {
  const { host, path, realm } = at;
  const named = realm === instanceUrl ? [host] : [];
  const registry = clientsAt(instanceUrl, search, named).registry(host);
  const { signal } = search;
  await registry.v2TagsPage(path, { perPage: 1, signal });
  const projectPath = await registry.projectOf(path, { signal });
  const place = { kind: 'repository', location: `${host}/${path}` } as const;
  return { instanceUrl, place: { ...place, ...(projectPath !== undefined && { projectPath }) } };
}

function clientsAt(instanceUrl: string, { seeker, http }: Search, named: readonly string[] = []): Clients {
  return createClients({ ...seeker, instanceUrl }, http, named);
}
