import assert from 'node:assert/strict';
import { freedBytes, type FreedImage } from '../../../../src/domain/cleanup/freedBytes.ts';
import type { Descriptor, Manifest } from '../../../../src/domain/manifest.ts';

const part = (digest: string, sizeBytes: number): Descriptor => ({
  digest,
  sizeBytes,
  mediaType: 'x',
  annotations: {},
});
const image = (config: string, ...layers: readonly (readonly [string, number])[]): Manifest => ({
  kind: 'image',
  mediaType: 'x',
  config: part(config, 1),
  layers: layers.map(([digest, size]) => part(digest, size)),
  annotations: {},
});
const index = (...children: readonly string[]): Manifest => ({
  kind: 'index',
  mediaType: 'x',
  manifests: children.map((digest) => part(digest, 5)),
  annotations: {},
});
const goes = (digest: string, sizeBytes = NaN): FreedImage => ({ digest, stays: false, sizeBytes });
const stays = (digest: string): FreedImage => ({ digest, stays: true, sizeBytes: NaN });

describe('freedBytes', () => {
  const manifests = new Map<string, Manifest>([
    ['a', image('ca', ['base', 100], ['la', 10])],
    ['b', image('cb', ['base', 100], ['lb', 20], ['lb', 20])],
    ['multi', index('a', 'b')],
    ['broken', index('a', 'missing')],
  ]);

  it('counts shared layers once, and not at all where an image that stays has them', () => {
    assert.deepEqual(freedBytes([goes('a'), goes('b')], manifests), {
      bytes: 132,
      isExact: true,
      unknown: 0,
    });
    assert.deepEqual(freedBytes([goes('a'), stays('b')], manifests), {
      bytes: 11,
      isExact: true,
      unknown: 0,
    });
    assert.equal(freedBytes([goes('a'), stays('multi')], manifests).bytes, 0);
    assert.equal(freedBytes([goes('multi')], manifests).bytes, 132);
  });

  it('is an upper bound where a manifest is not known, and takes the listed size', () => {
    assert.deepEqual(freedBytes([goes('a'), goes('z', 7)], manifests), {
      bytes: 118,
      isExact: false,
      unknown: 0,
    });
    assert.deepEqual(freedBytes([goes('a'), stays('z')], manifests), {
      bytes: 111,
      isExact: false,
      unknown: 0,
    });
    assert.deepEqual(freedBytes([goes('broken')], manifests), { bytes: 0, isExact: false, unknown: 1 });
    assert.deepEqual(freedBytes([], manifests), { bytes: 0, isExact: true, unknown: 0 });
  });
});
