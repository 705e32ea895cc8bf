import type { RegistryBackend } from './registry/backend.ts';

/** GitLab could not connect to its registry: REST answers 503, GraphQL "Can't connect to the Container Registry…". */
export class RegistryUnreachable extends Error {}

/** The two ways in which GitLab's registry can be gone. */
export interface RegistryTrouble {
  /** Connections are refused. */
  registryDown: boolean;
  /** It answers with errors, which GitLab turns into empty lists (facts of the silent-empty hazard). */
  registryBroken: boolean;
}

/** The registry as GitLab meets it: every exception becomes `RegistryUnreachable`, and the knobs are honoured. */
export function guardBackend(backend: RegistryBackend, knobs: RegistryTrouble): RegistryBackend {
  const ask = async <T>(whenBroken: T, call: () => Promise<T>): Promise<T> => {
    if (knobs.registryDown) throw new RegistryUnreachable('The registry refuses connections');
    if (knobs.registryBroken) return whenBroken;
    try {
      return await call();
    } catch (cause) {
      throw new RegistryUnreachable('The registry did not answer', { cause });
    }
  };
  return {
    kind: backend.kind,
    host: backend.host,
    url: backend.url,
    listTags: (path, query) => ask({ tags: [] }, () => backend.listTags(path, query)),
    tagNames: (path) => ask([], () => backend.tagNames(path)),
    digests: (path) => ask<ReadonlyMap<string, string>>(new Map(), () => backend.digests(path)),
    tag: (path, name) => ask(undefined, () => backend.tag(path, name)),
    deleteTag: (path, name) => ask('failed', () => backend.deleteTag(path, name)),
    manifest: (path, reference) => ask(undefined, () => backend.manifest(path, reference)),
    repositorySize: (path) => ask(undefined, () => backend.repositorySize(path)),
    put: (path, name, image, dates) => backend.put(path, name, image, dates),
    close: () => backend.close(),
  };
}
