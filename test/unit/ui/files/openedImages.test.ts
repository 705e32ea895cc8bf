import assert from 'node:assert/strict';
import '../../../fakes/vscodeStub.ts';
import type { OpenedImage } from '../../../../src/ui/files/openedImages.ts';

const { OpenedImages, imageName, isFileRow } = await import('../../../../src/ui/files/openedImages.ts');

const image = (reference: string, digit = 'a'): OpenedImage => ({
  connectionId: 'c',
  instanceUrl: 'https://gitlab.example',
  projectPath: 'g/p',
  location: 'registry.example/g/p/web',
  reference,
  digest: `sha256:${digit.repeat(64)}`,
  platform: '',
});

function store(stored: unknown) {
  const state = { stored };
  return {
    state,
    get: () => state.stored,
    update: (_: string, value: unknown) => {
      state.stored = value;
      return Promise.resolve();
    },
  };
}

describe('the images whose files are shown', () => {
  it('come back with the window, each once', () => {
    const kept = store(undefined);
    const images = new OpenedImages(kept);
    const heard: number[] = [];
    images.onDidChange(() => heard.push(images.all.length));
    images.add(image('1'));
    images.add(image('1'));
    images.add(image('2', 'b'));
    assert.deepEqual(heard, [1, 2]);
    assert.deepEqual(new OpenedImages(kept).all, [image('1'), image('2', 'b')]);
    images.remove(image('1'));
    assert.deepEqual(new OpenedImages(kept).all, [image('2', 'b')]);
  });

  it('are what was stored by us, and nothing else', () => {
    const odd = [
      undefined,
      'x',
      {},
      [null, 1, {}, { ...image('1'), digest: 'x' }, { ...image('1'), platform: 4 }],
    ];
    for (const stored of odd) assert.deepEqual(new OpenedImages(store(stored)).all, []);
    assert.equal(new OpenedImages(store([image('1'), {}])).all.length, 1);
  });

  it('are called by their tag, and their platform where there are several', () => {
    assert.equal(imageName(image('1.0')), 'web:1.0');
    assert.equal(imageName({ ...image('1.0'), platform: 'linux/arm64' }), 'web:1.0 linux/arm64');
  });

  it('have rows that are told from those of tags', () => {
    assert.ok(isFileRow({ kind: 'imageFile', image: image('1'), names: [] }));
    for (const other of [undefined, null, 'x', { kind: 'tag' }]) assert.ok(!isFileRow(other));
  });
});
