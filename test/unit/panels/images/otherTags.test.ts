// Also covers otherTagsView.
import assert from 'node:assert/strict';
import { Failure } from '../../../../src/base/failure.ts';
import type { Descriptor, ImageManifest, Manifest } from '../../../../src/domain/manifest.ts';
import type { Tag } from '../../../../src/domain/tag.ts';
import { OtherTags, type OtherTagsSource, type ShownImage } from '../../../../src/panels/images/otherTags.ts';
import { otherTagsView } from '../../../../src/panels/images/otherTagsView.ts';
import type { OtherTagsView } from '../../../../src/protocol/otherTags.ts';

const digestOf = (name: string): string => `sha256:${Buffer.from(name).toString('hex').padEnd(64, '0')}`;
const descriptor = (name: string, sizeBytes: number, more: Partial<Descriptor> = {}): Descriptor => ({
  mediaType: 'x',
  digest: digestOf(name),
  sizeBytes,
  annotations: {},
  ...more,
});
const imageTypes = {
  image: 'application/vnd.oci.image.manifest.v1+json',
  index: 'application/vnd.oci.image.index.v1+json',
};
const image = (...layers: readonly Descriptor[]): ImageManifest => ({
  kind: 'image',
  mediaType: imageTypes.image,
  config: descriptor('config', 5),
  layers,
  annotations: {},
});
const amd64 = { os: 'linux', architecture: 'amd64' };
const indexOf = (name: string, architecture = 'amd64'): Manifest => ({
  kind: 'index',
  mediaType: imageTypes.index,
  manifests: [descriptor(name, 1, { platform: { os: 'linux', architecture } })],
  annotations: {},
});
const tag = (name: string, day: number, more: Partial<Tag> = {}): Tag => ({
  name,
  path: '',
  location: '',
  digest: digestOf(name),
  mediaType: imageTypes.image,
  publishedAt: `2026-01-${String(day).padStart(2, '0')}T00:00:00Z`,
  ...more,
});
const target = {
  connectionId: 'c',
  instanceUrl: 'https://gitlab.example.com',
  projectPath: 'g/p',
  location: 'registry.example.com/g/p',
  reference: 'own',
};
const own = image(descriptor('base', 100), descriptor('app', 20));
const shown: ShownImage = { digest: digestOf('own'), manifest: own, isOfIndex: false, platform: amd64 };
const quiet = (): void => undefined;

/** A registry in memory that counts what it is asked, and remembers it as `Images` does. */
function registry(tags: readonly Tag[], manifests: Readonly<Record<string, Manifest | Failure>>) {
  const asked: string[] = [];
  const byReference = new Map(
    Object.entries(manifests).flatMap(([name, manifest]) => [
      [name, manifest],
      [digestOf(name), manifest],
    ]),
  );
  const kept = new Set<string>();
  const list = { tags, hasMore: false, isComplete: true };
  const opened = (reference: string) => {
    const manifest = byReference.get(reference) ?? new Failure('missing', 'no such manifest');
    if (manifest instanceof Failure) throw manifest;
    return { digest: reference, manifest };
  };
  const source: OtherTagsSource = {
    tags: { listed: () => list, listMore: () => Promise.resolve(list) },
    images: {
      kept: (_, reference) => (kept.has(reference) ? opened(reference) : undefined),
      manifest: async (_, reference, { signal }) => {
        await Promise.resolve();
        if (signal.aborted) throw new Failure('cancelled', 'cancelled');
        if (!kept.has(reference)) asked.push(reference);
        const document = opened(reference);
        kept.add(reference);
        return document;
      },
    },
  };
  const others = new OtherTags(source, target);
  const view = (of: ShownImage = shown): OtherTagsView => {
    const next = others.next(of);
    return otherTagsView({
      known: others.known(of),
      shown: of,
      reference: 'own',
      next: next.length === 0 ? undefined : { images: next.length, requests: others.cost(next, of) },
    });
  };
  const look = (signal = new AbortController().signal) => others.look(shown, signal, quiet);
  return { asked, others, view, look };
}

describe('The other tags of a repository', () => {
  it('are shown with the sizes that the list tells, oldest first, and nothing is asked', () => {
    const { asked, view } = registry(
      [tag('own', 2, { sizeBytes: 125 }), tag('new', 3, { sizeBytes: 130 }), tag('old', 1)],
      {},
    );
    assert.deepEqual(
      view().sizes.map(({ names, bytes, isShown }) => [names, bytes, isShown]),
      [
        [['old'], undefined, false],
        [['own'], 125, true],
        [['new'], 130, false],
      ],
    );
    assert.equal(view().sharing, undefined);
    assert.deepEqual(asked, []);
  });

  it('tell which layers are shared and how much, layer by layer too, once they were looked at', async () => {
    const { view, look } = registry([tag('own', 3), tag('a', 2), tag('b', 1)], {
      a: image(descriptor('base', 100), descriptor('other', 7)),
      b: image(descriptor('nothing', 1)),
    });
    await look();
    const { sharing, others, next } = view();
    assert.deepEqual(others, { all: 2, lookedAt: 2, failed: 0, absent: 0 });
    assert.equal(next, undefined);
    assert.deepEqual(
      sharing?.rows.map((row) => [row.names, row.sharedLayers, row.sharedBytes, row.layers]),
      [
        [['a'], 1, 100, 2],
        [['b'], 0, 0, 1],
      ],
    );
    assert.deepEqual(
      [sharing.layers, sharing.bytes, sharing.sharedLayers, sharing.sharedBytes],
      [2, 120, 1, 100],
    );
    assert.deepEqual(sharing.use, { [digestOf('base')]: 1 });
  });

  it('say before what looking at them takes, and take no more: a manifest each, two for an index, a token', async () => {
    const named: Tag = { name: 'named', path: '', location: '', publishedAt: '2026-01-01T00:00:00Z' };
    const { asked, view, look, others } = registry(
      [tag('own', 4), tag('image', 3), tag('index', 2, { mediaType: imageTypes.index }), named],
      { image: image(), index: indexOf('child'), child: image(descriptor('base', 100)), named: image() },
    );
    assert.deepEqual(view().next, { images: 3, requests: 1 + 2 + 2 + 1 });
    await look();
    assert.deepEqual(
      [...asked].sort(),
      ['named', digestOf('child'), digestOf('image'), digestOf('index')].sort(),
    );
    assert.equal(others.cost(others.known(shown)?.images.slice(1, 3) ?? [], shown), 0);
  });

  it('are looked at twenty at a time, and who was not is said', async () => {
    const tags = Array.from({ length: 30 }, (_, at) => tag(`t${at}`, 30 - at));
    const { asked, view, look } = registry(
      [tag('own', 31), ...tags],
      Object.fromEntries(tags.map(({ name }) => [name, image()])),
    );
    assert.equal(view().next?.images, 20);
    await look();
    assert.equal(asked.length, 20);
    assert.deepEqual([view().others.lookedAt, view().others.all, view().next?.images], [20, 30, 10]);
    await look();
    assert.equal(view().next, undefined);
  });

  it('keep what was found when it is cancelled, and when the registry stops answering', async () => {
    const offline = new Failure('offline', 'gone');
    const { view, look } = registry([tag('own', 3), tag('a', 2), tag('b', 1)], { a: image(), b: offline });
    await assert.rejects(look(), (error) => error === offline);
    assert.equal(view().others.lookedAt, 1);
    const cancelled = new AbortController();
    cancelled.abort();
    await assert.rejects(look(cancelled.signal), (error) => Failure.is(error, 'cancelled'));
    assert.deepEqual([view().others.lookedAt, view().next?.images], [1, 1]);
  });

  it('go on past one that is gone, and count it', async () => {
    const { view, look } = registry([tag('own', 3), tag('gone', 2), tag('b', 1)], { b: image() });
    await look();
    assert.deepEqual(view().others, { all: 2, lookedAt: 1, failed: 1, absent: 0 });
  });

  it('of an index are compared by their image for the same platform, and say when they have none', async () => {
    const { view, look } = registry([tag('own', 3), tag('arm', 2), tag('multi', 1)], {
      arm: indexOf('arm-image', 'arm64'),
      multi: indexOf('image'),
      image: image(descriptor('base', 100)),
    });
    await look();
    const { others, sharing, sizes } = view();
    assert.deepEqual([others.lookedAt, others.absent], [1, 1]);
    assert.equal(sharing?.sharedBytes, 100);
    assert.deepEqual([sizes[0]?.bytes, sizes[0]?.platform], [105, 'linux/amd64']);
  });

  it('on the same digest are named, and are no other image', () => {
    const { view } = registry([tag('own', 2), tag('latest', 3, { digest: digestOf('own') })], {});
    assert.deepEqual(view().sameNames, ['latest']);
    assert.equal(view().others.all, 0);
  });

  it('have the shown one in the chart even when it is older than the last twenty', () => {
    const tags = Array.from({ length: 25 }, (_, at) => tag(`t${at}`, at + 2));
    const { sizes } = registry([...tags, tag('own', 1)], {}).view();
    assert.deepEqual([sizes.length, sizes[0]?.names, sizes[0]?.bytes], [21, ['own'], 125]);
  });

  it('say nothing as long as nothing is listed', () => {
    const view = otherTagsView({ known: undefined, shown, reference: 'own', next: undefined });
    assert.equal(view.isListed, false);
  });
});
