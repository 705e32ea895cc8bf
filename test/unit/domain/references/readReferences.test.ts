import assert from 'node:assert/strict';
import { readReferences } from '../../../../src/domain/references/readReferences.ts';
import { digest, host, image, table } from './seen.ts';

// Source: Kubernetes' API, kustomize's api/types/image.go, Renovate's helm-values, containers.dev, GitHub's workflow syntax, buildx.
describe('references in other files', () => {
  table('deploy/job.yaml', [
    [
      'of Kubernetes are found at any depth, in lists and image volumes',
      [
        'apiVersion: v1',
        'kind: List',
        'items:',
        '- apiVersion: batch/v1',
        '  kind: CronJob',
        '  spec: {jobTemplate: {spec: {template: {spec: {containers: [{image: a:1}], initContainers: [{image: b:1}]}}}}}',
        '---',
        'apiVersion: v1',
        'kind: Pod',
        'spec:',
        '  ephemeralContainers: [{image: c:1}]',
        '  volumes: [{image: {reference: d:1}}]',
        '  other: {image: e:1}',
      ].join('\n'),
      [
        ['a:1', 'container', 'a:1'],
        ['b:1', 'initContainer', 'b:1'],
        ['c:1', 'ephemeralContainer', 'c:1'],
        ['d:1', 'imageVolume', 'd:1'],
      ],
    ],
    [
      'of a chart are no YAML',
      'apiVersion: v1\nkind: Pod\n{{- if .x }}\nspec: {containers: [{image: a:1}]}\n{{- end }}\n',
      [],
    ],
  ]);
  table('chart/values.yaml', [
    [
      'of a chart know no tag where it is empty',
      `image:\n  repository: ${image}\n  tag: ""\n`,
      [[image, 'image', '?tag']],
    ],
    [
      'of a chart have parts and a digest in the tag',
      `a:\n  image:\n    registry: ${host}\n    repository: acme/shop\n    tag: "1@${digest}"\n`,
      [['acme/shop', 'image', `${image}:1@${digest}`]],
    ],
    [
      'of a chart change an unquoted number',
      'image:\n  repository: a\n  tag: 1.0\n',
      [['a', 'image', 'a:1']],
    ],
  ]);
  table('kustomization.yaml', [
    [
      'of Kustomize have a digest before a tag, and an unquoted number',
      `images:\n- name: a\n  newName: ${image}\n  newTag: v1\n  digest: ${digest}\n- name: b\n  newTag: 1.20\n- name: c\n`,
      [
        [image, 'image', `${image}@${digest}`],
        ['b', 'image', 'b:1.2'],
        ['c', 'image', '?newTag'],
      ],
    ],
  ]);
  table('.devcontainer/devcontainer.json', [
    [
      'of a development container may have comments, a second image and local values',
      `{ // c\n "image": "a:1", "image": "${host}/\${localEnv:X:b}:2",\n "build": {"cacheFrom": ["c:1"]},\n "features": {"${host}/f/node:1": {}, "./x": {}, "node": {}}, }`,
      [
        [`${host}/\${localEnv:X:b}:2`, 'image', `${host}/b:2`],
        ['c:1', 'cache', 'c:1'],
        [`${host}/f/node:1`, 'feature', `${host}/f/node:1`],
      ],
    ],
  ]);
  table('docker-bake.hcl', [
    [
      'of bake have defaults of variables, and nothing in comments, heredocs and expressions',
      [
        'variable "TAG" { default = "1" }',
        'variable "F" { default = upper("x") }',
        '/* target "no" { tags = ["no:1"] } */',
        'target "a" {',
        '  # tags = ["no:2"]',
        '  dockerfile-inline = <<EOT',
        'tags = ["no:3"]',
        'EOT',
        `  tags = ["${image}:\${TAG}", "x:\${F}", notequal("", TAG) ? "y:1" : ""]`,
        '  contexts = { base = "docker-image://c:${TAG}", other = "target:b" }',
        '  cache-from = ["type=registry,ref=d:1", { type = "registry", ref = "e:1" }, "type=gha"]',
        '}',
      ].join('\n'),
      [
        [`${image}:\${TAG}`, 'tag', `${image}:1`],
        ['x:${F}', 'tag', '?F'],
        ['docker-image://c:${TAG}', 'context', 'c:1'],
        ['d:1', 'cache', 'd:1'],
        ['e:1', 'cache', 'e:1'],
      ],
    ],
  ]);
  table('docker-bake.json', [
    ['of bake may be JSON', '{"target": {"a": {"tags": ["t:1"]}}}', [['t:1', 'tag', 't:1']]],
  ]);
  table('.github/workflows/ci.yml', [
    [
      'of a workflow are containers, services and actions',
      'on: push\njobs:\n  a:\n    container: a:1\n    services: {b: {image: "b:${{ matrix.v }}"}}\n    steps: [{uses: docker://c:1}, {uses: x/y@v1}]\n',
      [
        ['a:1', 'container', 'a:1'],
        ['b:${{ matrix.v }}', 'service', '?matrix.v'],
        ['docker://c:1', 'dockerAction', 'c:1'],
      ],
    ],
  ]);

  it('have parts where they stand in one text, also behind a scheme and around variables', () => {
    const parts = (path: string, text: string): unknown => {
      const [only] = readReferences({ path, text }).references;
      return [only?.parts?.repository?.text, only?.parts?.tag?.text, only?.parts?.digest?.text];
    };
    assert.deepEqual(parts('Dockerfile', `FROM localhost:5000/a:1@${digest}`), [
      'localhost:5000/a',
      '1',
      digest,
    ]);
    assert.deepEqual(parts('compose.yml', 'services: {a: {image: "a/b:${T:-1}"}}'), [
      'a/b',
      '${T:-1}',
      undefined,
    ]);
  });

  it('are looked for only where a host or a variable of the registry stands', () => {
    const read = (text: string) => readReferences({ path: 'Dockerfile', text }, { hosts: [host] }).skipped;
    assert.equal(read('FROM other.example.com/a:1'), 'noHost');
    assert.equal(read(`FROM ${host.toUpperCase()}/a:1`), undefined);
    assert.equal(read('FROM $CI_REGISTRY_IMAGE'), undefined);
  });

  it('are values that may feed an image, where the host is known', () => {
    const find = (path: string, text: string): readonly unknown[] =>
      readReferences(
        { path, text },
        { hosts: [host], project: { path: 'acme/shop', registry: host } },
      ).references.map(({ text: found, role, expanded, named }) => [
        found,
        role,
        expanded,
        named?.isTagUnknown,
      ]);
    assert.deepEqual(
      find(
        '.gitlab-ci.yml',
        `variables:\n  A: $CI_REGISTRY_IMAGE:1\n  B: ${host}/a\n  C: x.example.com/a:1\n`,
      ),
      [
        ['$CI_REGISTRY_IMAGE:1', 'variable', `${image}:1`, false],
        [`${host}/a`, 'variable', undefined, true],
      ],
    );
    assert.deepEqual(find('compose.yml', `x-a: {image: "${image}:1"}\n`), [
      [`${image}:1`, 'variable', `${image}:1`, false],
    ]);
    assert.deepEqual(find('Dockerfile', `ARG A="${image}:1"\nFROM $A`), [
      [`${image}:1`, 'variable', `${image}:1`, false],
      ['$A', 'from', `${image}:1`, false],
    ]);
  });

  it('name no image of a look-alike host, a user or an address', () => {
    const named = (text: string) =>
      readReferences({ path: 'Dockerfile', text: `FROM ${text}` }).references.map(
        ({ named: name }) => name?.host,
      );
    assert.deepEqual(named(`${host}.evil.example/a:1`), [`${host}.evil.example`]);
    assert.deepEqual(named(`user@${host}/a:1`), []);
    assert.deepEqual(named(`https://${host}/a:1`), []);
    assert.deepEqual(named('REGISTRY.Example.com:5050/a:1'), ['registry.example.com:5050']);
    assert.deepEqual(named('10.0.0.1/a:1'), ['10.0.0.1']);
    assert.deepEqual(named('acme/shop:1'), [undefined]);
  });
});
