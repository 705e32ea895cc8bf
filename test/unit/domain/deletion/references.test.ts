import assert from 'node:assert/strict';
import { mentionsIn } from '../../../../src/domain/deletion/references.ts';

const web = { location: 'registry.example.com:5050/acme/shop/web', name: 'web' };
const digest = `sha256:${'a'.repeat(64)}`;

describe('mentions of an image in a file', () => {
  const cases: readonly (readonly [string, string, unknown])[] = [
    ['a Dockerfile', `FROM ${web.location}:1.0 AS build`, [{ line: 1, tag: '1.0' }]],
    ['a Dockerfile with a digest', `FROM ${web.location}@${digest}`, [{ line: 1, digest }]],
    ['both', `FROM ${web.location}:1.0@${digest}`, [{ line: 1, tag: '1.0', digest }]],
    ['neither', `FROM ${web.location}\nRUN x`, [{ line: 1, tag: 'latest' }]],
    ['a compose file', `services:\n  a:\n    image: "${web.location}:1.0"`, [{ line: 3, tag: '1.0' }]],
    ['CI', 'image: $CI_REGISTRY_IMAGE/web:main', [{ line: 1, tag: 'main' }]],
    ['CI with braces', '  - docker push ${CI_REGISTRY_IMAGE}/web:v1', [{ line: 1, tag: 'v1' }]],
    [
      'Kubernetes, twice',
      `- image: ${web.location}:a\n- image: ${web.location}:b`,
      [
        { line: 1, tag: 'a' },
        { line: 2, tag: 'b' },
      ],
    ],
    [
      'Helm',
      `image:\n  repository: ${web.location}\n  pullPolicy: Always\n  tag: "1.2.3" # now`,
      [{ line: 2, tag: '1.2.3' }],
    ],
    ['Kustomize', `images:\n- name: ${web.location}\n  newTag: v7`, [{ line: 2, tag: 'v7' }]],
    ['upper case', `FROM REGISTRY.example.com:5050/acme/shop/web:X`, [{ line: 1, tag: 'X' }]],
    ['another image below it', `FROM ${web.location}/debug:1.0`, []],
    ['another image beside it', `FROM ${web.location}-debug:1.0`, []],
    ['the project of the same name elsewhere', 'FROM registry.example.com/acme/shop/web:1.0', []],
    ['a longer path in CI', 'image: $CI_REGISTRY_IMAGE/web/debug:main', []],
    ['the root image in CI', 'image: $CI_REGISTRY_IMAGE:main', []],
  ];
  for (const [what, text, expected] of cases)
    it(`are found in ${what}`, () => assert.deepEqual(mentionsIn(text, web), expected));

  it('find the image of the project itself, which has no name of its own', () => {
    const root = { location: 'r.example.com/acme/shop', name: '' };
    const text = 'image: $CI_REGISTRY_IMAGE:main\nimage: $CI_REGISTRY_IMAGE/web:main';
    assert.deepEqual(mentionsIn(text, root), [{ line: 1, tag: 'main' }]);
  });

  it('end over a hostile file', () => {
    mentionsIn(`${web.location}:`.repeat(30_000), web);
    mentionsIn('$CI_REGISTRY_IMAGE'.repeat(50_000), web);
  });
});
