import assert from 'node:assert/strict';
import { readCiFile } from '../../../../../src/domain/references/ci/readCiFile.ts';

const stagesOf = (text: string) => readCiFile(text)?.stages;

import { fieldCase } from '../../../../fakes/fieldCase.ts';

describe('a .gitlab-ci.yml', () => {
  it('has the keys of its first column', () => {
    const file = readCiFile(
      `---\n# a comment\nstages:\n- build\n"quoted job":\n  script: [a]\n'b:c':\n  script:\n    - |\n      key: no\nbuild:image:\n  x: y\n.hidden: &anchor\n  z: 1\n`,
    );
    assert.deepEqual([...(file?.keys ?? [])], ['stages', 'quoted job', 'b:c', 'build:image', '.hidden']);
  });

  // Source: GitLab CI/CD YAML, "If stages is not defined … the default pipeline stages are".
  it('has GitLab’s stages when it names none', () => {
    assert.deepEqual(stagesOf('job:\n  script: [a]\n'), ['build', 'test', 'deploy']);
  });

  it('has its own stages, in either notation', () => {
    assert.deepEqual(stagesOf('stages: [one, "two"] # all\n'), ['one', 'two']);
    assert.deepEqual(stagesOf('stages:\n  - one # first\n\n  # and\n  - two\njob:\n  - x\n'), ['one', 'two']);
    assert.deepEqual(stagesOf('stages:\n- one\n- two\njob:\n  script: []\n'), ['one', 'two']);
  });

  it('has an include that is a list or something else', () => {
    const listOf = (text: string) => readCiFile(text)?.include?.list;
    assert.deepEqual(listOf('include:\n  - local: a.yml\n'), { line: 0, indent: '  ' });
    assert.deepEqual(listOf('a: b\n"include": # more\n  # which\n\n- a.yml\n'), { line: 1, indent: '' });
    for (const text of [
      'include: a.yml\n',
      'include:\n  local: a.yml\n',
      'include: [a.yml]\n',
      'include:\n  &all\n  - a.yml\n',
      '.all: &all\n  - a.yml\ninclude: *all\n',
    ]) {
      assert.equal(listOf(text), undefined, text);
      assert.notEqual(readCiFile(text)?.include, undefined, text);
    }
    assert.equal(readCiFile('job:\n  x: 1\n')?.include, undefined);
    const templates = 'include:\n  - template: A.yml\n  - { template: B.yml }\n  - local: C.yml\n';
    assert.deepEqual([...(readCiFile(templates)?.include?.templates ?? [])], ['A.yml', 'B.yml']);
    assert.deepEqual(
      [...(readCiFile('include: { template: A.yml }\n')?.include?.templates ?? [])],
      ['A.yml'],
    );
  });

  it('is not added to when it is no block of keys, or ends', () => {
    for (const text of [
      '{ "job": {} }',
      'just text',
      '- a list\n',
      '  indented: 1\n',
      'job:\n  x: 1\n...\n',
      'job:\n  x: [\n',
      // GitLab reads the first of several documents only, and the second behind a header.
      'job:\n  x: 1\n---\nother:\n  x: 1\n',
      'spec:\n  inputs: {}\n---\njob:\n  x: 1\n---\nother:\n  x: 1\n',
      '--- { a: b }\n',
      `job: ${'['.repeat(1000)}`,
    ])
      assert.equal(readCiFile(text), undefined, text.slice(0, 20));
  });

  it('may be empty', () => {
    assert.deepEqual([...(readCiFile('')?.keys ?? ['?'])], []);
  });

  it('is read to its end however strange it is', () => {
    readCiFile(`${'a '.repeat(450)}\n`.repeat(200));
    readCiFile(`stages: [${' ,'.repeat(100_000)}\n`);
  });

  it('field case 27: has stages in any script', () => {
    const { file } = fieldCase('27-stage-names') as { readonly file: string };
    assert.deepEqual(readCiFile(file)?.stages, ['构建', '测试']);
  });

  // Source: YAML 1.2; GitLab CI/CD YAML, `!reference`; Psych gives the same for what has no tag.
  for (const [stages, expected] of [
    ['stages: &all [a]', ['a']],
    ['.x: &all [a, b]\nstages: *all', ['a', 'b']],
    ['.common:\n  stages: [a, b]\nstages: !reference [.common, stages]', ['a', 'b']],
    ['stages: [a,\n  b # two\n  ]', ['a', 'b']],
    ['stages:\n  - "a: b"\n  - \'c\'\n  - >-\n    d\n    e', ['a: b', 'c', 'd e']],
    ['.x: &x\n  stages: [a]\n<<: *x', ['a']],
    ['.first: &one eins\nstages: [*one, zwei]', ['eins', 'zwei']],
    ['spec:\n  inputs: {}\n---\nstages: [a]', ['a']],
    // An included file's are replaced by those of this one.
    ['include: x.yml\nstages: [a]', ['a']],
  ] as const)
    it(`reads the stages in ${JSON.stringify(stages)}`, () =>
      assert.deepEqual(readCiFile(`${stages}\na:\n  script: x\n`)?.stages, expected));

  for (const stages of [
    'stages: *all',
    'stages: !reference [.common, stages]',
    'stages: [a, !reference [.common, stages]]',
    'stages: [a, [b]]',
    'stages:',
    'stages: a',
    'stages: []',
    'include: other.yml',
  ])
    it(`does not guess stages in ${JSON.stringify(stages)}`, () =>
      assert.equal(readCiFile(`${stages}\na:\n  script: x\n`)?.stages, undefined));

  it('knows where an empty line would belong to the last text', () => {
    assert.equal(readCiFile('a:\n  script:\n    - |+\n      x\n\n')?.endsOpen, true);
    assert.equal(readCiFile('a:\n  script: >2+\n    x\n')?.endsOpen, true);
    for (const text of ['a: |\n  x +\n', 'a: "|+"\n', 'a: |+\n  x\nb: c\n', 'a: |-\n  x\n'])
      assert.equal(readCiFile(text)?.endsOpen, false, text);
  });
});
