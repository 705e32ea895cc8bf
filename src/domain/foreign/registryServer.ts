import { trimOf } from '../../base/cut.ts';

/** A registry that a container tool keeps a sign-in for. */
export interface RegistryServer {
  /** `host[:port]`, lower case. */
  readonly host: string;
  /** The part of the registry that the sign-in is for: `group/project`. */
  readonly namespace?: string;
}

/** Registries that are known to be no GitLab’s, by the end of their host. */
const others =
  /(?:^|\.)(?:docker\.(?:io|com)|ghcr\.io|docker\.pkg\.github\.com|quay\.io|gcr\.io|pkg\.dev|dkr\.ecr\.[\w-]+\.amazonaws\.com(?:\.cn)?|public\.ecr\.aws|azurecr\.(?:io|us|cn)|mcr\.microsoft\.com|registry\.(?:\w+\.)?redhat\.(?:io|com)|nvcr\.io|icr\.io|ocir\.io|k8s\.io|cgr\.dev|dhi\.io|registry\.(?:heroku|digitalocean)\.com|scw\.cloud|aliyuncs\.com)(?::\d+)?$/;

const server =
  /^(?:https?:\/\/)?((?:\[[0-9a-f:]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::\d{1,5})?)((?:\/[\w.-]*)*)$/i;

/**
 * Reads a key of `auths` or `credHelpers`: a host, of podman with a namespace behind it, of old docker clients a URL such as
 * `https://host/v1/`. `undefined` for anything else, and for registries that are known to be no GitLab’s. Sources: docker
 * `cli/config/configfile`, containers-auth.json(5).
 */
export function registryServer(text: string): RegistryServer | undefined {
  const [match, host = '', path = ''] = server.exec(text.slice(0, 500)) ?? [];
  const lower = host.toLowerCase();
  if (match === undefined || others.test(lower)) return undefined;
  const namespace = trimOf(path, '/');
  const isVersion = /^v[12]$/.test(namespace);
  return { host: lower, ...(namespace !== '' && !isVersion && { namespace }) };
}

/**
 * Whether a GitLab can be told to belong to a registry by the names of both: the same host, or hosts of one domain. A registry may
 * name any GitLab in the world as the one to send passwords to.
 */
export function isOfSameDomain(registryHost: string, instanceHost: string): boolean {
  const name = (host: string): string => host.replace(/:\d+$/, '');
  const [registry, instance] = [name(registryHost), name(instanceHost)];
  if (registry === instance) return true;
  const domain = registry.slice(registry.indexOf('.') + 1);
  const isDomain = /^(?!\d+(?:\.\d+)*$)[^.]+\.[^.]/.test(domain);
  return isDomain && (instance === domain || instance.endsWith(`.${domain}`));
}
