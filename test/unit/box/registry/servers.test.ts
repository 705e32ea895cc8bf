import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import { describe, it } from 'mocha';
import { buildImage } from '../../../gitlab/registry/images.ts';
import { selfSignedCertificate } from '../../../gitlab/registry/certificate.ts';
import { startMetadataRegistry } from '../../../gitlab/registry/metadataRegistry.ts';
import { PlainClient } from '../../../gitlab/registry/plainClient.ts';
import { unwrapped } from '../../../gitlab/registry/servers.ts';
import { createTokenKeys } from '../../../gitlab/registry/tokens.ts';

const keys = createTokenKeys();
const realm = { keys, realmUrl: 'http://gitlab.test/jwt/auth', service: 'container_registry' };

describe('the servers of a registry', () => {
  it('speak https when they have a certificate, and redirect to https', async () => {
    const tls = {
      key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
      cert: selfSignedCertificate(keys.privateKey, 'localhost'),
    };
    const registry = await startMetadataRegistry({ ...realm, tls });
    try {
      assert.match(registry.url, /^https:\/\/127\.0\.0\.1:\d+$/);
      const image = buildImage({ seed: 1 });
      await registry.put('group/project', '1', image);
      const authorization = `Bearer ${new PlainClient(registry.url, keys, realm.service).token('group/project')}`;
      const url = `${registry.url}/v2/group/project/blobs/${image.configDigest ?? ''}`;
      const ask = (address: string, headers: Record<string, string>) =>
        new Promise<IncomingMessage>((resolve, reject) => {
          get(address, { headers, rejectUnauthorized: false }, (answer) => {
            answer.resume();
            resolve(answer);
          }).on('error', reject);
        });
      const { location = '' } = (await ask(url, { authorization })).headers;
      assert.ok(location.startsWith(registry.storageUrl));
      assert.match(location, /^https:/);
      assert.equal((await ask(location, {})).statusCode, 200);
    } finally {
      await registry.close();
    }
  });

  it('let a wrapper see every request with its host, and name the route that takes it', async () => {
    const [seen, routes]: [string[], string[]] = [[], []];
    const registry = await startMetadataRegistry({
      ...realm,
      wrap: (handler, host) => {
        const answer = unwrapped(handler, host);
        return (request, response) => {
          seen.push(`${host} ${request.url?.split('?')[0] ?? ''}`);
          answer(request, response);
        };
      },
      onRoute: (_, route) => routes.push(route),
    });
    try {
      await fetch(`${registry.url}/v2/group/project/manifests/1`);
      await fetch(`${registry.storageUrl}/registry/blobs/sha256/00/data`);
      assert.deepEqual(seen, [
        'registry /v2/group/project/manifests/1',
        'storage /registry/blobs/sha256/00/data',
      ]);
      assert.deepEqual(routes, ['GET v2/:path/manifests/:reference']);
    } finally {
      await registry.close();
    }
  });
});
