import assert from 'node:assert/strict';
import type { Box } from '../../../gitlab/box.ts';
import { startBox } from '../../../gitlab/box.ts';
import type { TokenName } from '../../../gitlab/seed/people.ts';
import { apiPathOf, call, projectAt, repositoryAt, statusOf } from '../../../fakes/callBox.ts';

describe('who may do what over REST', () => {
  let box: Box;
  before(async () => (box = await startBox()));
  after(() => box.close());

  // doc/api/container_registry.md; spec/requests/api/project_container_repositories_spec.rb.
  const readers: readonly [TokenName | undefined, number][] = [
    ['admin', 200],
    ['owner', 200],
    ['maintainer', 200],
    ['developer', 200],
    ['reporter', 200],
    ['guest', 403],
    ['outsider', 404],
    [undefined, 404],
  ];
  for (const [who, status] of readers) {
    it(`answers ${status} to ${who ?? 'nobody'} who lists the repositories of a private project`, async () => {
      assert.equal(await statusOf(box, who, 'GET', 'projects/acme%2Fshop/registry/repositories'), status);
    });
  }

  it('lets everybody list the repositories of a public project', async () => {
    assert.equal(
      await statusOf(box, undefined, 'GET', 'projects/acme-open%2Fsite/registry/repositories'),
      200,
    );
  });

  it('hides a public project’s images from non-members where the registry is private, and from all where it is disabled', async () => {
    const project = projectAt(box, 'acme-open/site');
    const path = `projects/${project.id}/registry/repositories`;
    project.registryAccess = 'private';
    assert.equal(await statusOf(box, 'outsider', 'GET', path), 403);
    project.registryAccess = 'disabled';
    assert.equal(await statusOf(box, 'admin', 'GET', path), 403);
    project.registryAccess = 'enabled';
  });

  it('wants a signed-in caller for one repository even where the project is public', async () => {
    const { id } = repositoryAt(box, 'acme-open/site');
    assert.equal(await statusOf(box, undefined, 'GET', `registry/repositories/${id}`), 401);
    assert.equal(await statusOf(box, 'outsider', 'GET', `registry/repositories/${id}`), 200);
    const secret = repositoryAt(box, 'acme/shop/web');
    assert.equal(await statusOf(box, 'outsider', 'GET', `registry/repositories/${secret.id}`), 403);
  });

  it('offers the delete path to those who may use it only', async () => {
    const { id } = repositoryAt(box, 'acme/shop/web');
    const path = `registry/repositories/${id}`;
    const [maintainer, developer] = [
      await call(box, 'maintainer', 'GET', path),
      await call(box, 'developer', 'GET', path),
    ];
    assert.ok('delete_api_path' in (maintainer.body as object));
    assert.ok(!('delete_api_path' in (developer.body as object)));
  });

  it('keeps policies, bulk deletion and deletion of repositories for Maintainers, deletion of a tag for Developers', async () => {
    const path = apiPathOf(box, 'acme/shop/web');
    const attributes = { container_expiration_policy_attributes: { keep_n: 5 } };
    assert.equal(await statusOf(box, 'developer', 'PUT', 'projects/acme%2Fshop', attributes), 403);
    assert.equal(await statusOf(box, 'developer', 'DELETE', `${path}/tags`, { name_regex: 'x' }), 403);
    assert.equal(await statusOf(box, 'developer', 'DELETE', path), 403);
    assert.equal(await statusOf(box, 'reporter', 'DELETE', `${path}/tags/1.0.0`), 403);
    assert.equal(await statusOf(box, 'developer', 'DELETE', `${path}/tags/1.0.0`), 200);
  });

  // Facts 1.7.
  const scopes: readonly [TokenName, string, string, number][] = [
    ['readApi', 'GET', 'projects/acme%2Fshop', 200],
    ['readApi', 'PUT', 'projects/acme%2Fshop', 403],
    ['readRegistry', 'GET', 'projects/acme%2Fshop/registry/repositories', 403],
    ['readRegistry', 'GET', 'user', 403],
    ['readUser', 'GET', 'user', 200],
    ['readUser', 'GET', 'version', 200],
    ['readUser', 'GET', 'metadata', 200],
    ['readUser', 'GET', 'groups', 403],
    ['readRegistry', 'GET', 'personal_access_tokens/self', 200],
    ['oauth', 'GET', 'personal_access_tokens/self', 400],
    ['oauth', 'GET', 'user', 200],
    ['project', 'GET', 'projects/acme%2Fshop/registry/repositories', 200],
    ['deploy', 'GET', 'user', 401],
    ['expired', 'GET', 'user', 401],
    ['revoked', 'GET', 'user', 401],
  ];
  for (const [name, method, path, status] of scopes) {
    it(`answers ${status} to the token ${name} on ${method} ${path}`, async () => {
      assert.equal(await statusOf(box, name, method, path, method === 'PUT' ? {} : undefined), status);
    });
  }

  it('names the scopes that would do', async () => {
    const answer = await call(box, 'readRegistry', 'GET', 'groups');
    assert.deepEqual(answer.body, {
      error: 'insufficient_scope',
      error_description: 'The request requires higher privileges than provided by the access token.',
      scope: 'api read_api',
    });
  });

  it('takes PRIVATE-TOKEN as well as Bearer, and a job token for its own project only', async () => {
    const as = (headers: Record<string, string>, path: string): Promise<number> =>
      fetch(`${box.url}/api/v4/${path}`, { headers }).then(({ status }) => status);
    assert.equal(await as({ 'private-token': box.tokens.owner }, 'user'), 200);
    assert.equal(await as({ 'private-token': 'wrong' }, 'user'), 401);
    const job = { 'job-token': box.tokens.job };
    assert.equal(await as(job, 'projects/acme%2Fshop/registry/repositories'), 200);
    assert.equal(await as(job, 'projects/acme%2Fplatform%2Ftools/registry/repositories'), 404);
    assert.equal(await as(job, 'user'), 401);
  });
});
