import { after, before } from 'mocha';
import { startMetadataRegistry, type MetadataRegistry } from '../gitlab/registry/metadataRegistry.ts';
import { createTokenKeys, signToken, type TokenAccess } from '../gitlab/registry/tokens.ts';

const keys = createTokenKeys();

/** The time at which the registry stands still. */
const now = Date.parse('2026-05-06T07:08:09.123Z');

/** A token that allows this, as an `Authorization` header. */
export function bearer(
  actions: readonly string[],
  name = 'group/project',
  meta?: TokenAccess['meta'],
  more: readonly TokenAccess[] = [],
) {
  const access = [{ type: 'repository', name, actions, ...(meta ? { meta } : {}) }, ...more];
  const times = { iat: now / 1000, nbf: now / 1000 - 5, exp: now / 1000 + 300 };
  const claims = { iss: keys.issuer, aud: 'container_registry', sub: 'owner', jti: '1', ...times, access };
  return { authorization: `Bearer ${signToken(keys, claims)}` };
}

/** Starts a registry before the tests of a suite and ends it after them. */
export function useMetadataRegistry() {
  const unknown: string[] = [];
  const suite: { registry: MetadataRegistry; readonly unknown: string[] } = {
    registry: undefined as unknown as MetadataRegistry,
    unknown,
  };
  before(async () => {
    suite.registry = await startMetadataRegistry({
      keys,
      realmUrl: 'http://gitlab.test/jwt/auth',
      service: 'container_registry',
      now: () => now,
      onUnknown: (request) => unknown.push(`${request.method ?? ''} ${request.url ?? ''}`),
    });
  });
  after(() => suite.registry.close());
  return suite;
}

/** A request whose redirects are not followed. */
export function send(url: string, init: RequestInit = {}): Promise<Response> {
  return fetch(url, { redirect: 'manual', ...init });
}

/** Code of the first error in a registry's answer. */
export async function errorCode(response: Response): Promise<string | undefined> {
  const body = (await response.json()) as { readonly errors: readonly { readonly code: string }[] };
  return body.errors[0]?.code;
}
