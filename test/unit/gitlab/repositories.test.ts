// Also covers personalProjects, repositorySchemas, paging, graphql and schemaFields.
import assert from 'node:assert/strict';
import { api, graphql, instance, rejectsWith, schemaOf194 } from '../../fakes/gitlabInstance.ts';

describe('the GitLab client lists groups, projects and repositories', () => {
  const { server, client, answer } = instance();
  it('takes top groups 100 a page and hands out the next page and the total', async () => {
    const groups = [{ id: 1, name: 'G', full_path: 'g', web_url: 'https://x/g' }];
    answer(`GET ${api}/groups`, [
      { json: groups, headers: { 'x-next-page': '2', 'x-total': '101' } },
      { json: [], headers: { 'x-next-page': '' } },
    ]);
    const page = await client().topLevelGroups();
    assert.deepEqual(page, {
      items: [{ id: 1, name: 'G', fullPath: 'g', webUrl: 'https://x/g' }],
      next: '2',
      total: 101,
    });
    await client().topLevelGroups({ after: page.next });
    const queries = server().seen.map(({ url }) =>
      Object.fromEntries(new URL(url, server().origin).searchParams),
    );
    assert.deepEqual(
      queries.map((query) => [query['top_level_only'], query['per_page'], query['page']]),
      [
        ['true', '100', '1'],
        ['true', '100', '2'],
      ],
    );
  });

  it('follows no link by itself, and takes only the page from one', async () => {
    const link = '<http://evil.invalid/api/v4/groups?page=2&per_page=100>; rel="next"';
    answer(`GET ${api}/groups`, { json: [], headers: { link } });
    assert.deepEqual(await client().topLevelGroups(), { items: [], next: '2' });
    assert.equal(server().seen.length, 1);
  });

  it('stops at a next page that is this one, whichever way it is told', async () => {
    answer(`GET ${api}/groups`, { json: [], headers: { 'x-next-page': '1' } });
    await rejectsWith(client().topLevelGroups(), 'invalid', { code: 'foreignLink' });
    const list = { nodes: [], pageInfo: { hasNextPage: true, endCursor: 'abc' } };
    const repositories = { data: { project: { containerRepositories: list } } };
    answer('POST /gl/api/graphql', graphql({ __type: schemaOf194, containerRepositories: repositories }));
    await rejectsWith(client().projectRepositories('g/p', { after: 'abc' }), 'invalid', {
      code: 'foreignLink',
    });
  });

  it('believes no number that can be none', async () => {
    const odd = { 'x-next-page': '99999999999', 'x-total': '-5' };
    answer(`GET ${api}/groups`, [
      { json: [], headers: odd },
      { json: [], headers: { 'x-total': '1e999' } },
    ]);
    await rejectsWith(client().topLevelGroups(), 'invalid', { code: 'foreignLink' });
    assert.deepEqual(await client().topLevelGroups(), { items: [] });
  });

  it('encodes the path of a group and reads what GitLab does with each repository', async () => {
    const one = {
      id: 3,
      name: '',
      path: 'g/s/p',
      project_id: 9,
      location: 'reg:5050/g/s/p',
      created_at: '2026-01-01T00:00:00.000Z',
      cleanup_policy_started_at: null,
      status: 'delete_scheduled',
    };
    answer(`GET ${api}/groups/g%2Fs/registry/repositories`, { json: [one] });
    const { items } = await client().groupRepositories('g/s');
    const expected = {
      id: 3,
      name: '',
      path: 'g/s/p',
      projectId: 9,
      location: 'reg:5050/g/s/p',
      createdAt: '2026-01-01T00:00:00.000Z',
      deletion: 'scheduled',
    };
    assert.deepEqual(items, [expected]);
  });

  it('never asks group listings for counts, and project listings always', async () => {
    answer(`GET ${api}/groups/1/registry/repositories`, { json: [] });
    answer(`GET ${api}/projects/1/registry/repositories`, { json: [] });
    await client().groupRepositories(1);
    await client().projectRepositoriesByRest(1);
    assert.deepEqual(
      server().seen.map(({ url }) => url.includes('tags_count=true')),
      [false, true],
    );
  });

  it('reads one repository; a size of null is unknown', async () => {
    answer(`GET ${api}/registry/repositories/3`, {
      json: { id: 3, name: 'a', path: 'p/a', location: 'r/p/a', tags_count: 0, size: null },
    });
    const repository = await client().repository(3, { tagCount: true, size: true });
    assert.deepEqual(repository, { id: 3, name: 'a', path: 'p/a', location: 'r/p/a', tagCount: 0 });
  });

  const repositoryNode = {
    id: 'gid://gitlab/ContainerRepository/12',
    name: 'a',
    path: 'p/a',
    location: 'r/p/a',
    createdAt: '2026-01-01T00:00:00Z',
    tagsCount: 4,
    status: null,
    expirationPolicyCleanupStatus: 'UNFINISHED',
    lastCleanupDeletedTagsCount: 0,
  };
  const repositories = (pageInfo: unknown) => ({
    data: {
      project: {
        containerTagsExpirationPolicy: { enabled: true, nextRunAt: null },
        containerRepositories: { nodes: [repositoryNode], pageInfo },
      },
    },
  });

  it('lists repositories of a project over GraphQL in one request', async () => {
    answer(
      'POST /gl/api/graphql',
      graphql({ containerRepositories: repositories({ hasNextPage: true, endCursor: 'abc' }) }),
    );
    const page = await client().projectRepositories('g/p');
    const expected = {
      id: 12,
      name: 'a',
      path: 'p/a',
      location: 'r/p/a',
      createdAt: '2026-01-01T00:00:00Z',
      tagCount: 4,
      cleanup: 'unfinished',
      cleanupDeleted: 0,
    };
    assert.deepEqual(page, { items: [expected], next: 'abc', policy: { enabled: true } });
    assert.equal(server().seen.length, 1);
  });

  it('asks the schema, and for what it has, where GitLab does not know a field', async () => {
    const rejected = {
      errors: [{ message: 'no such field', extensions: { code: 'undefinedField' } }],
    };
    answer(
      'POST /gl/api/graphql',
      graphql({
        __type: schemaOf194,
        expirationPolicyStartedAt: rejected,
        containerRepositories: repositories({ hasNextPage: false }),
      }),
    );
    const { items } = await client().projectRepositories('g/p');
    assert.deepEqual([items[0]?.tagCount, items[0]?.cleanup], [4, 'unfinished']);
    assert.equal(server().seen.length, 3);
  });

  it('says that a project is missing', async () => {
    answer('POST /gl/api/graphql', graphql({ __type: schemaOf194, project: { data: { project: null } } }));
    await rejectsWith(client().projectRepositories('g/p'), 'missing');
  });

  it('counts the repositories of personal projects, over REST where GraphQL lacks a field', async () => {
    const node = { id: 'gid://gitlab/Project/8', fullPath: 'ada/x', containerRepositoriesCount: 2 };
    const projects = { nodes: [node], pageInfo: { hasNextPage: false, endCursor: 'z' } };
    answer('POST /gl/api/graphql', [
      { json: { data: { currentUser: { id: 'gid://gitlab/User/7', namespace: { projects } } } } },
      {
        json: { errors: [{ message: "Field 'x' doesn't exist", extensions: { code: 'undefinedField' } }] },
      },
    ]);
    answer(`GET ${api}/user`, { json: { id: 7 } });
    answer(`GET ${api}/users/7/projects`, [
      { json: [{ id: 8, path_with_namespace: 'ada/x' }], headers: { 'x-next-page': '2' } },
      { json: [], headers: { 'x-next-page': '' } },
    ]);
    assert.deepEqual(await client().personalProjects(), {
      items: [{ id: 8, fullPath: 'ada/x', repositoryCount: 2 }],
    });
    const page = await client().personalProjects();
    assert.deepEqual(page, { items: [{ id: 8, fullPath: 'ada/x' }], next: 'rest:7:2' });
    assert.deepEqual(await client().personalProjects({ after: page.next }), { items: [] });
  });
});
