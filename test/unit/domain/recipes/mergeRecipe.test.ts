import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { mergeRecipe, stagesOfRecipe, type Merged } from '../../../../src/domain/recipes/mergeRecipe.ts';

const body =
  '# Title\nsign-image:\n  stage: deploy\n  script: [sign]\n\nverify-image:\n  stage: deploy\n  needs: [sign-image]\n  script: [verify]\n';
const scanning =
  '# Title\ninclude:\n  - template: Jobs/X.gitlab-ci.yml\n\ncontainer_scanning:\n  variables:\n    A: b\n';
const same = { stageOf: (stage: string) => stage };

function merge(
  file: string,
  text: string,
  options = same,
): { readonly text: string; readonly merged: Merged } {
  const merged = mergeRecipe(file, text, options);
  if (typeof merged === 'string') throw new Error(merged);
  const lines = file.split('\n');
  if (merged.include !== undefined)
    lines.splice(merged.include.afterLine + 1, 0, merged.include.text.replace(/\n$/, ''));
  return { text: lines.join('\n') + merged.append, merged };
}

import { fieldCase } from '../../../fakes/fieldCase.ts';

describe('a recipe added to a .gitlab-ci.yml', () => {
  const files = [
    '',
    'job:\n  script: [a]\n',
    'job:\n  script: [a]',
    'job:\n  script:\n    - |\n      a\n      b',
    '# comment\nstages: [build, deploy]\n\njob:\n  script: [a]\n\n',
    'job:\n  script: >-\n    a\n\n\n',
    'job:\n  script:\n    - |+\n      a\n\n\n',
    'job:\n  script:\n    - |+\n      a\n',
    'job:\r\n  script: [a]\r\n',
    '.x: &x\n  a: b\njob:\n  <<: *x\n  script: !reference [.y, script]\n',
  ];
  for (const file of files)
    it(`leaves what is there as it was: ${JSON.stringify(file)}`, () => {
      const before = (parse(file) ?? {}) as Record<string, unknown>;
      const after = parse(merge(file, body).text) as Record<string, unknown>;
      for (const [key, value] of Object.entries(before)) assert.deepEqual(after[key], value);
      assert.deepEqual(Object.keys(after), [...Object.keys(before), 'sign-image', 'verify-image']);
    });

  it('gets names that are free, also where the jobs name each other', () => {
    const file = 'sign-image:\n  script: [a]\nsign-image-2:\n  script: [b]\n';
    const { text, merged } = merge(file, body);
    assert.deepEqual(merged.renamed, [['sign-image', 'sign-image-3']]);
    const jobs = parse(text) as Record<string, { readonly needs?: readonly string[] }>;
    assert.deepEqual(jobs['verify-image']?.needs, ['sign-image-3']);
    assert.ok('sign-image-3' in jobs);
  });

  it('runs in the stages that are chosen', () => {
    assert.deepEqual(stagesOfRecipe(body), ['deploy']);
    const { text } = merge('stages: [ship]\n', body, { stageOf: () => 'ship' });
    const jobs = parse(text) as Record<string, { readonly stage: string }>;
    assert.equal(jobs['verify-image']?.stage, 'ship');
  });

  it('brings its include, adds a line to a list, or nothing when the line is there', () => {
    assert.deepEqual((parse(merge('job:\n  x: 1\n', scanning).text) as { include: unknown }).include, [
      { template: 'Jobs/X.gitlab-ci.yml' },
    ]);
    const listed = 'include:\n  - local: a.yml\njob:\n  x: 1\n';
    const once = merge(listed, scanning).text;
    assert.deepEqual((parse(once) as { include: unknown }).include, [
      { template: 'Jobs/X.gitlab-ci.yml' },
      { local: 'a.yml' },
    ]);
    const known = 'include:\n  - template: Jobs/X.gitlab-ci.yml\n';
    assert.equal(merge(known, scanning).merged.include, undefined);
    assert.equal(merge(known, scanning).text.match(/include:/g)?.length, 1);
  });

  it('is refused where it would break the file', () => {
    assert.equal(mergeRecipe('include: a.yml\n', scanning, same), 'include');
    assert.equal(mergeRecipe('{}', body, same), 'notBlocks');
    const options = { ...same, fixedJob: 'container_scanning' };
    assert.equal(mergeRecipe('container_scanning:\n  x: 1\n', scanning, options), 'jobExists');
  });

  // Field case 26; the template: GitLab `lib/gitlab/ci/templates/Jobs/Container-Scanning.gitlab-ci.yml`.
  it('field case 26: the job of a template gets a stage of the file', () => {
    const { file } = fieldCase('26-scan-without-test') as { readonly file: string };
    const body =
      'include:\n  - template: Jobs/Container-Scanning.gitlab-ci.yml\n\ncontainer_scanning:\n  variables:\n    A: b\n';
    const merged = (to: string) =>
      mergeRecipe(file, body, { fixedJob: 'container_scanning', fixedStage: 'test', stageOf: () => to });
    for (const [to, written] of [
      ['deploy', 'deploy'],
      ['构建', '构建'],
      ['a: b', '"a: b"'],
      ['no', '"no"'],
    ] as const) {
      const result = merged(to);
      assert.ok(typeof result === 'object');
      assert.ok(
        result.append.includes(`container_scanning:\n  stage: ${written}\n  variables:`),
        result.append,
      );
      const read = parse(file + result.append) as { readonly container_scanning: { readonly stage: string } };
      assert.equal(read.container_scanning.stage, to);
    }
    const same = merged('test');
    assert.ok(typeof same === 'object' && !same.append.includes('stage:'));
  });
});
