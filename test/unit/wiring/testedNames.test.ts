import assert from 'node:assert/strict';
import type { PolicyProject, RepositoryTags } from '../../../src/domain/cleanup/policyProject.ts';
import { namesOfProject, testedPatterns } from '../../../src/wiring/testedNames.ts';
import type { ProjectTags } from '../../../src/domain/cleanup/policyProject.ts';

const repository = (state: RepositoryTags['state'], ...names: readonly string[]): RepositoryTags =>
  ({ state, tags: names.map((name) => ({ name })) }) as unknown as RepositoryTags;
const sourceOf = (...all: readonly RepositoryTags[]): ProjectTags => ({ tags: () => Promise.resolve(all) });
const project = { connectionId: 'c', projectPath: 'group/app' };
const { signal } = new AbortController();

describe('What the regex tester begins with', () => {
  it('is every name of the project once', async () => {
    const source = sourceOf(repository('complete', 'main', 'v1'), repository('complete', 'v1', 'v2'));
    assert.deepEqual(await namesOfProject(source, project, signal), {
      path: 'group/app',
      names: ['main', 'v1', 'v2'],
      isComplete: true,
    });
  });

  it('is said to be a part where a repository was not read to its end', async () => {
    for (const state of ['failed', 'stopped', 'tooMany', 'truncated'] as const) {
      const source = sourceOf(repository('complete', 'a'), repository(state, 'b'));
      assert.equal((await namesOfProject(source, project, signal)).isComplete, false, state);
    }
  });

  it('is the policy with its protection rules; no policy is no pattern', () => {
    const bare = { fullPath: 'group/app' } as PolicyProject;
    assert.deepEqual(testedPatterns(bare), { deletes: '', keeps: '', protections: [] });
    const policy = { nameRegex: 'dev.*', nameRegexKeep: 'v.*' } as NonNullable<PolicyProject['policy']>;
    assert.deepEqual(testedPatterns({ ...bare, policy, protections: ['p'] }), {
      deletes: 'dev.*',
      keeps: 'v.*',
      protections: ['p'],
    });
  });
});
