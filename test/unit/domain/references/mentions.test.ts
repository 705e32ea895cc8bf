import assert from 'node:assert/strict';
import { fieldCase } from '../../../fakes/fieldCase.ts';
import {
  mentionsIn,
  type ImageMention,
  type MentionContext,
} from '../../../../src/domain/references/mentions.ts';

const web = { location: 'registry.example.com:5050/acme/shop/web', name: 'web' };
const digest = `sha256:${'a'.repeat(64)}`;

/** Without how they were found. */
const plain = (mentions: readonly ImageMention[]): unknown =>
  mentions.map(({ line, tag, digest, isTagUnknown }) => ({
    line,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
    ...(isTagUnknown === true ? { isTagUnknown } : {}),
  }));

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
    it(`are found in ${what}`, () => assert.deepEqual(plain(mentionsIn(text, web)), expected));

  it('find the image of the project itself, which has no name of its own', () => {
    const root = { location: 'r.example.com/acme/shop', name: '' };
    const text = 'image: $CI_REGISTRY_IMAGE:main\nimage: $CI_REGISTRY_IMAGE/web:main';
    assert.deepEqual(plain(mentionsIn(text, root)), [{ line: 1, tag: 'main' }]);
  });

  const inFile = (path: string, text: string, more: MentionContext = {}): readonly unknown[] =>
    mentionsIn(text, web, { path, ...more }).map(({ line, tag, isTagUnknown, foundBy }) => [
      line,
      tag ?? (isTagUnknown === true ? '?' : undefined),
      foundBy,
    ]);

  it('say whether a grammar or the text told them', () => {
    const at = web.location;
    assert.deepEqual(
      inFile('.devcontainer/devcontainer.json', `{"image": "${at}:1", "x": ["docker run ${at}:2"]}`),
      [
        [1, '1', 'grammar'],
        [1, '2', 'text'],
      ],
    );
    assert.deepEqual(
      inFile('docker-bake.hcl', `target "a" {\n tags = ["${at}:1"]\n args = { B = "${at}:2" }\n}`),
      [
        [2, '1', 'grammar'],
        [3, '2', 'text'],
      ],
    );
    assert.deepEqual(inFile('.env', `# ${at}:0\nA=${at}:1\nB=${at}\n`), [
      [2, '1', 'text'],
      [3, '?', 'text'],
    ]);
    const script = `docker pull ${at}\ndocker run "${at}:\${TAG:-3}" x\ndocker push ${at}:$TAG # ${at}:4\n`;
    assert.deepEqual(inFile('run.sh', script), [
      [1, 'latest', 'text'],
      [2, '3', 'text'],
      [3, '?', 'text'],
    ]);
  });

  it('take no longer host, user, address or path for the repository', () => {
    const at = web.location;
    for (const text of [
      `old-${at}`,
      `x.${at}`,
      `user@${at}`,
      `https://${at}`,
      `/${at}`,
      `${at}.evil`,
      `${at}-x`,
      `${at}/y`,
      `${at}$X`,
    ])
      assert.deepEqual(inFile('run.sh', `docker pull ${text}:1`), [], text);
    assert.equal(inFile('run.sh', `skopeo copy docker://${at}:1 x`).length, 1);
  });

  it('take variables of CI for those of another project where the workspace has one', () => {
    const project = { path: 'acme/other', registry: 'registry.example.com:5050' };
    const text =
      'a:\n  image: $CI_REGISTRY_IMAGE/web:1\n  script:\n    - docker pull $CI_REGISTRY/acme/shop/web:2\n';
    assert.deepEqual(inFile('.gitlab-ci.yml', text, { project }), [[4, '2', 'text']]);
    assert.deepEqual(inFile('.gitlab-ci.yml', text), [
      [2, '1', 'grammar'],
      [4, '2', 'text'],
    ]);
  });

  it('are one for each tag that jobs give', () => {
    const text = 'a:\n  parallel:\n    matrix: [{V: ["1", "2"]}]\n  image: $CI_REGISTRY_IMAGE/web:$V\n';
    assert.deepEqual(inFile('.gitlab-ci.yml', text), [
      [4, '1', 'grammar'],
      [4, '2', 'grammar'],
    ]);
  });

  // After public reports and files: what was read wrongly before, and what is right.
  for (const name of [
    '03-ci-variable-tag',
    '04-partly-variable-tag',
    '05-compose-default',
    '06-helm-create',
    '07-two-images',
    '08-registry-apart',
    '09-ci-registry',
    '10-longer-host',
  ])
    it(`are right in the case ${name}`, () => {
      const { text, location, right } = fieldCase(name) as {
        readonly text: string;
        readonly location: string;
        readonly right: unknown;
      };
      const mentions = mentionsIn(text, { location, name: '' });
      if (Array.isArray(right)) assert.deepEqual(plain(mentions), right);
      else
        assert.ok(
          mentions.length > 0 && mentions.every(({ tag, isTagUnknown }) => tag === undefined && isTagUnknown),
        );
    });

  it('end over a hostile file', () => {
    mentionsIn(`${web.location}:`.repeat(30_000), web);
    mentionsIn('$CI_REGISTRY_IMAGE'.repeat(50_000), web);
  });
});
