import assert from 'node:assert/strict';
import { readReferences } from '../../../../../src/domain/references/readReferences.ts';
import { host, image, seen, table, type Seen } from '../seen.ts';

const project = {
  path: 'Acme/Shop',
  registry: `${host}:5050`,
  gitlabHost: 'gitlab.example.com',
  defaultBranch: 'main',
};

// Source: gitlab-runner, common/build.go and spec/variables.go; gitlab, lib/gitlab/ci.
describe('references in GitLab CI', () => {
  const path = '.gitlab-ci.yml';
  const inProject = (text: string): readonly Seen[] => seen(path, text, { project });

  it('are made of the project, whose path is lower case in the image only', () => {
    const text =
      'a:\n  image: $CI_REGISTRY_IMAGE/$CI_PROJECT_NAME:1\nb:\n  image: ${CI_REGISTRY_IMAGE}:$CI_DEFAULT_BRANCH\n';
    assert.deepEqual(inProject(text), [
      // Upper case in a repository is no reference: GitLab would fail, so nothing is reported.
      ['${CI_REGISTRY_IMAGE}:$CI_DEFAULT_BRANCH', 'image', `${host}:5050/acme/shop:main`],
    ]);
  });

  it('keep an unknown tag unknown, and know the repository', () => {
    const [only] = readReferences(
      { path, text: 'image: $CI_REGISTRY_IMAGE/$X:$CI_COMMIT_REF_SLUG' },
      { project },
    ).references;
    assert.deepEqual(only?.unknownVariables, ['X', 'CI_COMMIT_REF_SLUG']);
    assert.equal(only.named, undefined);
    const [tag] = readReferences(
      { path, text: 'image: $CI_REGISTRY_IMAGE:1.0-$ARCH' },
      { project },
    ).references;
    assert.deepEqual(tag?.named, { host: `${host}:5050`, path: 'acme/shop', isTagUnknown: true });
  });

  it('mark images of the dependency proxy', () => {
    const text = 'image: ${CI_DEPENDENCY_PROXY_GROUP_IMAGE_PREFIX}/alpine:3';
    const [only] = readReferences({ path, text }, { project }).references;
    assert.equal(only?.expanded, 'gitlab.example.com/acme/dependency_proxy/containers/alpine:3');
    assert.equal(only.isProxied, true);
  });

  it('have no defaults', () => {
    const { references, findings } = readReferences({ path, text: `image: ${image}:\${TAG:-1}` });
    assert.equal(references[0]?.expanded, undefined);
    assert.deepEqual(
      findings.map(({ code, text }) => [code, text]),
      [['ciDefault', '${TAG:-1}']],
    );
  });

  it('read a number as Ruby does', () => {
    const text = `variables:\n  TAG: 012345\n  V: 1.20\n  Q: "1.20"\na:\n  image: a:$TAG-$V-$Q\n`;
    const { references, findings } = readReferences({ path, text });
    assert.equal(references[0]?.expanded, 'a:5349-1.2-1.20');
    assert.deepEqual(
      findings.map((finding) => [finding.text, 'becomes' in finding && finding.becomes]),
      [
        ['012345', '5349'],
        ['1.20', '1.2'],
      ],
    );
  });

  table(path, [
    [
      'go through !reference',
      `.a:\n  image: x:1\nb:\n  image: !reference [.a, image]\n`,
      [['x:1', 'image', 'x:1']],
    ],
    ['may be a map', 'a:\n  image:\n    name: x:1\n    entrypoint: [""]\n', [['x:1', 'image', 'x:1']]],
    [
      'have the default of an input',
      'spec:\n  inputs:\n    v:\n      default: "2"\n---\na:\n  image: x:$[[ inputs.v ]]\nb:\n  image: x:$[[ inputs.w ]]\n',
      [
        ['x:$[[ inputs.v ]]', 'image', 'x:2'],
        ['x:$[[ inputs.w ]]', 'image', '?inputs.w'],
      ],
    ],
    ['may be none', 'a:\n  services: []\n  script: x\n', []],
    [
      'take the variables of templates, the last one first',
      '.a:\n  variables: {V: "1"}\n.b:\n  variables: {V: "2"}\nc:\n  extends: [.a, .b]\n  image: x:$V\n',
      [['x:$V', 'image', 'x:2']],
    ],
    [
      'are several where the jobs that use them differ',
      '.a:\n  image: x:$V\nb:\n  extends: .a\n  variables: {V: "1"}\nc:\n  extends: .a\n  variables: {V: "2"}\n',
      [['x:$V', 'image', '?x:1 x:2']],
    ],
    [
      'are several in a matrix',
      'a:\n  parallel:\n    matrix:\n      - V: ["1", "2"]\n  image: x:$V\n',
      [['x:$V', 'image', '?x:1 x:2']],
    ],
    [
      'of a job that refuses variables stay unknown',
      'variables: {V: "1"}\na:\n  inherit: {variables: false}\n  image: x:$V\n',
      [['x:$V', 'image', '?V']],
    ],
    [
      'do not end in a circle',
      'variables: {A: $B, B: $A}\na:\n  extends: a\n  image: x:$A\n',
      [['x:$A', 'image', '?A']],
    ],
    [
      'are no variable that is raw',
      'variables: {A: {value: $B, expand: false}, B: "1"}\na:\n  image: x:$A\n',
      [],
    ],
  ]);
});
