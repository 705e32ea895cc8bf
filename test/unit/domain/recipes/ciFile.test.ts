import assert from 'node:assert/strict';
import { readCiFile } from '../../../../src/domain/recipes/ciFile.ts';

const stagesOf = (text: string) => readCiFile(text)?.stages;

import { fieldCase } from '../../../fakes/fieldCase.ts';

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
    assert.equal(stagesOf('stages: !reference [.x, stages]\n'), undefined);
    assert.equal(stagesOf('stages: *anchor\n'), undefined);
  });

  it('has an include that is a list or something else', () => {
    assert.deepEqual(readCiFile('include:\n  - local: a.yml\n')?.include, { line: 0, indent: '  ' });
    assert.equal(readCiFile('include: a.yml\n')?.include, 'other');
    assert.equal(readCiFile('include:\n  local: a.yml\n')?.include, 'other');
    assert.equal(readCiFile('job:\n  x: 1\n')?.include, undefined);
  });

  it('is not added to when it is no block of keys, or ends', () => {
    for (const text of [
      '{ "job": {} }',
      'just text',
      '- a list\n',
      '  indented: 1\n',
      'job:\n  x: 1\n...\n',
      `${'x'.repeat(2000)}: 1`,
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

  for (const stages of [
    'stages: &all [a]',
    'stages: *all',
    'stages: !reference [.common, stages]',
    'stages: [a,\n  b]',
  ])
    it(`does not guess stages in ${JSON.stringify(stages)}`, () =>
      assert.equal(readCiFile(`${stages}\na:\n  script: x\n`)?.stages, undefined));
});
