import assert from 'node:assert/strict';
import { shareBlobs } from '../../../../src/catalog/copies/shareBlobs.ts';
import { rejectsWith } from '../../../fakes/httpServer.ts';

const digestOf = (letter: string): string => `sha256:${letter.repeat(64)}`;
const layerType = 'application/vnd.oci.image.layer.v1.tar+gzip';
const foreignType = 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip';

/** A manifest whose blobs `a`, `b`… have these sizes; the first is the config. */
function manifestOf(...sizes: readonly number[]) {
  const parts = sizes.map((size, at) => ({
    mediaType: layerType,
    digest: digestOf('abcdef'.charAt(at)),
    size,
  }));
  const [config, ...layers] = parts;
  const foreign = { mediaType: foreignType, digest: digestOf('9'), size: 5_000_000_000 };
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const text = JSON.stringify({ schemaVersion: 2, mediaType, config, layers: [...layers, foreign] });
  return { digest: digestOf('0'), mediaType, text };
}

/** A registry that shares only some blobs, and whose other repository lacks some. */
function registryWith(shared: string, lacking = '') {
  const calls: string[] = [];
  const letterOf = (digest: string): string => digest.charAt(7);
  return {
    calls,
    mountBlob: ({ digest }: { readonly digest: string }) => {
      calls.push(`mount ${letterOf(digest)}`);
      return Promise.resolve(shared.includes(letterOf(digest)) ? undefined : `/v2/to/${letterOf(digest)}`);
    },
    hasBlob: (_: string, digest: string) => Promise.resolve(!lacking.includes(letterOf(digest))),
    blob: (path: string, digest: string) => {
      calls.push(`get ${path} ${letterOf(digest)}`);
      return Promise.resolve(new Uint8Array());
    },
    uploadBlob: (_: unknown, { target }: { readonly target: string }) => {
      calls.push(`put ${target}`);
      return Promise.resolve();
    },
  };
}

const share = (registry: ReturnType<typeof registryWith>, onSent: (sent: number, total: number) => void) =>
  shareBlobs(registry, { from: 'from', to: 'to' }, onSent);
const unheard = (): void => undefined;

describe('sharing blobs between repositories', () => {
  it('mounts each once, but for those that only another server has', async () => {
    const registry = registryWith('abc');
    const manifests = [manifestOf(1, 2, 3), manifestOf(1, 2)];
    assert.deepEqual(await share(registry, unheard)(manifests, undefined), []);
    assert.deepEqual(registry.calls.sort(), ['mount a', 'mount b', 'mount c']);
  });

  it('sends what is not shared, one after the other, and tells how far it is', async () => {
    const registry = registryWith('a');
    const sent: string[] = [];
    await share(registry, (done, total) => sent.push(`${done}/${total}`))([manifestOf(1, 2, 3)], undefined);
    assert.deepEqual(registry.calls.slice(3), ['get from b', 'put /v2/to/b', 'get from c', 'put /v2/to/c']);
    assert.deepEqual(sent, ['0/5', '2/5', '2/5', '5/5']);
  });

  it('sends nothing when a blob is nowhere, and names it', async () => {
    const registry = registryWith('a', 'c');
    assert.deepEqual(await share(registry, unheard)([manifestOf(1, 2, 3)], undefined), [digestOf('c')]);
    assert.ok(registry.calls.every((call) => call.startsWith('mount')));
  });

  it('sends nothing when it is too much', async () => {
    const registry = registryWith('a');
    const shared = share(registry, unheard)([manifestOf(1, 60_000_000, 60_000_000)], undefined);
    await rejectsWith(shared, 'invalid', { code: 'notShared' });
    assert.ok(registry.calls.every((call) => call.startsWith('mount')));
  });
});
