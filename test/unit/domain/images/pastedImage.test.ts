import assert from 'node:assert/strict';
import { isPlaceOf, readPastedImage } from '../../../../src/domain/images/pastedImage.ts';

const digest = `sha256:${'0a'.repeat(32)}`;
const web = { host: 'registry.test:5000', path: 'g/p/web' };

describe('what a person pastes to find an image', () => {
  const cases = [
    ['registry.test:5000/g/p/web:1.0', { ...web, tag: '1.0' }],
    [`registry.test:5000/g/p/web@${digest}`, { ...web, digest }],
    ['docker pull registry.test:5000/g/p/web:1.0', { ...web, tag: '1.0' }],
    ['    image: "registry.test:5000/g/p/web:1.0"', { ...web, tag: '1.0' }],
    ['- image:registry.test:5000/g/p/web:1.0', { ...web, tag: '1.0' }],
    ['FROM --platform=linux/amd64 registry.test:5000/g/p/web:1.0 AS build', { ...web, tag: '1.0' }],
    ['skopeo copy docker://registry.test:5000/g/p/web:1.0 dir:x', { ...web, tag: '1.0' }],
    ['helm pull oci://registry.test:5000/g/p/web --version 1.0+a', { ...web, tag: '1.0_a' }],
    ['https://gitlab.test/G/p/-/container_registry/12', { host: 'gitlab.test', path: 'g/p' }],
    ['https://gitlab.test/g/p/container_registry', { host: 'gitlab.test', path: 'g/p' }],
    ['https://gitlab.test/g/p/-/pipelines?page=2', { host: 'gitlab.test', path: 'g/p' }],
    [digest, { digest }],
    ['web', undefined],
    ['acme/shop/web', undefined],
    ['', undefined],
  ] as const;
  for (const [text, found] of cases)
    it(`is ${found === undefined ? 'nothing' : 'found'} in “${text.replace(digest, 'sha256:…')}”`, () => {
      assert.deepEqual(readPastedImage(text), found);
    });

  it('is a repository at its place, or one of the project that a page is of', () => {
    const image = { path: 'g/p/web', location: 'registry.test:5000/g/p/web', gitlabHost: 'gitlab.test' };
    assert.ok(isPlaceOf({ host: 'registry.test:5000', path: 'g/p/web' }, image));
    assert.ok(isPlaceOf({ host: 'gitlab.test', path: 'g/p' }, image));
    assert.ok(!isPlaceOf({ host: 'gitlab.test', path: 'g/pp' }, image));
    assert.ok(!isPlaceOf({ host: 'other.test', path: 'g/p/web' }, image));
    assert.ok(!isPlaceOf({ digest }, image));
  });
});
