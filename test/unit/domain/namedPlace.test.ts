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
    // Field case 28, and other lines that hold a reference.
    [
      'docker pull --platform linux/arm64 registry.example.com/acme/shop:1.0',
      { kind: 'reference', host: 'registry.example.com', path: 'acme/shop' },
    ],
    [
      '$ sudo podman run --rm -it -p 80:80 registry.example.com/a/b sh',
      { kind: 'reference', host: 'registry.example.com', path: 'a/b' },
    ],
    [
      'skopeo --override-os linux copy docker://registry.example.com/a/b:1 docker-archive:b.tar',
      { kind: 'reference', host: 'registry.example.com', path: 'a/b' },
    ],
    [
      'helm upgrade --install app oci://registry.example.com/a/b/chart --version 1.0',
      { kind: 'reference', host: 'registry.example.com', path: 'a/b/chart' },
    ],
    [
      'FROM --platform=linux/arm64 registry.example.com/a/b:1 AS base',
      { kind: 'reference', host: 'registry.example.com', path: 'a/b' },
    ],
    [
      '  image: "registry.example.com/a/b:1" # comment',
      { kind: 'reference', host: 'registry.example.com', path: 'a/b' },
    ],
    ['image = "registry.example.com/a/b"', { kind: 'reference', host: 'registry.example.com', path: 'a/b' }],
    ['registry.example.com./a/b', { kind: 'reference', host: 'registry.example.com', path: 'a/b' }],
    ['Look at https://gitlab.com/a/b.', { kind: 'url', origin: 'https://gitlab.com', path: 'a/b' }],
    ['git clone git@gitlab.com:a/b.git', { kind: 'url', origin: 'https://gitlab.com', path: 'a/b' }],
    [
      'ssh://git@gitlab.example.com:2222/a/b.git',
      { kind: 'url', origin: 'https://gitlab.example.com', path: 'a/b' },
    ],
    [
      'https://host/root/api/v4/projects/a%2Fb/registry/repositories/7',
      { kind: 'url', origin: 'https://host', path: 'root/a/b' },
    ],
    // Field case 31.
    [
      'https://gitlab.example.com/groups/acme/-/container_registries/130',
      {
        kind: 'url',
        origin: 'https://gitlab.example.com',
        path: 'groups/acme',
        isGroup: true,
        repositoryId: 130,
      },
    ],
    [
      'https://host/groups/acme/sub/-/packages',
      { kind: 'url', origin: 'https://host', path: 'groups/acme/sub', isGroup: true },
    ],
    // GitLab docs, "Projects API", "Container registry API"; pages by number: GitLab config/routes/project.rb.
    ...(
      [
        ['https://gitlab.example.com/api/v4/projects/12', 'https://gitlab.example.com', 'project', 12],
        [
          'https://gitlab.example.com/api/v4/projects/12/registry/repositories/5/tags?page=2',
          'https://gitlab.example.com',
          'project',
          12,
        ],
        [
          'curl --header "PRIVATE-TOKEN: x" "https://h/git/api/v4/projects/7/registry/repositories"',
          'https://h/git',
          'project',
          7,
        ],
        ['https://h/api/v4/registry/repositories/5?tags=true', 'https://h', 'repository', 5],
        ['https://h/projects/12', 'https://h', 'project', 12],
        ['https://h/-/p/12', 'https://h', 'project', 12],
      ] as const
    ).map(([text, instanceUrl, of, id]) => [text, { kind: 'number', instanceUrl, of, id }] as const),
    ['https://h/git/projects/12', { kind: 'url', origin: 'https://h', path: 'git/projects/12' }],
    ['https://h/api/v4/projects/a%2Fb/registry', { kind: 'url', origin: 'https://h', path: 'a/b' }],
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
