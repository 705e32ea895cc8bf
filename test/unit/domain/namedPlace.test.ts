import assert from 'node:assert/strict';
import { parsePlace, repositoryOfPlace } from '../../../src/domain/namedPlace.ts';

describe('What somebody pasted to name an image', () => {
  const cases: readonly (readonly [string, unknown])[] = [
    ['registry.example.com/a/b', { kind: 'reference', host: 'registry.example.com', path: 'a/b' }],
    [
      'registry.example.com:5050/a/b:1.0',
      { kind: 'reference', host: 'registry.example.com:5050', path: 'a/b' },
    ],
    [
      ` docker pull localhost:5000/a/b@sha256:${'0'.repeat(64)} `,
      { kind: 'reference', host: 'localhost:5000', path: 'a/b' },
    ],
    ['docker://registry.example.com/a/b:x', { kind: 'reference', host: 'registry.example.com', path: 'a/b' }],
    [
      'https://gitlab.com/a/b/container_registry/7',
      { kind: 'url', origin: 'https://gitlab.com', path: 'a/b' },
    ],
    ['https://Host/root/a/b/-/tree/main?x=1#y', { kind: 'url', origin: 'https://host', path: 'root/a/b' }],
    ['https://host/a/b.git', { kind: 'url', origin: 'https://host', path: 'a/b' }],
    ['a/b/image', { kind: 'path', path: 'a/b/image' }],
    ['Group/Project', { kind: 'path', path: 'Group/Project' }],
    ['a/b/image:tag', { kind: 'path', path: 'a/b/image' }],
    ['', undefined],
    ['alone', undefined],
    ['https://host', undefined],
    ['https://user:secret@host/a/b', undefined],
    ['a/../b', undefined],
    ['a/b; rm -rf x', undefined],
    ['file:///etc/passwd', undefined],
  ];
  for (const [text, expected] of cases)
    it(`is read: ${JSON.stringify(text)}`, () => assert.deepEqual(parsePlace(text), expected));

  it('keeps one number for one location, below those of GitLab', () => {
    const place = { kind: 'repository', location: 'r.example/a/b/c' } as const;
    const [one, two] = [repositoryOfPlace(place), repositoryOfPlace({ ...place, projectPath: 'a/b' })];
    assert.ok(one.id < 0 && one.id === two.id);
    assert.notEqual(one.id, repositoryOfPlace({ ...place, location: 'r.example/a/b/d' }).id);
    assert.deepEqual([one.path, one.name, two.name], ['a/b/c', '', 'c']);
  });
});
