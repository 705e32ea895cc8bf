import assert from 'node:assert/strict';
import { api, instance, rejectsWith } from '../../fakes/gitlabInstance.ts';

describe('the GitLab client reads of a git repository', () => {
  const { server, client, answer } = instance();
  const repository = `${api}/projects/g%2Fp/repository`;

  it('branches page by page, and which is the default one', async () => {
    // The shape of doc/api/branches.md, shortened.
    const main = { name: 'main', merged: false, protected: true, default: true, commit: { id: '7b5c3cc8' } };
    answer(`GET ${repository}/branches`, { json: [main], headers: { 'x-next-page': '2', 'x-total': '2' } });
    assert.deepEqual(await client().branches('g/p'), {
      items: [{ name: 'main', isDefault: true }],
      next: '2',
      total: 2,
    });
    assert.match(server().seen[0]?.url ?? '', /[?&]per_page=100(?:&|$)/);
    answer(`GET ${repository}/branches`, { json: [{ name: 'fix', default: false }] });
    const next = await client().branches('g/p', { after: '2' });
    assert.deepEqual(next.items, [{ name: 'fix', isDefault: false }]);
    assert.match(server().seen[1]?.url ?? '', /[?&]page=2(?:&|$)/);
  });

  it('names of git tags', async () => {
    const tag = { name: 'v1.0', target: 'x', release: { tag_name: 'v1.0', description: 'First' } };
    answer(`GET ${repository}/tags`, { json: [tag] });
    assert.deepEqual((await client().gitTags('g/p')).items, ['v1.0']);
  });

  it('the branches and git tags of a commit; of one that is not there, nothing', async () => {
    const refs = [
      { type: 'branch', name: 'main' },
      { type: 'tag', name: 'v1.0' },
    ];
    answer(`GET ${repository}/commits/7b5c3cc8/refs`, { json: refs });
    assert.deepEqual(await client().refsOfCommit('g/p', '7b5c3cc8'), refs);
    const missing = { status: 404, json: { message: '404 Commit Not Found' } };
    answer(`GET ${repository}/commits/deadbeef/refs`, missing);
    assert.equal(await client().refsOfCommit('g/p', 'deadbeef'), undefined);
  });

  it('nothing for somebody who may not read code: denied', async () => {
    answer(`GET ${repository}/branches`, { status: 403, json: { message: '403 Forbidden' } });
    await rejectsWith(client().branches('g/p'), 'denied', { code: 'insufficientRole' });
  });
});
