import assert from 'node:assert/strict';
import { readReferences } from '../../../../../src/domain/references/readReferences.ts';
import { host, image, seen, table } from '../seen.ts';

// Source: compose-spec, spec.md; compose-go, template/template.go.
describe('references in a compose file', () => {
  const service = (value: string): string => `services:\n  a:\n    image: ${value}\n`;
  table('compose.yaml', [
    [
      'have defaults',
      service(`${image}:\${TAG:-1.4.2}`),
      [[`${image}:\${TAG:-1.4.2}`, 'image', `${image}:1.4.2`]],
    ],
    ['have defaults in quotes, too', service(`'a:\${T-\${U:-1}}'`), [['a:${T-${U:-1}}', 'image', 'a:1']]],
    ['know no value that must be set', service('a:${X:?e}'), [['a:${X:?e}', 'image', '?X']]],
    ['take two dollars for one', service('a:$$X'), []],
    ['are not looked for below x-', `x-a:\n  image: ${image}:1\n`, []],
    [
      'win over what is merged',
      `x-a: &a\n  image: ${image}:1\nservices:\n  b:\n    <<: *a\n    image: ${image}:2\n  c:\n    <<: *a\n`,
      [
        [`${image}:1`, 'image', `${image}:1`],
        [`${image}:2`, 'image', `${image}:2`],
      ],
    ],
    [
      'are found in volumes, contexts, caches, tags and a Dockerfile inside',
      [
        'services:',
        '  a:',
        '    volumes: [{type: image, source: v:1}, {type: bind, source: ./x}]',
        '    build:',
        '      additional_contexts: [base=docker-image://c:1, other=./x]',
        '      cache_from: ["type=registry,ref=d:1", "type=local,src=x", e:1]',
        '      tags: [t:1]',
        '      dockerfile_inline: |',
        '        FROM f:1 AS x',
        '        FROM x',
      ].join('\n'),
      [
        ['v:1', 'imageVolume', 'v:1'],
        ['docker-image://c:1', 'context', 'c:1'],
        ['d:1', 'cache', 'd:1'],
        ['e:1', 'cache', 'e:1'],
        ['t:1', 'tag', 't:1'],
        ['f:1', 'from', 'f:1'],
      ],
    ],
  ]);

  it('say that a service is built, and by whom an anchor is used', () => {
    const text = `services:\n  a: &a\n    build: .\n    image: ${image}:1\n  b: *a\n`;
    const [only, ...others] = readReferences({ path: 'compose.yml', text }).references;
    assert.equal(only?.isBuilt, true);
    assert.deepEqual(others, []);
  });

  it('take values from .env and say so', () => {
    const context = { env: `# c\nexport BASE=${host}/acme\nIMAGE="\${BASE}/shop" # x\nRAW='$BASE'\n` };
    const text = service('${IMAGE}:${TAG:-2}');
    assert.deepEqual(seen('docker-compose.yml', text, context), [
      ['${IMAGE}:${TAG:-2}', 'image', `${image}:2`],
    ]);
    const [only] = readReferences({ path: 'docker-compose.yml', text }, context).references;
    assert.deepEqual(only?.valuesFrom, [{ name: 'IMAGE', from: 'env' }]);
  });
});
