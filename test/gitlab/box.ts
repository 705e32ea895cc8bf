import type { GitlabContext } from './server.ts';
import { handleGitlab } from './server.ts';
import type { PolicyRun } from './cleanup/runPolicy.ts';
import { runPolicy } from './cleanup/runPolicy.ts';
import type { Knobs } from './faults.ts';
import { createKnobs, withFaults } from './faults.ts';
import { guardBackend } from './guardedBackend.ts';
import { Jobs } from './jobs.ts';
import type { PrivateCa } from './privateCa.ts';
import { createPrivateCa } from './privateCa.ts';
import type { RegistryBackend } from './registry/backend.ts';
import { startLegacyRegistry } from './registry/legacyRegistry.ts';
import type { MetadataRegistry, RegistryOptions } from './registry/metadataRegistry.ts';
import { startMetadataRegistry } from './registry/metadataRegistry.ts';
import type { RunningServer } from './registry/servers.ts';
import { listen } from './registry/servers.ts';
import { linguisticOrder } from './registry/sortedKeys.ts';
import type { TokenKeys } from './registry/tokens.ts';
import { createTokenKeys } from './registry/tokens.ts';
import { RequestLog } from './requestLog.ts';
import { plantLifelike } from './seed/lifelike.ts';
import type { TokenName } from './seed/people.ts';
import { addPeople, tokenValues } from './seed/people.ts';
import type { Seed } from './seed/plot.ts';
import { plantSmall } from './seed/small.ts';
import type { WorldOptions } from './world/createWorld.ts';
import { createWorld } from './world/createWorld.ts';
import type { World } from './world/world.ts';

/** How to start a box. */
export interface BoxOptions extends WorldOptions {
  readonly kind?: RegistryBackend['kind'];
  /** `small` unless told. */
  readonly seed?: 'lifelike' | 'small' | Seed;
  /** Everything over https with certificates of a private CA (`box.caCertificate`). */
  readonly tls?: boolean;
  /** How the registry's database sorts names; by bytes unless told. A plain registry sorts as it likes. */
  readonly order?: 'bytes' | 'linguistic';
  /** A plain registry whose storage does not allow deletions, as it is where nobody allowed it. */
  readonly refusesDeletion?: true;
  /** GitLab below `/gitlab`. */
  readonly relativeRoot?: boolean;
  /** Of GitLab; any free one unless told. */
  readonly port?: number;
}

/** GitLab with its registry, running on loopback. */
export interface Box {
  /** Of GitLab with relative root, no slash at the end. */
  readonly url: string;
  readonly registryUrl: string;
  /** `host:port` as in every `location`. */
  readonly registryHost: string;
  /** Where blobs are redirected to; undefined on legacy. */
  readonly storageUrl: string | undefined;
  readonly world: World;
  /** The registry itself, without knobs: what is really there. */
  readonly backend: RegistryBackend;
  readonly knobs: Knobs;
  readonly log: RequestLog;
  readonly jobs: Jobs;
  readonly tokens: Readonly<Record<TokenName, string>>;
  /** PEM; undefined without `tls`. */
  readonly caCertificate: string | undefined;
  /** Runs a project's cleanup policy now, as GitLab's scheduled job would. */
  runPolicy(projectId: number): Promise<PolicyRun>;
  close(): Promise<void>;
}

/** Of all boxes of this process: making RSA keys takes longer than starting a box. */
let sharedKeys: TokenKeys | undefined;

/** Starts GitLab and its registry and plants the seed. */
export async function startBox(options: BoxOptions = {}): Promise<Box> {
  const knobs = createKnobs();
  const log = new RequestLog();
  const ca = options.tls ? createPrivateCa() : undefined;
  const world = createWorld(options);
  const root = options.relativeRoot ? '/gitlab' : '';
  // GitLab has to listen before the registry can name its realm, and answers when both are there.
  const late: { context?: GitlabContext } = {};
  const gitlab = await listenForGitlab(late, { knobs, log, ca, port: options.port });
  world.url = gitlab.url + root;
  const keys = (sharedKeys ??= createTokenKeys());
  const backend = await startRegistry(options, { world, keys, knobs, log, ca });
  try {
    const jobs = new Jobs(knobs);
    late.context = contextOf({ world, backend, knobs, log, jobs, keys, root });
    await plantSeed(options.seed ?? 'small', world, backend);
    return assemble({ world, backend, knobs, log, jobs, gitlab, ca });
  } catch (error) {
    await Promise.all([gitlab.close(), backend.close()]);
    throw error;
  }
}

function listenForGitlab(
  late: { readonly context?: GitlabContext },
  parts: {
    readonly knobs: Knobs;
    readonly log: RequestLog;
    readonly ca: PrivateCa | undefined;
    readonly port: number | undefined;
  },
): Promise<RunningServer> {
  const listener = withFaults(
    async (request, response) => {
      if (late.context) await handleGitlab(late.context, request, response);
      else response.writeHead(502).end();
    },
    parts.knobs,
    parts.log,
    'gitlab',
  );
  return listen(listener, { port: parts.port, tls: parts.ca?.server });
}

type AnyRegistry = RegistryBackend & Partial<Pick<MetadataRegistry, 'storageUrl' | 'readBlob'>>;

function startRegistry(
  { kind, order, refusesDeletion }: BoxOptions,
  parts: {
    readonly world: World;
    readonly keys: TokenKeys;
    readonly knobs: Knobs;
    readonly log: RequestLog;
    readonly ca: PrivateCa | undefined;
  },
): Promise<AnyRegistry> {
  const { world, keys, knobs, log, ca } = parts;
  const options: RegistryOptions = {
    keys,
    realmUrl: `${world.url}/jwt/auth`,
    service: 'container_registry',
    ...(ca ? { tls: ca.server } : {}),
    ...(order === 'linguistic' ? { order: linguisticOrder } : {}),
    wrap: (handler, host) => withFaults(handler, knobs, log, host),
    onRoute: (request, route) => log.route(request, route),
    onUnknown: (request) => log.unknown(request),
  };
  if (kind === 'legacy')
    return startLegacyRegistry({ ...options, ...(refusesDeletion && { refusesDeletion }) });
  return startMetadataRegistry({ ...options, now: () => world.now().getTime() });
}

function contextOf(parts: {
  readonly world: World;
  readonly backend: AnyRegistry;
  readonly knobs: Knobs;
  readonly log: RequestLog;
  readonly jobs: Jobs;
  readonly keys: TokenKeys;
  readonly root: string;
}): GitlabContext {
  const { world, backend, knobs, log, jobs, keys, root } = parts;
  const guarded = guardBackend(backend, knobs);
  // A real registry checks tokens by the real clock.
  const tokenClock = backend.kind === 'legacy' ? () => new Date() : world.now;
  return {
    world,
    backend: guarded,
    jobs,
    log,
    root,
    jwt: { world, keys, now: tokenClock },
    ...(backend.readBlob ? { readBlob: backend.readBlob } : {}),
  };
}

async function plantSeed(
  seed: NonNullable<BoxOptions['seed']>,
  world: World,
  backend: RegistryBackend,
): Promise<void> {
  const dayMs = 86_400_000;
  const today = new Date(Math.floor(world.now().getTime() / dayMs) * dayMs);
  const plant = seed === 'small' ? plantSmall : seed === 'lifelike' ? plantLifelike : seed;
  await plant({ world, backend, people: addPeople(world), today });
}

function assemble(parts: {
  readonly world: World;
  readonly backend: AnyRegistry;
  readonly knobs: Knobs;
  readonly log: RequestLog;
  readonly jobs: Jobs;
  readonly gitlab: RunningServer;
  readonly ca: PrivateCa | undefined;
}): Box {
  const { world, backend, knobs, log, jobs, gitlab, ca } = parts;
  return {
    url: world.url,
    registryUrl: backend.url,
    registryHost: backend.host,
    storageUrl: backend.storageUrl,
    world,
    backend,
    knobs,
    log,
    jobs,
    tokens: tokenValues,
    caCertificate: ca?.caCertificate,
    runPolicy: (projectId) => runPolicy(world, guardBackend(backend, knobs), projectId),
    close: async () => {
      await Promise.all([gitlab.close(), backend.close()]);
    },
  };
}
