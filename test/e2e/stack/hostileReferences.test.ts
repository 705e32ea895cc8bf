import assert from 'node:assert/strict';
import { readReferences } from '../../../src/domain/references/readReferences.ts';

const many = (count: number, line: (place: number) => string): string =>
  Array.from({ length: count }, (_, place) => line(place)).join('\n');

/** Each is at most 1 MB, and ends within the time that a test has. */
const files: readonly (readonly [string, string, string])[] = [
  ['20,000 keys', 'a.gitlab-ci.yml', many(20_000, (i) => `key${i}: value`)],
  ['4,000 jobs', 'a.gitlab-ci.yml', many(4000, (i) => `j${i}: {image: "a:$X", extends: j${i + 1}}`)],
  ['a line of 400 kB', 'compose.yml', `services: [${'x, '.repeat(130_000)}]`],
  ['a line of 400 kB in a Dockerfile', 'Dockerfile', `FROM a:1\nRUN ${'"x y '.repeat(80_000)}`],
  ['400 kB of variables', 'Dockerfile', `ARG A=${'b'.repeat(4000)}\nFROM ${'$A'.repeat(200_000)}`],
  ['400 kB of braces', 'Dockerfile', `FROM ${'${A:-'.repeat(80_000)}`],
  ['3,000 levels', 'values.yaml', '['.repeat(3000)],
  ['500,000 levels', 'values.yaml', '['.repeat(500_000)],
  ['3,000 levels that are closed', 'values.yaml', '['.repeat(3000) + ']'.repeat(3000)],
  ['3,000 levels of a list', 'values.yaml', `${'- '.repeat(3000)}x`],
  ['3,000 levels of keys', 'values.yaml', `${'? '.repeat(3000)}x`],
  ['100,000 levels of a line', 'values.yaml', 'a: '.repeat(100_000)],
  ['1,300 levels of blocks', 'values.yaml', many(1300, (i) => `${' '.repeat(i)}a:`)],
  ['500,000 levels of JSON', 'devcontainer.json', '['.repeat(500_000)],
  ['500,000 levels of HCL', 'docker-bake.hcl', `target "a" { tags = ${'['.repeat(500_000)}`],
  ['100,000 levels of blocks', 'docker-bake.hcl', 'a "b" {'.repeat(100_000)],
  ['an unclosed text of HCL', 'docker-bake.hcl', 'target "a" { tags = ["${'.repeat(30_000)],
  [
    'an alias bomb',
    'compose.yml',
    `a0: &a0 {image: x}\n${many(60, (i) => `a${i + 1}: &a${i + 1} {<<: [*a${i}, *a${i}], b: *a${i}}`)}\nservices: *a60`,
  ],
  [
    'a large map that all merge',
    'a.gitlab-ci.yml',
    `.a: &a\n${many(5000, (i) => `  k${i}: v`)}\n${many(4000, (i) => `j${i}: {<<: *a}`)}`,
  ],
  [
    'a chain of merges',
    'a.gitlab-ci.yml',
    `j0: &j0 {a: b}\n${many(2000, (i) => `j${i + 1}: &j${i + 1} {<<: *j${i}}`)}`,
  ],
  [
    'variables that name each other',
    'a.gitlab-ci.yml',
    `variables:\n  V0: xxxxxxxxxx\n${many(200, (i) => `  V${i + 1}: $V${i}$V${i}$V${i}`)}\n${many(500, (i) => `j${i}: {image: "a:$V200"}`)}`,
  ],
  [
    'a matrix of millions',
    'a.gitlab-ci.yml',
    `a:\n  image: x:$A\n  parallel:\n    matrix:\n    - {${'ABCDEFGH'
      .split('')
      .map((name) => `${name}: [${'1, '.repeat(50)}]`)
      .join(', ')}}`,
  ],
  ['30,000 stages', 'Dockerfile', many(30_000, (i) => `FROM s-$TARGETARCH AS s-${i}`)],
  ['lines that go on', 'Dockerfile', `RUN \\\n${'--mount=from=a:1 \\\n'.repeat(45_000)}x`],
  ['heredocs without an end', 'Dockerfile', 'RUN <<A <<B\n'.repeat(50_000)],
  ['lines of a template', 'a.yaml', '{{- if x }}\nimage: {{ y }}\n'.repeat(30_000)],
];

describe('the reader of image references on hostile files', () => {
  for (const [what, path, text] of files)
    it(`ends: ${what}`, () => {
      assert.ok(text.length <= 1_000_000, `${text.length} characters`);
      const { references, kind } = readReferences({ path, text });
      assert.ok(kind !== undefined || path === 'a.yaml');
      assert.ok(references.length <= 45_000);
    });

  it('does not parse what is larger', () => {
    const { skipped } = readReferences({ path: 'Dockerfile', text: `FROM a:1\n${'# x\n'.repeat(300_000)}` });
    assert.equal(skipped, 'tooLarge');
  });
});
