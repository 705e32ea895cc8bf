import '../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import type { PolicyProject, RepositoryTags } from '../../../src/domain/cleanup/policyProject.ts';
import type { LoadedPolicies, TagPlace } from '../../../src/tree/tagFates.ts';
import { dailyTags, testNow, testPolicy, testProject } from '../../fakes/cleanupSource.ts';

describe('What cleanup does to a tag, in a line', () => {
  const repository = dailyTags('g/p/web', ['dev-1', 'dev-2', 'dev-3', 'v1'], 10);
  const policy = { ...testPolicy, keepN: 1, nameRegexKeep: 'v.+', nextRunAt: '2026-11-22T10:00:00Z' };
  const place = (name: string): TagPlace => ({
    connectionId: 'c',
    projectPath: 'g/p',
    repository: repository.repository,
    tag: { name },
  });

  async function fates(
    project: Partial<PolicyProject>,
    tags: RepositoryTags = repository,
  ): Promise<(name: string) => string | undefined> {
    const { tagFates } = await import('../../../src/tree/tagFates.ts');
    const loaded: LoadedPolicies['loaded'] = () => ({
      project: { ...testProject, policy, ...project },
      repository: tags,
    });
    const fateOf = tagFates({ loaded }, () => testNow);
    return (name) => fateOf(place(name));
  }

  it('says when it goes, or why it stays', async () => {
    const fateOf = await fates({});
    assert.match(fateOf('dev-3') ?? '', /^It will be deleted on November 22, 2026/);
    assert.equal(fateOf('dev-1'), 'Kept: #1 of the newest 1');
    assert.equal(fateOf('v1'), 'Kept: matches the keep pattern');
    assert.equal(fateOf('unknown'), undefined);
  });

  it('says that a policy is off', async () => {
    const fateOf = await fates({ policy: { ...policy, enabled: false } });
    assert.equal(fateOf('dev-3'), 'The policy isn’t enabled, so nothing is deleted.');
  });

  it('says nothing where rules or dates that decide are not known, or tags are many', async () => {
    const { id, fullPath, webUrl, instanceUrl, olderThanValues, access } = testProject;
    const unprotected = { id, fullPath, webUrl, instanceUrl, olderThanValues, access };
    const { tagFates } = await import('../../../src/tree/tagFates.ts');
    const without = tagFates(
      { loaded: () => ({ project: { ...unprotected, policy }, repository }) },
      () => testNow,
    );
    assert.equal(without(place('dev-3')), undefined);
    assert.equal((await fates({}, { ...repository, hasDates: false }))('dev-3'), undefined);
    const many = dailyTags(
      'g/p/web',
      Array.from({ length: 20_001 }, (_none, index) => `dev-${index}`),
      0.1,
    );
    assert.equal((await fates({}, many))('dev-3'), undefined);
    const nothing = tagFates({ loaded: () => undefined }, () => testNow);
    assert.equal(nothing(place('dev-3')), undefined);
  });
});
