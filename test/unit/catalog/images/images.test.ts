// Against GitLab in a box and its registry; the requests are counted there.
import assert from 'node:assert/strict';
import { Emitter } from '../../../../src/base/event.ts';
import { Failure } from '../../../../src/base/failure.ts';
import { Images } from '../../../../src/catalog/images/images.ts';
import { createRegistryClient, type RegistryClient } from '../../../../src/registry/client.ts';
import { startBox, type Box } from '../../../gitlab/box.ts';
import { buildImage, buildIndex } from '../../../gitlab/registry/images.ts';
import type { TokenName } from '../../../gitlab/seed/people.ts';
import { plantShop, shopTags } from '../../../e2e/shop.ts';
import { testHttp } from '../../../fakes/httpServer.ts';

const changed = new Emitter<string>();
const { http } = testHttp({ now: Date.now });
const one = buildImage({ seed: 'shop 1', created: '2026-01-05T08:00:00Z' });

describe('Images', () => {
  let box: Box;
  let images: Images;
  let now: number;
  let place: { readonly connectionId: string; readonly location: string };

  function open(token: TokenName): Images {
    const client = (host: string) =>
      createRegistryClient({
        host,
        instanceUrl: box.url,
        credentials: () => Promise.resolve({ username: token, password: box.tokens[token] }),
        http,
      });
    const clients = new Map<string, ReturnType<typeof client>>();
    const registry = (host: string) => {
      const known = clients.get(host) ?? client(host);
      clients.set(host, known);
      return known;
    };
    return new Images({ of: () => ({ registry }) }, http, changed.event, () => now);
  }

  /** The requests that some work takes, without the redirects from the registry to its storage. */
  async function requests(work: () => Promise<unknown>): Promise<readonly string[]> {
    const before = box.log.entries.length;
    await work();
    return box.log.entries
      .slice(before)
      .filter(({ host }) => host !== 'storage')
      .map(({ path }) => path.replace(/\?.*/, '').replace(/sha256:.*/, 'sha256:…'));
  }

  async function openImage(reference: string, options = {}): Promise<unknown> {
    const { manifest } = await images.manifest(place, reference, options);
    assert.equal(manifest.kind, 'image');
    return (await images.config(place, manifest.config)).json;
  }

  beforeEach(async () => {
    now = Date.now();
    box = await startBox({ seed: plantShop });
    images = open('maintainer');
    place = { connectionId: 'c', location: `${box.registryHost}/${shopTags.path}` };
  });
  afterEach(() => box.close());

  it('cost three requests: token, manifest, config; and none when opened again', async () => {
    const web = `/v2/${shopTags.path}`;
    assert.deepEqual(await requests(() => openImage('1.0.0')), [
      '/jwt/auth',
      `${web}/manifests/1.0.0`,
      `${web}/blobs/sha256:…`,
    ]);
    assert.deepEqual(await requests(() => openImage('1.0.0')), []);
    assert.deepEqual(await requests(() => openImage(one.digest)), []);
  });

  it('cost the manifest alone for another tag on the same image', async () => {
    await openImage('1.0.0');
    assert.deepEqual(await requests(() => openImage('stable')), [`/v2/${shopTags.path}/manifests/stable`]);
  });

  it('of an index cost two requests for each further platform, and none the second time', async () => {
    await box.backend.put(shopTags.path, 'multi', buildIndex({ seed: 'multi', attestations: true }));
    const { manifest } = await images.manifest(place, 'multi');
    assert.equal(manifest.kind, 'index');
    const [first, second] = manifest.manifests;
    await openImage(first?.digest ?? '');
    assert.equal((await requests(() => openImage(second?.digest ?? ''))).length, 2);
    assert.equal((await requests(() => openImage(second?.digest ?? ''))).length, 0);
  });

  it('are opened with a token that can only pull', async () => {
    images = open('readRegistry');
    assert.ok(await openImage('1.0.0'));
  });

  it('follow a tag that moved: when asked afresh, when a listing says so, and after ten minutes', async () => {
    const { digest } = await images.manifest(place, 'stable');
    const moved = buildImage({ seed: 'moved' });
    await box.backend.put(shopTags.path, 'stable', moved);
    assert.equal((await images.manifest(place, 'stable')).digest, digest);
    assert.equal((await images.manifest(place, 'stable', { listedDigest: digest })).digest, digest);
    const other = open('maintainer');
    await other.manifest(place, 'stable');
    assert.equal(
      (await images.manifest(place, 'stable', { listedDigest: moved.digest })).digest,
      moved.digest,
    );

    await box.backend.put(shopTags.path, 'stable', one);
    assert.equal((await images.manifest(place, 'stable', { isFresh: true })).digest, one.digest);

    await box.backend.put(shopTags.path, 'stable', moved);
    now += 600_001;
    assert.equal((await images.manifest(place, 'stable')).digest, moved.digest);
  });

  it('are forgotten with their connection', async () => {
    await openImage('1.0.0');
    changed.fire('c');
    assert.equal((await requests(() => openImage('1.0.0'))).length, 2);
  });

  it('refuse a config that claims to be huge, without asking', async () => {
    const huge = { digest: `sha256:${'0'.repeat(64)}`, sizeBytes: 100 * 2 ** 20 };
    const asked = await requests(() =>
      assert.rejects(
        () => images.config(place, huge),
        (error) => Failure.is(error, 'invalid') && error.details.code === 'tooLarge',
      ),
    );
    assert.deepEqual(asked, []);
  });

  it('refuse a config of millions of values', async () => {
    const text = `{"history":[${'{},'.repeat(200_000)}{}]}`;
    const blob = () => Promise.resolve(Buffer.from(text));
    const registry = () => ({ host: 'r.example', blob }) as unknown as RegistryClient;
    const others = new Images({ of: () => ({ registry }) }, http, changed.event);
    await assert.rejects(
      () => others.config(place, { digest: one.digest, sizeBytes: text.length }),
      (error) => Failure.is(error, 'invalid') && error.details.code === 'tooLarge',
    );
  });

  it('know nothing of a location that is none', () =>
    assert.rejects(
      () => images.manifest({ connectionId: 'c', location: 'x' }, '1.0.0'),
      (error) => Failure.is(error, 'invalid'),
    ));
});
