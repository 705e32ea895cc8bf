import { jobTokenUsername } from '../../domain/accounts/credential.ts';
import type {
  ForeignCredential,
  ForeignProblem,
  ForeignProblemCode,
} from '../../domain/foreign/foreignSignIn.ts';
import { registryServer, type RegistryServer } from '../../domain/foreign/registryServer.ts';
import type { CredentialHelper } from './credentialHelper.ts';
import type { DockerConfig, DockerEntry } from './dockerConfig.ts';
import type { ForeignSource, FoundSignIns, OfferedSignIn } from './offeredSignIn.ts';
import { failureUnlessCancelled } from '../../base/unlessFailed.ts';

interface Asking {
  readonly helpers: CredentialHelper;
  readonly signal: AbortSignal;
}

/**
 * The sign-ins for registries in a configuration of docker or podman. Registries that are known to be no GitLab's are left out. A
 * helper is run for the registry that is taken only, or to list what it has when nothing else says it.
 */
export async function containerSignIns(
  source: ForeignSource,
  config: DockerConfig,
  asking: Asking,
): Promise<FoundSignIns> {
  const { entries, storeToList } = config;
  const listed =
    storeToList === undefined ? { entries: [], problems: [] } : await listStore(source, storeToList, asking);
  const parts = [...entries, ...listed.entries].map((entry) => signInOf(source, entry, asking.helpers));
  return {
    found: parts.flatMap((part) => (part !== undefined && 'take' in part ? [part] : [])),
    problems: [
      ...parts.flatMap((part) => (part !== undefined && 'code' in part ? [part] : [])),
      ...listed.problems,
    ],
  };
}

async function listStore(
  source: ForeignSource,
  helper: string,
  { helpers, signal }: Asking,
): Promise<{ readonly entries: readonly DockerEntry[]; readonly problems: readonly ForeignProblem[] }> {
  try {
    const servers = await helpers.list(helper, signal);
    return { entries: servers.map((server) => ({ server, kept: { kind: 'helper', helper } })), problems: [] };
  } catch (error) {
    failureUnlessCancelled(error);
    const found = helpers.find(helper);
    const code = typeof found === 'string' ? found : 'helperFailed';
    return { entries: [], problems: [problemOf(source, code, helper)] };
  }
}

function signInOf(
  source: ForeignSource,
  { server, kept }: DockerEntry,
  helpers: CredentialHelper,
): OfferedSignIn | ForeignProblem | undefined {
  const registry = registryServer(server);
  if (registry === undefined) return undefined;
  const facts = factsOf(source, registry);
  if (kept.kind === 'pair') {
    const { username, secret } = kept;
    return { ...facts, username, take: () => Promise.resolve(credentialOf(username, secret)) };
  }
  if (kept.kind !== 'helper')
    return kept.kind === 'none' ? undefined : problemOf(source, kept.kind, registry.host);
  const { helper } = kept;
  const found = helpers.find(helper);
  if (typeof found === 'string') return problemOf(source, found, helper);
  return {
    ...facts,
    helper,
    take: async (signal) => {
      const { username, secret } = await helpers.get(helper, server, signal);
      return credentialOf(username, secret);
    },
  };
}

function factsOf({ tool, place, isOpenToOthers }: ForeignSource, { host, namespace }: RegistryServer) {
  const target = { kind: 'registry', host, ...(namespace !== undefined && { namespace }) } as const;
  return { tool, place, target, isOpenToOthers, isShortLived: false };
}

/**
 * What a registry's sign-in can be, by its user name: GitLab gives deploy tokens a name like `gitlab+deploy-token-1` unless their maker
 * chose another; any other secret may be an access token. Source: GitLab docs, "Deploy tokens".
 */
function credentialOf(username: string, secret: string): ForeignCredential {
  if (username === jobTokenUsername) return { secret, username, credential: 'jobToken' };
  const isDeploy = /^gitlab\+deploy-token-/.test(username);
  return { secret, username, credential: isDeploy ? 'deployToken' : 'accessToken' };
}

function problemOf({ tool, place }: ForeignSource, code: ForeignProblemCode, about: string): ForeignProblem {
  return { tool, place, code, about };
}
