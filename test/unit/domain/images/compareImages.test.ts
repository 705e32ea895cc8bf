import assert from 'node:assert/strict';
import { compareImages, type ComparedImage } from '../../../../src/domain/images/compareImages.ts';
import { readImageConfig } from '../../../../src/domain/images/imageConfig.ts';
import { sortedJson } from '../../../../src/domain/images/sortedJson.ts';

function image(layers: string, config: unknown = {}): ComparedImage {
  const descriptor = (name: string, sizeBytes: number) => ({
    mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
    digest: `sha256:${name.repeat(64)}`,
    sizeBytes,
    annotations: {},
  });
  return {
    manifest: {
      kind: 'image',
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: descriptor('0', 10),
      layers: Array.from(layers, (name) => name).map((name) => descriptor(name, 100)),
      annotations: {},
    },
    config: readImageConfig({ config }),
  };
}
const letters = (layers: readonly { readonly digest: string }[]): string =>
  layers.map(({ digest }) => digest[7]).join('');

describe('Two images, compared', () => {
  for (const [before, after, kept, added, removed, sameBase] of [
    ['abc', 'abc', 'abc', '', '', 3],
    ['abc', 'abd', 'ab', 'd', 'c', 2],
    ['abc', 'xbc', 'bc', 'x', 'a', 0],
    ['ab', 'abcd', 'ab', 'cd', '', 2],
    ['aab', 'ab', 'ab', '', 'a', 1],
    ['', 'a', '', 'a', '', 0],
  ] as const)
    it(`keep, add and remove layers: ${before || 'nothing'} → ${after}`, () => {
      const difference = compareImages(image(before), image(after));
      assert.deepEqual(
        [
          letters(difference.kept),
          letters(difference.added),
          letters(difference.removed),
          difference.sameBase,
        ],
        [kept, added, removed, sameBase],
      );
      assert.deepEqual(difference.bytes, {
        before: before.length * 100 + 10,
        after: after.length * 100 + 10,
      });
    });

  it('name what changed in environment, labels and settings, and nothing else', () => {
    const before = image('a', { Env: ['A=1', 'B=2', 'SAME=x'], Labels: { team: 'blue' }, User: 'root' });
    const after = image('a', {
      Env: ['A=0', 'A=1', 'B=3', 'C=4', 'SAME=x'],
      Labels: {},
      User: 'app',
      Cmd: ['x'],
    });
    const { environment, labels, settings } = compareImages(before, after);
    assert.deepEqual(environment, [
      { name: 'B', before: '2', after: '3' },
      { name: 'C', before: undefined, after: '4' },
    ]);
    assert.deepEqual(labels, [{ name: 'team', before: 'blue', after: undefined }]);
    assert.deepEqual(settings, [
      { name: 'Cmd', before: undefined, after: '["x"]' },
      { name: 'User', before: 'root', after: 'app' },
    ]);
  });

  it('take 20,000 layers each in time that grows with their number', () => {
    const many = image('a'.repeat(20_000));
    assert.equal(compareImages(many, many).kept.length, 20_000);
  });
});

describe('Sorted JSON', () => {
  it('is the same for documents that differ in the order of fields only', () => {
    assert.equal(sortedJson({ b: [{ d: 1, c: 2 }], a: null }), sortedJson({ a: null, b: [{ c: 2, d: 1 }] }));
    assert.equal(sortedJson({ b: 1, a: 2 }), '{\n  "a": 2,\n  "b": 1\n}\n');
  });

  it('lives through depth', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 50_000; level += 1) deep = [deep];
    assert.ok(sortedJson(deep).includes('…'));
  });
});
