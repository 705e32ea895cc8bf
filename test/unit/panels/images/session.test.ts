import assert from 'node:assert/strict';
import { Failure } from '../../../../src/base/failure.ts';
import type { Manifest } from '../../../../src/domain/manifest.ts';
import { ManifestSession, type ImageSource } from '../../../../src/panels/images/session.ts';
import { manifestView } from '../../../../src/panels/images/view.ts';
import {
  context,
  descriptor,
  digestOf,
  image,
  own,
  signal,
  sourceOf,
  target,
} from '../../../fakes/imagesInMemory.ts';

describe('A session of the page', () => {
  const platform = (architecture: string) => ({ os: 'linux', architecture });
  const [amd, arm, broken, nested] = ['amd', 'arm', 'broken', 'nested'].map(digestOf) as [
    string,
    string,
    string,
    string,
  ];
  const index: Manifest = {
    kind: 'index',
    mediaType: 'application/vnd.oci.image.index.v1+json',
    manifests: [
      descriptor('arm', 1, { platform: platform('arm64') }),
      descriptor('amd', 1, { platform: platform('amd64') }),
      descriptor('broken', 1, { platform: platform('s390x') }),
      descriptor('nested', 1),
    ],
    annotations: {},
  };
  const manifests = {
    v1: index,
    [amd]: image([descriptor('a', 100)]),
    [arm]: image([descriptor('b', 50)]),
    [broken]: new Failure('missing', 'gone'),
    [nested]: index,
  };
  const sessionOf = () => new ManifestSession(sourceOf(manifests, '{}'), target, own);
  const viewOf = (opened: Awaited<ReturnType<ManifestSession['open']>>) =>
    manifestView(target, opened, context);

  it('shows the own platform of an index first, and others when they are chosen, with the sizes seen so far', async () => {
    const session = sessionOf();
    const first = viewOf(await session.open(signal));
    assert.equal(first.image?.digest, amd);
    const second = viewOf(await session.choose(arm, signal));
    assert.equal(second.image?.digest, arm);
    assert.deepEqual(
      second.index?.platforms.map(({ digest, imageBytes, isOwn, isChosen }) => [
        digest,
        imageBytes,
        isOwn,
        isChosen,
      ]),
      [
        [amd, 105, true, false],
        [arm, 55, false, true],
        [broken, undefined, false, false],
        [nested, undefined, false, false],
      ],
    );
  });

  it('keeps the index when one of its images is missing, or an index itself', async () => {
    const session = sessionOf();
    await session.open(signal);
    const missing = viewOf(await session.choose(broken, signal));
    assert.equal(missing.imageFailure?.title, 'image failed');
    assert.equal(missing.index?.platforms.length, 4);
    assert.equal(viewOf(await session.choose(nested, signal)).nestedIndex, nested);
  });

  it('chooses nothing that is not in the index', async () => {
    const session = sessionOf();
    await session.open(signal);
    assert.throws(() => session.choose(digestOf('other'), signal), Failure);
  });

  it('says nothing when the page gave up', async () => {
    const session = new ManifestSession(
      sourceOf({ v1: image([]) }, new Failure('cancelled', 'cancelled')),
      target,
      own,
    );
    await assert.rejects(
      () => session.open(signal),
      (error) => Failure.is(error, 'cancelled'),
    );
  });

  it('hears of a moved tag once, and of one that came back', async () => {
    const session = sessionOf();
    const other = digestOf('other');
    assert.equal(session.hear(other), false);
    await session.open(signal);
    assert.equal(session.hear(other), true);
    assert.equal(session.hear(other), false);
    assert.equal(viewOf(await session.open(signal)).movedTo, other);
    assert.equal(session.hear(digestOf('v1')), true);
    assert.equal(viewOf(await session.open(signal)).movedTo, undefined);
  });

  // Source: facts/gitlab.md 1.3, "Legacy + multi-arch".
  it('takes the digest of one of its images, which GitLab may tell of an index, for no move', async () => {
    const session = sessionOf();
    await session.open(signal);
    assert.equal(session.hear(amd), false);
  });

  it('asks where the tag points when the person comes back, once a minute', async () => {
    let now = 0;
    const manifests: Record<string, Manifest> = { v1: image([]) };
    const asked: (boolean | undefined)[] = [];
    const source = sourceOf(manifests, '{}');
    const counting: ImageSource = {
      ...source,
      manifest: async (at, reference, lookUp) => {
        asked.push(lookUp.isFresh);
        const opened = await source.manifest(at, reference, lookUp);
        return asked.length < 3 ? opened : { ...opened, digest: digestOf('moved') };
      },
    };
    const session = new ManifestSession(counting, target, own, () => now);
    assert.equal(await session.lookAgain(signal), undefined);
    await session.open(signal);
    now = 59_999;
    assert.equal(await session.lookAgain(signal), undefined);
    assert.equal(asked.length, 1);
    now = 60_000;
    assert.equal(await session.lookAgain(signal), undefined);
    now = 120_000;
    assert.equal((await session.lookAgain(signal))?.movedTo, digestOf('moved'));
    assert.deepEqual(asked, [undefined, true, true]);
  });

  it('tells the unpacked size of a layer that is not compressed, whose builder wrote it down, or that was listed', async () => {
    const annotations = { 'io.containers.estargz.uncompressed-size': '77' };
    const plain = descriptor('plain', 10, { mediaType: 'application/vnd.oci.image.layer.v1.tar' });
    const all = image([plain, descriptor('told', 10, { annotations }), descriptor('listed', 10)]);
    const counted = new Map<string, number>();
    const source = { ...sourceOf({ v1: all }, '{}'), unpackedBytes: counted };
    const session = new ManifestSession(source, target, own);
    const sizes = async () => {
      const { image: shown } = manifestView(target, await session.open(signal), context);
      return [...(shown?.steps.map(({ layer }) => layer?.unpackedBytes) ?? []), shown?.unpackedBytes];
    };
    assert.deepEqual(await sizes(), [10, 77, undefined, undefined]);
    counted.set(digestOf('listed'), 500);
    assert.deepEqual(await sizes(), [10, 77, 500, 587]);
  });
});
