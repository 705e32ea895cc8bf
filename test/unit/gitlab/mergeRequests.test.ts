import assert from 'node:assert/strict';
import { api, instance, rejectsWith } from '../../fakes/gitlabInstance.ts';

describe('the GitLab client reads merge requests', () => {
  const { server, client, answer } = instance();
  const node = {
    iid: '12',
    state: 'merged',
    sourceBranch: 'feature/x',
    sourceProjectId: 7,
    projectId: 7,
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-03T00:00:00Z',
    mergedAt: '2026-01-02T00:00:00Z',
  };
  const read = {
    iid: 12,
    state: 'merged',
    sourceBranch: 'feature/x',
    isFromFork: false,
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-03T00:00:00Z',
    mergedAt: '2026-01-02T00:00:00Z',
  };
  const reply = (nodes: readonly unknown[], endCursor?: string) => ({
    json: {
      data: {
        project: { mergeRequests: { nodes, pageInfo: { hasNextPage: endCursor !== undefined, endCursor } } },
      },
    },
  });
  const variables = (at: number): unknown =>
    (JSON.parse(server().seen[at]?.body ?? '') as { readonly variables: unknown }).variables;

  it('by their numbers, a hundred at once', async () => {
    answer('POST /gl/api/graphql', reply([node]));
    assert.deepEqual(await client().mergeRequests('g/p', { iids: [12, 13] }), { items: [read] });
    assert.deepEqual(variables(0), { path: 'g/p', state: 'all', iids: ['12', '13'], after: null });
  });

  it('of a state page by page, and knows those of forks, also of deleted ones', async () => {
    const fork = { ...node, iid: '13', sourceProjectId: null, state: 'opened', mergedAt: null };
    answer('POST /gl/api/graphql', reply([fork], 'next'));
    const page = await client().mergeRequests('g/p', { state: 'opened' }, { after: 'here' });
    assert.deepEqual(
      [page.next, page.items[0]?.isFromFork, page.items[0]?.mergedAt],
      ['next', true, undefined],
    );
    assert.deepEqual(variables(0), { path: 'g/p', state: 'opened', after: 'here' });
  });

  it('not at all without a number, and none of a project without merge requests', async () => {
    assert.deepEqual(await client().mergeRequests('g/p', { iids: [] }), { items: [] });
    assert.equal(server().seen.length, 0);
    answer('POST /gl/api/graphql', { json: { data: { project: { mergeRequests: null } } } });
    assert.deepEqual(await client().mergeRequests('g/p', { state: 'all' }), { items: [] });
    answer('POST /gl/api/graphql', { json: { data: { project: null } } });
    await rejectsWith(client().mergeRequests('g/p', { state: 'all' }), 'missing');
  });

  it('that a commit is in', async () => {
    const item = {
      iid: 12,
      state: 'merged',
      source_branch: 'feature/x',
      source_project_id: 7,
      target_project_id: 7,
      created_at: read.createdAt,
      updated_at: read.updatedAt,
      merged_at: read.mergedAt,
    };
    answer(`GET ${api}/projects/g%2Fp/repository/commits/7b5c3cc8/merge_requests`, { json: [item] });
    assert.deepEqual(await client().mergeRequestsOfCommit('g/p', '7b5c3cc8'), [read]);
  });
});
