import assert from 'node:assert/strict';
import { api, instance, rejectsWith } from '../../../fakes/gitlabInstance.ts';

describe('the GitLab client deletes', () => {
  const { server, client, answer } = instance();
  it('one tag by name, once, whatever happens', async () => {
    answer(`DELETE ${api}/projects/g%2Fp/registry/repositories/5/tags/v1`, [
      { json: 200 },
      { status: 503, text: '' },
    ]);
    await client().deleteTag('g/p', 5, 'v1');
    assert.equal(server().seen[0]?.body, '');
    await rejectsWith(client().deleteTag('g/p', 5, 'v1'), 'unexpected', { code: 'serverError' });
    assert.equal(server().seen.length, 2);
  });

  it('nothing at all for a name that would turn into another address', async () => {
    for (const name of ['..', '.', '', 'a/b', '%2e%2e'])
      await rejectsWith(client().deleteTag('g/p', 5, name), 'invalid', { code: 'badInput' });
    await rejectsWith(client().deleteRepository('..', 5), 'invalid', { code: 'badInput' });
    assert.equal(server().seen.length, 0);
  });

  it('up to twenty tags at once, and tells which ones went', async () => {
    const result = { deletedTagNames: ['a'], errors: [] };
    answer('POST /gl/api/graphql', { json: { data: { destroyContainerRepositoryTags: result } } });
    assert.deepEqual(await client().deleteTags(5, ['a', 'b']), result);
    const sent = JSON.parse(server().seen[0]?.body ?? '') as { variables: unknown };
    assert.deepEqual(sent.variables, { id: 'gid://gitlab/ContainerRepository/5', names: ['a', 'b'] });
    const many = Array.from({ length: 21 }, (_, index) => `t${index}`);
    await rejectsWith(client().deleteTags(5, many), 'invalid', { code: 'badInput' });
    assert.equal(server().seen.length, 1);
  });

  it('nothing the person may not delete: denied', async () => {
    const error = {
      message:
        "The resource that you are attempting to access does not exist or you don't have permission to perform this action",
      path: ['destroyContainerRepositoryTags'],
    };
    answer('POST /gl/api/graphql', {
      json: { data: { destroyContainerRepositoryTags: null }, errors: [error] },
    });
    await rejectsWith(client().deleteTags(5, ['a']), 'denied', { code: 'insufficientRole' });
  });

  it('a repository', async () => {
    answer(`DELETE ${api}/projects/g%2Fp/registry/repositories/5`, { status: 202, json: 202 });
    await client().deleteRepository('g/p', 5);
  });
});
