import type { BackendTag, RegistryBackend, TagQuery } from '../gitlab/registry/backend.ts';
import type { Knobs } from '../gitlab/faults.ts';
import { createKnobs } from '../gitlab/faults.ts';
import { Jobs } from '../gitlab/jobs.ts';
import { guardBackend } from '../gitlab/guardedBackend.ts';
import type { GraphqlContext } from '../gitlab/graphql/session.ts';
import { handleGraphql } from '../gitlab/graphql/graphql.ts';
import type { Authentication } from '../gitlab/world/authenticate.ts';
import { createWorld, defaultPolicy } from '../gitlab/world/createWorld.ts';
import type { Project, Repository, Scope, TagRule, User, World } from '../gitlab/world/world.ts';

/** A manifest of the scripted registry. */
export interface Manifest {
  readonly mediaType: string;
  readonly json: unknown;
}

/** A registry that holds what a test says: tags by name, manifests by digest. */
export interface Scripted {
  readonly tags: Map<string, BackendTag>;
  readonly manifests: Map<string, Manifest>;
  /** Names that the registry fails to delete. */
  readonly stuck: Set<string>;
  /** What `listTags` was asked, in order. */
  readonly asked: TagQuery[];
  /** How often single tags were read. */
  reads: number;
}

/** A world with one private project `acme/shop` and its repository `acme/shop/web` (id 7), and a registry behind it. */
export interface Bench {
  readonly world: World;
  readonly project: Project;
  readonly repository: Repository;
  readonly registry: Scripted;
  readonly knobs: Knobs;
  readonly jobs: Jobs;
  readonly context: GraphqlContext;
}

const born = new Date('2024-01-02T03:04:05Z');

/** `kind` of registry and GitLab's version are what tests differ in. */
export function createBench(
  options: { readonly kind?: RegistryBackend['kind']; readonly version?: string } = {},
): Bench {
  const now = (): Date => new Date('2026-05-06T07:08:09Z');
  const world = createWorld({ now, version: options.version ?? '19.4.0' });
  world.url = 'https://gitlab.test/gl';
  world.groups.set(1, {
    id: 1,
    name: 'Acme',
    path: 'acme',
    fullPath: 'acme',
    visibility: 'private',
    createdAt: born,
  });
  const project: Project = {
    id: 2,
    name: 'Shop',
    path: 'shop',
    fullPath: 'acme/shop',
    description: '',
    namespace: { kind: 'group', id: 1 },
    visibility: 'private',
    registryAccess: 'enabled',
    archived: false,
    defaultBranch: 'main',
    createdAt: born,
    lastActivityAt: born,
    policy: defaultPolicy(born),
    tagRules: [],
    repositoryRules: [],
  };
  world.projects.set(2, project);
  const repository: Repository = {
    id: 7,
    projectId: 2,
    name: 'web',
    path: 'acme/shop/web',
    createdAt: born,
    updatedAt: born,
    cleanupStatus: 'UNSCHEDULED',
  };
  world.repositories.set(7, repository);
  const registry: Scripted = {
    tags: new Map(),
    manifests: new Map(),
    stuck: new Set(),
    asked: [],
    reads: 0,
  };
  const knobs = createKnobs();
  const jobs = new Jobs(knobs);
  const backend = guardBackend(scriptedBackend(registry, options.kind ?? 'metadataDatabase'), knobs);
  return { world, project, repository, registry, knobs, jobs, context: { world, backend, jobs } };
}

/** Somebody with a level in the group and a token of these scopes. */
export function member(world: World, level: number, scopes: readonly Scope[] = ['api']): Authentication {
  const id = world.nextId();
  const user: User = { id, username: `user${id}`, name: 'User', admin: false, bot: false, createdAt: born };
  world.users.set(id, user);
  if (level > 0) world.memberships.push({ userId: id, sourceKind: 'group', sourceId: 1, level });
  const token = {
    id: world.nextId(),
    kind: 'personal' as const,
    name: 'test',
    value: `token-${id}`,
    scopes,
    userId: id,
    createdAt: born,
    revoked: false,
  };
  return { ok: true, caller: { user, token } };
}

/** No credential at all. */
export const anonymous: Authentication = { ok: true, caller: {} };

/** What came back. */
export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: unknown }[];
}

/** What lies at a path of the data: `at(answer, 'project.containerRepositories.nodes.0.name')`. */
export function at(answer: Answer, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined,
      answer.data,
    );
}

/** Sends one query and gives its answer, as JSON would carry it; any status but 200 throws. */
export async function ask(
  bench: Bench,
  authentication: Authentication,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  operationName?: string,
): Promise<Answer> {
  const { status, body } = await handleGraphql(bench.context, {
    authentication,
    body: { query, variables, operationName },
  });
  if (status !== 200) throw new Error(`Status ${status}: ${JSON.stringify(body)}`);
  return JSON.parse(JSON.stringify(body)) as Answer;
}

/** Names `t001`, `t002`, … with images of their own, one published each hour. */
export function fillTags(registry: Scripted, count: number): void {
  for (let index = 1; index <= count; index += 1) {
    const name = `t${String(index).padStart(3, '0')}`;
    const at = new Date(Date.UTC(2025, 0, 1, index)).toISOString();
    registry.tags.set(name, {
      name,
      digest: `sha256:${'d'.repeat(61)}${String(index).padStart(3, '0')}`,
      configDigest: `sha256:${'c'.repeat(61)}${String(index).padStart(3, '0')}`,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      sizeBytes: 5_000_000_000 + index,
      createdAt: at,
      publishedAt: at,
    });
  }
}

/** A tag `multi` on an index with one child for linux/arm/v7, whose two layers are 42 bytes and its config 8. */
export function putIndex({ registry }: Bench): void {
  const mediaType = 'application/vnd.oci.image.index.v1+json';
  registry.tags.set('multi', { name: 'multi', digest: 'sha256:index', mediaType, sizeBytes: 0 });
  registry.manifests.set('sha256:index', {
    mediaType,
    json: {
      manifests: [
        { digest: 'sha256:child', size: 99, platform: { os: 'linux', architecture: 'arm', variant: 'v7' } },
      ],
    },
  });
  registry.manifests.set('sha256:child', {
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    json: {
      schemaVersion: 2,
      config: { digest: 'sha256:c1', size: 8 },
      layers: [
        { digest: 'sha256:l1', size: 30 },
        { digest: 'sha256:l2', size: 12 },
      ],
    },
  });
}

/** A rule as GitLab keeps it; without levels it is immutable. */
export function tagRule(pattern: string, level?: 'maintainer' | 'owner' | 'admin'): TagRule {
  const levels = level ? { minimumAccessLevelForPush: level, minimumAccessLevelForDelete: level } : {};
  return { id: 90, tagNamePattern: pattern, ...levels };
}

function scriptedBackend(registry: Scripted, kind: RegistryBackend['kind']): RegistryBackend {
  const bytesOf = (manifest: Manifest): { bytes: Uint8Array; mediaType: string } => ({
    bytes: Buffer.from(JSON.stringify(manifest.json)),
    mediaType: manifest.mediaType,
  });
  return {
    kind,
    host: 'registry.test:5000',
    url: 'http://registry.test:5000',
    listTags: (_path, query) => {
      registry.asked.push(query);
      return Promise.resolve(page(registry, query));
    },
    tagNames: () => Promise.resolve([...registry.tags.keys()].sort()),
    digests: () =>
      Promise.resolve(new Map([...registry.tags].map(([name, { digest = '' }]) => [name, digest]))),
    tag: (_path, name) => {
      registry.reads += 1;
      return Promise.resolve(registry.tags.get(name));
    },
    deleteTag: (_path, name) => {
      if (registry.stuck.has(name)) return Promise.resolve('failed');
      return Promise.resolve(registry.tags.delete(name) ? 'deleted' : 'missing');
    },
    manifest: (_path, reference) => {
      const digest = registry.tags.get(reference)?.digest ?? reference;
      const manifest = registry.manifests.get(digest);
      return Promise.resolve(manifest && bytesOf(manifest));
    },
    repositorySize: () => Promise.resolve(kind === 'legacy' ? undefined : 4_294_967_296),
    put: () => Promise.reject(new Error('The scripted registry takes no images')),
    close: () => Promise.resolve(),
  };
}

/** Marker paging by name or by date, either way round. */
function page(registry: Scripted, query: TagQuery): Awaited<ReturnType<RegistryBackend['listTags']>> {
  const isByDate = query.sort?.endsWith('published_at') ?? false;
  const order = (tag: BackendTag): string => (isByDate ? `${tag.publishedAt ?? ''}|${tag.name}` : tag.name);
  const marker = (tag: BackendTag): string =>
    isByDate ? Buffer.from(order(tag)).toString('base64') : tag.name;
  const sorted = [...registry.tags.values()]
    .filter(({ name }) => name.includes(query.name ?? ''))
    .sort((a, b) => (order(a) < order(b) ? -1 : 1));
  if (query.sort?.startsWith('-')) sorted.reverse();
  const positions = new Map(sorted.map((tag, index) => [marker(tag), index]));
  const [start, end] = cut(positions, query);
  const tags = sorted.slice(start, end);
  const [head, tail] = [tags[0], tags.at(-1)];
  return {
    tags,
    ...(tail && end < sorted.length ? { next: marker(tail) } : {}),
    ...(head && start > 0 ? { previous: marker(head) } : {}),
  };
}

function cut(positions: ReadonlyMap<string, number>, { n, before, last }: TagQuery): [number, number] {
  if (before !== undefined) {
    const end = positions.get(before) ?? 0;
    return [Math.max(0, end - n), end];
  }
  const start = last === undefined ? 0 : (positions.get(last) ?? -1) + 1;
  return [start, start + n];
}
