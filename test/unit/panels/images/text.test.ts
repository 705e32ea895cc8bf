import assert from 'node:assert/strict';
import { Failure } from '../../../../src/base/failure.ts';
import { imageText } from '../../../../src/panels/images/text.ts';
import type { ImageTarget, OpenedImage, OpenedReference } from '../../../../src/panels/images/view.ts';

const [digest, other] = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`];
const location = 'registry.example.com/g/p/app';
const target: ImageTarget = {
  connectionId: 'c',
  instanceUrl: 'https://gitlab.example.com',
  projectPath: 'g/p',
  location,
  reference: 'v1',
};
const manifest = {
  kind: 'image',
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  config: { mediaType: 'x', digest, sizeBytes: 1, annotations: {} },
  layers: [],
  annotations: {},
} as const;
const opened = (config: OpenedImage['config']): OpenedReference => ({
  document: { digest, manifest },
  knownBytes: new Map(),
  shown: { digest, manifest, config, unpacked: new Map() },
});
const pullCommand = (reference: string): string => `pull ${reference}`;
const missing = opened(new Failure('missing', 'x'));

describe('What is copied', () => {
  for (const [what, of, expected] of [
    ['digest', undefined, digest],
    ['digest', other, other],
    ['reference', undefined, `${location}:v1`],
    ['digestReference', undefined, `${location}@${digest}`],
    ['digestReference', other, `${location}@${other}`],
    ['pullCommand', undefined, `pull ${location}:v1`],
    ['pullCommand', other, `pull ${location}@${other}`],
  ] as const)
    it(`is, for ${what}${of === undefined ? '' : ' of a platform'}, ${expected}`, () =>
      assert.equal(imageText(target, missing, { what, digest: of, pullCommand }), expected));

  it('is a reference by digest where the page was opened for one', () =>
    assert.equal(
      imageText({ ...target, reference: digest }, missing, { what: 'reference', pullCommand }),
      `${location}@${digest}`,
    ));

  it('is the Dockerfile text of an image, and a failure without its config', () => {
    const json = { history: [{ created_by: 'RUN x' }] };
    const wanted = { what: 'dockerfile', pullCommand } as const;
    assert.equal(imageText(target, opened({ text: '', json }), wanted), 'RUN x\n');
    assert.throws(() => imageText(target, missing, wanted), Failure);
  });
});
