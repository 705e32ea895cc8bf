import assert from 'node:assert/strict';
import { chineseFaults, englishFaults } from '../scripts/wordRules.ts';

describe('the rules of wording', () => {
  // Pairs of the review by clicks: what was said, and what is said instead.
  const pairs = [
    ['Goes: number {0} by age', 'Deleted: #{0} by age'],
    ['Look at the log.', 'Check the log.'],
    ['This is no address of a web page.', 'Enter a valid URL.'],
    ['The coming runs could not be foretold', 'Couldn’t predict upcoming runs'],
    ['It said: “{0}”.', 'Response: “{0}”'],
    ['is not there any more', 'no longer exists'],
    ['The user name of the deploy token', 'Username of the deploy token'],
    ['A personal, group or project access token', 'Personal, group, or project access token'],
  ] as const;
  for (const [said, instead] of pairs)
    it(`refuse “${said}” and take “${instead}”`, () => {
      assert.notDeepEqual(englishFaults(said), []);
      assert.deepEqual(englishFaults(instead), []);
    });

  it('hold one Chinese term for a registry and one for a repository', () => {
    assert.deepEqual(chineseFaults('添加镜像仓库', 'Add Repository'), []);
    assert.deepEqual(chineseFaults('禁用容器镜像库', 'Disable Registry'), []);
    for (const [chinese, source] of [
      ['禁用镜像仓库', 'Disable Registry'],
      ['禁用容器镜像仓库', 'Disable Registry'],
      ['删除仓库', 'Delete repositories'],
      ['仅镜像库', 'The registry only'],
      ['已登录, 范围：api', 'Signed in, scope api'],
    ] as const)
      assert.notDeepEqual(chineseFaults(chinese, source), [], chinese);
  });
});
