// Also covers sharedLayers.
import assert from 'node:assert/strict';
import { layerSum, layerUse, sharedLayers } from '../../../../src/domain/images/sharedLayers.ts';
import { taggedImages } from '../../../../src/domain/images/taggedImages.ts';
import type { Descriptor } from '../../../../src/domain/manifest.ts';
import type { Tag } from '../../../../src/domain/tag.ts';

const tag = (name: string, more: Partial<Tag> = {}): Tag => ({
  name,
  path: `g/p:${name}`,
  location: `host/g/p:${name}`,
  ...more,
});
const layer = (digest: string, sizeBytes: number): Descriptor => ({
  mediaType: 'layer',
  digest,
  sizeBytes,
  annotations: {},
});

describe('The images that tags point at', () => {
  it('are grouped by digest, newest first, with the newest tag first', () => {
    const { images, order } = taggedImages([
      tag('1.0', { digest: 'a', publishedAt: '2026-01-01T00:00:00Z', sizeBytes: 5 }),
      tag('2.0', { digest: 'b', publishedAt: '2026-02-01T00:00:00Z' }),
      tag('stable', { digest: 'a', publishedAt: '2026-03-01T00:00:00Z', sizeBytes: 5 }),
    ]);
    assert.equal(order, 'published');
    assert.deepEqual(
      images.map(({ reference, names }) => [reference, names]),
      [
        ['a', ['stable', '1.0']],
        ['b', ['2.0']],
      ],
    );
    assert.deepEqual([images[0]?.sizeBytes, images[0]?.date], [5, '2026-03-01T00:00:00Z']);
  });

  it('without dates go by version, and a tag without a digest stands for itself', () => {
    const { images, order } = taggedImages([tag('1.9.0'), tag('latest'), tag('1.10.0')]);
    assert.equal(order, 'name');
    assert.deepEqual(
      images.map(({ reference }) => reference),
      ['1.10.0', '1.9.0', 'latest'],
    );
  });

  // Source: facts/gitlab.md 1.3: without a metadata database `created_at` is when the image was built.
  it('with nothing but creation dates go by when they were built', () =>
    assert.equal(taggedImages([tag('1', { createdAt: '2026-01-01T00:00:00Z' })]).order, 'built'));

  it('are not the signatures and the like that tools keep under names made of digests', () => {
    const of = `sha256-${'a'.repeat(64)}`;
    const names = ['v1', of, `${of}.sig`, `${of}.att`, `${of}-not`].map((name) => tag(name));
    assert.deepEqual(
      taggedImages(names)
        .images.flatMap((image) => image.names)
        .sort(),
      [`${of}-not`, 'v1'],
    );
  });
});

describe('Layers in common', () => {
  const own = [layer('base', 100), layer('empty', 1), layer('empty', 1), layer('app', 10)];

  it('count once, however often they stand in an image', () => {
    assert.deepEqual(layerSum(own), { layers: 3, bytes: 111 });
    assert.deepEqual(sharedLayers(own, [layer('empty', 1), layer('base', 100), layer('other', 7)]), {
      layers: 2,
      bytes: 101,
    });
    assert.deepEqual(sharedLayers(own, []), { layers: 0, bytes: 0 });
  });

  it('tell how many other images have each of them', () => {
    const others = [[layer('base', 100), layer('base', 100)], [layer('base', 100), layer('x', 1)], []];
    assert.deepEqual([...layerUse(own, others)], [['base', 2]]);
  });
});
