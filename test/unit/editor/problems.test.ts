import assert from 'node:assert/strict';
import type { ImagePath, KnownRepository } from '../../../src/domain/references/knownRepository.ts';
import type { FileReference, NamedImage } from '../../../src/domain/references/reference.ts';
import type { Tag } from '../../../src/domain/tag.ts';
import { isCertain, placeImages, type PlacedImage } from '../../../src/editor/placedImages.ts';
import { nearestNames, problemsOf } from '../../../src/editor/problems.ts';

const digests = {
  a: `sha256:${'a'.repeat(64)}`,
  b: `sha256:${'b'.repeat(64)}`,
  c: `sha256:${'c'.repeat(64)}`,
};
const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 9 } };
const hosts = [{ host: 'r.test', connectionId: 'c', instanceUrl: 'https://gitlab.test' }];

function reference(
  text: string,
  more: Partial<FileReference> = {},
  named: Partial<NamedImage> = {},
): FileReference {
  const [, path = '', tag, digest] = /^[^/]+\/([^:@]+)(?::([^@]+))?(?:@(.+))?$/.exec(text) ?? [];
  const image = { host: text.split('/')[0] ?? '', path, isTagUnknown: false };
  return {
    range,
    text,
    role: 'image',
    expanded: text,
    unknownVariables: [],
    users: [],
    named: { ...image, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }), ...named },
    ...more,
  };
}

const place = (...references: readonly FileReference[]): readonly PlacedImage[] =>
  placeImages({ kind: 'gitlab-ci', references, findings: [] }, hosts);

function known(
  names: readonly (readonly [string, string])[],
  more: Partial<KnownRepository> = {},
): KnownRepository {
  const tags = names.map(([name, digest]): Tag => ({
    name,
    digest,
    path: `g/p:${name}`,
    location: `r.test/g/p:${name}`,
  }));
  return {
    state: 'listed',
    tags,
    byName: new Map(tags.map((tag) => [tag.name, tag])),
    isWhole: true,
    absent: new Set(),
    at: 0,
    ...more,
  };
}

function codes(
  references: readonly FileReference[],
  repository: KnownRepository | undefined,
  more: { readonly fateAt?: number; readonly children?: readonly string[] } = {},
): readonly string[] {
  const knowledge = {
    known: (image: ImagePath) => (image.location === 'r.test/g/p' ? repository : undefined),
    fate: () =>
      more.fateAt === undefined
        ? undefined
        : ({ code: 'inRun', number: 1, at: more.fateAt, isCertain: true } as const),
  };
  return problemsOf({ images: place(...references), findings: [] }, knowledge, () => more.children).map(
    ({ code }) => code,
  );
}

const listing = known([
  ['16.3', digests.a],
  ['16.6', digests.b],
  ['17.0', digests.c],
]);

describe('what is wrong in a file', () => {
  it('is a tag that certainly does not exist, with the newest of its line to take instead', () => {
    const knowledge = { known: () => listing, fate: () => undefined };
    const [problem] = problemsOf(
      { images: place(reference('r.test/g/p:16.4')), findings: [] },
      knowledge,
      () => undefined,
    );
    assert.equal(problem?.code, 'noTag');
    assert.equal(problem.instead[0], '16.6');
    assert.deepEqual(codes([reference('r.test/g/p:16.3')], listing), []);
    assert.deepEqual(codes([reference('r.test/g/p:16.4')], { ...listing, isWhole: false }), []);
    assert.deepEqual(codes([reference('r.test/g/p:16.4')], undefined), []);
  });

  it('is a repository that the registry does not have', () => {
    const missing = known([], { state: 'missing' });
    assert.deepEqual(codes([reference('r.test/g/p:1'), reference('r.test/g/p')], missing), [
      'noRepository',
      'noRepository',
    ]);
  });

  it('is a digest that the tag no longer points to, unless it is one of its platforms', () => {
    const pinned = [reference(`r.test/g/p:16.3@${digests.c}`)];
    assert.deepEqual(codes(pinned, listing), []);
    assert.deepEqual(codes(pinned, listing, { children: [] }), ['otherDigest']);
    assert.deepEqual(codes(pinned, listing, { children: [digests.c] }), []);
    assert.deepEqual(codes([reference(`r.test/g/p:16.3@${digests.a}`)], listing, { children: [] }), []);
    assert.deepEqual(codes([reference(`r.test/g/p:gone@${digests.a}`)], listing, { children: [] }), []);
  });

  it('is a tag that cleanup deletes', () => {
    assert.deepEqual(codes([reference('r.test/g/p:16.3')], listing, { fateAt: 5 }), ['willBeDeleted']);
  });

  it('is nothing that is not certain', () => {
    const uncertain: readonly FileReference[] = [
      reference('r.test/g/p:9', { isBuilt: true }),
      reference('r.test/g/p:9', { role: 'variable' }),
      reference('r.test/g/p:9', { role: 'tag' }),
      reference('r.test/g/p:9', { role: 'cache' }),
      reference('r.test/g/p:9', { text: 'r.test/g/p:$TAG' }),
      reference('r.test/g/p:9', { valuesFrom: [{ name: 'TAG', from: 'env' }] }),
      reference('r.test/g/p', { unknownVariables: ['TAG'] }, { isTagUnknown: true }),
      reference('r.test/g/p:9', { alternatives: ['r.test/g/p:9', 'r.test/g/p:10'] }),
    ];
    for (const one of uncertain) assert.deepEqual(codes([one], listing), [], JSON.stringify(one));
    const predefined = {
      text: '$CI_REGISTRY/g/p:9',
      valuesFrom: [{ name: 'CI_REGISTRY', from: 'predefined' }],
    } as const;
    assert.deepEqual(codes([reference('r.test/g/p:9', predefined)], listing), ['noTag']);
    assert.ok(place(reference('r.test/g/p:9', predefined)).every(isCertain));
  });
});

describe('the images of a file', () => {
  it('are those of the connections’ registries alone', () => {
    const texts = [
      'r.test.evil.example/g/p:1',
      'evil-r.test/g/p:1',
      'r.test:5000/g/p:1',
      '10.0.0.1/g/p:1',
      'r.test/g/p:1',
    ];
    assert.deepEqual(
      place(...texts.map((text) => reference(text))).map(({ image }) => image.location),
      ['r.test/g/p'],
    );
  });

  it('are none that come through a proxy, a virtual registry, or the Artifact Registry', () => {
    const paths = [
      'g/dependency_proxy/containers/alpine',
      'virtual_registries/container/7/alpine',
      'handle/container/repository/image',
    ];
    assert.deepEqual(place(...paths.map((path) => reference(`r.test/${path}:1`))), []);
    assert.deepEqual(place(reference('r.test/g/p:1', { isProxied: true })), []);
    assert.equal(place(reference('r.test/g/container:1')).length, 1);
  });
});

describe('names that are nearly the same', () => {
  it('come first by how little differs', () => {
    assert.deepEqual(nearestNames('16.4', ['latest', '16.4-alpine', '16.40', 'production']), [
      '16.4-alpine',
      '16.40',
    ]);
    assert.deepEqual(nearestNames('lastest', ['latest', 'main']), ['latest']);
  });
});
