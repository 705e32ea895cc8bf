import assert from 'node:assert/strict';
import { handleGraphql } from '../../../gitlab/graphql/graphql.ts';
import type { Scope } from '../../../gitlab/world/world.ts';
import { accessLevels } from '../../../gitlab/world/world.ts';
import type { Bench } from '../../../fakes/graphqlBench.ts';
import { anonymous, ask, at, createBench, member } from '../../../fakes/graphqlBench.ts';

const { none, guest, reporter, developer, maintainer, owner } = accessLevels;
const repositoryQuery = `{ containerRepository(id: "gid://gitlab/ContainerRepository/7") {
  id name path location createdAt status project { fullPath } userPermissions { destroyContainerRepository } } }`;

describe('who may ask', () => {
  const invalid = { status: 401, body: { errors: [{ message: 'Invalid token' }] } };

  for (const reason of ['unknown', 'expired', 'revoked'] as const) {
    it(`refuses a token that is ${reason}`, async () => {
      const request = {
        authentication: { ok: false, reason } as const,
        body: { query: '{ metadata { version } }' },
      };
      assert.deepEqual(await handleGraphql(createBench().context, request), invalid);
    });
  }

  for (const scopes of [['read_registry'], ['read_registry', 'write_registry'], ['read_user']] as Scope[][]) {
    it(`finds nobody behind a token with ${scopes.join(' and ')}`, async () => {
      const { context, world } = createBench();
      const authentication = member(world, owner, scopes);
      assert.deepEqual(
        await handleGraphql(context, { authentication, body: { query: '{ currentUser { id } }' } }),
        invalid,
      );
    });
  }

  it('lets read_api query', async () => {
    const bench = createBench();
    const answer = await ask(bench, member(bench.world, reporter, ['read_api']), repositoryQuery);
    assert.equal(at(answer, 'containerRepository.name'), 'web');
  });
});

describe('containerRepository', () => {
  it('tells what GitLab keeps of it', async () => {
    const bench = createBench();
    const answer = await ask(bench, member(bench.world, maintainer), repositoryQuery);
    assert.deepEqual(answer.data, {
      containerRepository: {
        id: 'gid://gitlab/ContainerRepository/7',
        name: 'web',
        path: 'acme/shop/web',
        location: 'registry.test:5000/acme/shop/web',
        createdAt: '2024-01-02T03:04:05Z',
        status: null,
        project: { fullPath: 'acme/shop' },
        userPermissions: { destroyContainerRepository: true },
      },
    });
  });

  // facts 1.4: a private project shows its images to reporters; facts, GraphQL: null without an error for the others
  const cases: readonly [level: number, isVisible: boolean, canDestroy: boolean][] = [
    [none, false, false],
    [guest, false, false],
    [reporter, true, false],
    [developer, true, false],
    [maintainer, true, true],
    [owner, true, true],
  ];
  for (const [level, isVisible, canDestroy] of cases) {
    it(`of a private project for level ${level}`, async () => {
      const bench = createBench();
      const answer = await ask(bench, member(bench.world, level), repositoryQuery);
      assert.equal(answer.errors, undefined);
      const found = at(answer, 'containerRepository');
      assert.equal(found !== null, isVisible);
      const permission = at(answer, 'containerRepository.userPermissions.destroyContainerRepository');
      assert.equal(permission, isVisible ? canDestroy : undefined);
    });
  }

  it('is null without an error where it does not exist, and for anonymous callers of a private project', async () => {
    const bench = createBench();
    const missing = `{ containerRepository(id: "gid://gitlab/ContainerRepository/999") { id } }`;
    const nothing = { data: { containerRepository: null } };
    assert.deepEqual(await ask(bench, member(bench.world, owner), missing), nothing);
    assert.deepEqual(await ask(bench, anonymous, repositoryQuery), nothing);
  });
});

describe('project, group and user', () => {
  it('lists repositories newest first, by name, and in pages that do not shift', async () => {
    const bench = createBench();
    for (const [id, name] of [
      [8, 'api'],
      [9, 'worker'],
      [10, ''],
    ] as const) {
      addRepository(bench, id, name);
    }
    const query = `query($first: Int, $after: String, $sort: ContainerRepositorySort, $name: String) {
      project(fullPath: "ACME/shop") { containerRepositoriesCount containerRepositories(first: $first, after: $after,
        sort: $sort, name: $name) { nodes { name } pageInfo { endCursor hasNextPage } } } }`;
    const user = member(bench.world, reporter);
    const first = await ask(bench, user, query, { first: 2 });
    assert.deepEqual(at(first, 'project.containerRepositories.nodes'), [{ name: '' }, { name: 'worker' }]);
    assert.equal(at(first, 'project.containerRepositoriesCount'), 4);
    bench.world.repositories.delete(10);
    const after = at(first, 'project.containerRepositories.pageInfo.endCursor');
    const second = await ask(bench, user, query, { first: 2, after });
    assert.deepEqual(at(second, 'project.containerRepositories.nodes'), [{ name: 'api' }, { name: 'web' }]);
    assert.equal(at(second, 'project.containerRepositories.pageInfo.hasNextPage'), false);
    const named = await ask(bench, user, query, { name: 'W', sort: 'NAME_DESC' });
    assert.deepEqual(at(named, 'project.containerRepositories.nodes'), [{ name: 'worker' }, { name: 'web' }]);
  });

  it('gives a guest the project without its repositories', async () => {
    const bench = createBench();
    const query = `{ project(fullPath: "acme/shop") { name visibility maxAccessLevel { integerValue stringValue }
      containerRepositories { nodes { id } } } }`;
    assert.deepEqual((await ask(bench, member(bench.world, guest), query)).data, {
      project: {
        name: 'Shop',
        visibility: 'private',
        maxAccessLevel: { integerValue: 10, stringValue: 'GUEST' },
        containerRepositories: null,
      },
    });
    assert.deepEqual((await ask(bench, member(bench.world, none), query)).data, { project: null });
  });

  it('lists the repositories below a group', async () => {
    const bench = createBench();
    const query = `{ group(fullPath: "acme") { webUrl containerRepositoriesCount containerRepositories { nodes { path } }
      projects(includeSubgroups: true) { nodes { fullPath } } } }`;
    assert.deepEqual((await ask(bench, member(bench.world, reporter), query)).data, {
      group: {
        webUrl: 'https://gitlab.test/gl/groups/acme',
        containerRepositoriesCount: 1,
        containerRepositories: { nodes: [{ path: 'acme/shop/web' }] },
        projects: { nodes: [{ fullPath: 'acme/shop' }] },
      },
    });
  });

  it('knows who asks, and hides user and version from anonymous callers', async () => {
    const bench = createBench();
    const query = `{ currentUser { username namespace { fullPath projects { nodes { id } pageInfo { hasNextPage } } } }
      metadata { version } }`;
    const user = member(bench.world, none);
    const username = user.ok ? user.caller.user?.username : undefined;
    assert.deepEqual((await ask(bench, user, query)).data, {
      currentUser: {
        username,
        namespace: { fullPath: username, projects: { nodes: [], pageInfo: { hasNextPage: false } } },
      },
      metadata: { version: '19.4.0-ee' },
    });
    assert.deepEqual((await ask(bench, anonymous, query)).data, { currentUser: null, metadata: null });
  });
});

describe('requests', () => {
  it('answers several queries in one, each for itself', async () => {
    const bench = createBench();
    const body = [{ query: '{ currentUser { nonsense } }' }, { query: '{ metadata { version } }' }];
    const answer = await handleGraphql(bench.context, { authentication: member(bench.world, guest), body });
    const [wrong, right] = JSON.parse(JSON.stringify(answer.body)) as { errors?: object[]; data?: object }[];
    assert.equal(wrong?.errors?.length, 1);
    assert.deepEqual(right, { data: { metadata: { version: '19.4.0-ee' } } });
  });

  it('takes variables as JSON in a text, and refuses other texts with 422', async () => {
    const bench = createBench();
    const authentication = member(bench.world, reporter);
    const query = 'query($path: ID!) { project(fullPath: $path) { name } }';
    const good = await handleGraphql(bench.context, {
      authentication,
      body: { query, variables: '{"path":"acme/shop"}' },
    });
    assert.deepEqual(JSON.parse(JSON.stringify(good.body)), { data: { project: { name: 'Shop' } } });
    const bad = await handleGraphql(bench.context, { authentication, body: { query, variables: 'path' } });
    assert.equal(bad.status, 422);
  });

  it('says what is wrong with an empty or broken query, with 200', async () => {
    const bench = createBench();
    const user = member(bench.world, guest);
    assert.equal((await ask(bench, user, '')).errors?.[0]?.message, 'No query string was present');
    assert.match((await ask(bench, user, '{ project(')).errors?.[0]?.message ?? '', /Syntax Error/);
  });
});

function addRepository({ world }: Bench, id: number, name: string): void {
  const createdAt = new Date(Date.UTC(2025, 0, id));
  const path = name === '' ? 'acme/shop' : `acme/shop/${name}`;
  world.repositories.set(id, {
    id,
    projectId: 2,
    name,
    path,
    createdAt,
    updatedAt: createdAt,
    cleanupStatus: 'UNSCHEDULED',
  });
}
