import assert from 'node:assert/strict';
import type { Box } from '../../../gitlab/box.ts';
import { startBox } from '../../../gitlab/box.ts';
import { apiPathOf, call, projectAt, repositoryAt, statusOf } from '../../../fakes/callBox.ts';

describe('writes over REST', () => {
  let box: Box;
  let now = new Date('2026-09-01T12:00:00Z');
  beforeEach(async () => {
    now = new Date('2026-09-01T12:00:00Z');
    box = await startBox({ now: () => now });
  });
  afterEach(() => box.close());

  it('deletes one name and leaves the others of the same image', async () => {
    const path = apiPathOf(box, 'acme/shop/web');
    const answer = await call(box, 'developer', 'DELETE', `${path}/tags/latest`);
    assert.deepEqual([answer.status, answer.body], [200, 200]);
    assert.deepEqual(await box.backend.tagNames('acme/shop/web'), ['1.0', '1.0.0', '1.0.1', '1.0.2']);
  });

  it('refuses a protected tag to those below the rule, and a missing one with 403', async () => {
    const project = projectAt(box, 'acme/shop');
    project.tagRules.push({
      id: 1,
      tagNamePattern: '0\\.2',
      minimumAccessLevelForPush: 'maintainer',
      minimumAccessLevelForDelete: 'owner',
    });
    const path = `${apiPathOf(box, 'acme/shop/web')}/tags`;
    const refused = await call(box, 'maintainer', 'DELETE', `${path}/1.0.2`);
    assert.equal(refused.status, 403);
    assert.match(JSON.stringify(refused.body), /cannot delete protected tag\(s\)/);
    assert.equal(await statusOf(box, 'owner', 'DELETE', `${path}/1.0.2`), 200);
    assert.equal(await statusOf(box, 'owner', 'DELETE', `${path}/nowhere`), 403);
    assert.equal(await statusOf(box, 'maintainer', 'DELETE', apiPathOf(box, 'acme/shop/web')), 403);
    assert.equal(await statusOf(box, 'owner', 'DELETE', apiPathOf(box, 'acme/shop/web')), 202);
  });

  it('schedules the deletion of a repository and does it later', async () => {
    box.knobs.holdJobs = true;
    const path = apiPathOf(box, 'acme/shop/web');
    const { id } = repositoryAt(box, 'acme/shop/web');
    assert.equal(await statusOf(box, 'maintainer', 'DELETE', path), 202);
    const { body } = await call(box, 'maintainer', 'GET', `registry/repositories/${id}`);
    assert.equal((body as { status: string }).status, 'delete_scheduled');
    await box.jobs.run();
    assert.equal(await statusOf(box, 'maintainer', 'GET', `registry/repositories/${id}`), 404);
    assert.deepEqual(await box.backend.tagNames('acme/shop/web'), []);
  });

  it('runs a bulk deletion in the background, once an hour', async () => {
    const path = `${apiPathOf(box, 'acme/shop/web')}/tags`;
    assert.equal(await statusOf(box, 'maintainer', 'DELETE', path, { name_regex_delete: '1\\.0\\..*' }), 202);
    await box.jobs.run();
    assert.deepEqual(await box.backend.tagNames('acme/shop/web'), ['1.0', 'latest']);
    now = new Date(now.getTime() + 59 * 60_000);
    const again = await call(box, 'maintainer', 'DELETE', path, { name_regex_delete: '.*' });
    assert.equal(again.status, 400);
    assert.match(JSON.stringify(again.body), /at most once an hour/);
    now = new Date(now.getTime() + 2 * 60_000);
    assert.equal(await statusOf(box, 'maintainer', 'DELETE', path, { name_regex_delete: '.*' }), 202);
  });

  it('accepts an older_than that its job then cannot read, and says nothing', async () => {
    const path = `${apiPathOf(box, 'acme/shop/web')}/tags`;
    const rule = { name_regex_delete: '.*', older_than: '5 fortnights' };
    assert.equal(await statusOf(box, 'maintainer', 'DELETE', path, rule), 202);
    await box.jobs.run();
    assert.equal(box.jobs.failures.length, 1);
    assert.equal((await box.backend.tagNames('acme/shop/web')).length, 5);
  });

  it('refuses a bulk deletion without a pattern, with one that is no RE2, and with keep_n in words', async () => {
    const path = `${apiPathOf(box, 'acme/shop/web')}/tags`;
    assert.equal(await statusOf(box, 'maintainer', 'DELETE', path, { keep_n: 5 }), 400);
    assert.equal(await statusOf(box, 'maintainer', 'DELETE', path, { name_regex: '(?!x)' }), 400);
    assert.equal(await statusOf(box, 'maintainer', 'DELETE', path, { name_regex: '.*', keep_n: 'ten' }), 400);
    assert.equal(box.world.leases.size, 0);
  });

  describe('of a cleanup policy', () => {
    const put = (policy: object): ReturnType<typeof call> =>
      call(box, 'maintainer', 'PUT', 'projects/acme%2Fshop', {
        container_expiration_policy_attributes: policy,
      });
    const policyOf = async (): Promise<Record<string, unknown>> => {
      const { body } = await call(box, 'maintainer', 'GET', 'projects/acme%2Fshop');
      return (body as { container_expiration_policy: Record<string, unknown> }).container_expiration_policy;
    };

    it('starts with the defaults of the database', async () => {
      assert.deepEqual(await policyOf(), {
        cadence: '1d',
        enabled: false,
        keep_n: 10,
        older_than: '90d',
        name_regex: '.*',
        name_regex_keep: null,
        next_run_at: null,
      });
    });

    it('saves, sets the next run from now, and ignores name_regex_delete', async () => {
      const answer = await put({ enabled: true, cadence: '7d', keep_n: null, name_regex_delete: 'x' });
      assert.equal(answer.status, 200);
      const policy = await policyOf();
      assert.equal(policy['keep_n'], null);
      assert.equal(policy['name_regex'], '.*');
      assert.equal(policy['next_run_at'], '2026-09-08T12:00:00.000Z');
    });

    it('refuses what GitLab’s model refuses, all of it at once, and saves nothing', async () => {
      const { status, body } = await put({ enabled: true, keep_n: 7, older_than: '8d', name_regex: '(?!x)' });
      assert.equal(status, 400);
      const { message } = body as { message: Record<string, string[]> };
      assert.deepEqual(message['container_expiration_policy.keep_n'], ['is not included in the list']);
      assert.deepEqual(message['container_expiration_policy.older_than'], ['is not included in the list']);
      assert.match(String(message['container_expiration_policy.name_regex']), /^not valid RE2 syntax: /);
      assert.equal((await policyOf())['enabled'], false);
    });

    it('takes an invalid pattern while the policy is off, and complains when it is switched on', async () => {
      assert.equal((await put({ name_regex: '(?!x)' })).status, 200);
      assert.equal((await put({ enabled: true })).status, 400);
    });
  });

  it('keeps protection rules', async () => {
    const path = 'projects/acme%2Fshop/registry/protection/repository/rules';
    const rule = { repository_path_pattern: 'acme/shop/w*', minimum_access_level_for_delete: 'owner' };
    assert.equal(await statusOf(box, 'developer', 'GET', path), 403);
    const made = await call(box, 'maintainer', 'POST', path, rule);
    assert.equal(made.status, 201);
    assert.equal(await statusOf(box, 'maintainer', 'POST', path, rule), 422);
    const refused = await call(box, 'maintainer', 'DELETE', apiPathOf(box, 'acme/shop/web'));
    assert.match(JSON.stringify(refused.body), /Deleting protected container repository forbidden/);
    const { id } = made.body as { id: number };
    assert.equal(await statusOf(box, 'maintainer', 'DELETE', `${path}/${id}`), 204);
    assert.equal(await statusOf(box, 'maintainer', 'DELETE', apiPathOf(box, 'acme/shop/web')), 202);
  });

  it('keeps up to five tag rules and does not list immutable ones', async () => {
    const path = 'projects/acme%2Fshop/registry/protection/tag/rules';
    projectAt(box, 'acme/shop').tagRules.push({ id: 1, tagNamePattern: 'forever' });
    const rule = (at: number): object => ({
      tag_name_pattern: `v${at}`,
      minimum_access_level_for_push: 'maintainer',
      minimum_access_level_for_delete: 'owner',
    });
    for (let at = 1; at <= 4; at += 1) {
      assert.equal(await statusOf(box, 'maintainer', 'POST', path, rule(at)), 201);
    }
    assert.equal(await statusOf(box, 'maintainer', 'POST', path, rule(5)), 422);
    const { body } = await call(box, 'maintainer', 'GET', path);
    assert.equal((body as unknown[]).length, 4);
  });

  // gl: lib/api/project_container_registry_protection_tag_rules.rb; the calls came with 18.7, 18.8 and 18.9.
  it('changes and removes tag rules, and words its refusals in two ways', async () => {
    const path = 'projects/acme%2Fshop/registry/protection/tag/rules';
    const levels = { minimum_access_level_for_push: 'maintainer', minimum_access_level_for_delete: 'owner' };
    assert.equal(await statusOf(box, 'maintainer', 'POST', path, { tag_name_pattern: 'v' }), 400);
    const { body } = await call(box, 'maintainer', 'POST', path, { tag_name_pattern: 'v', ...levels });
    const { id } = body as { id: number };
    const taken = await call(box, 'maintainer', 'POST', path, { tag_name_pattern: 'v', ...levels });
    assert.deepEqual(
      [taken.status, taken.body],
      [422, { message: 'Tag name pattern has already been taken' }],
    );
    const long = await call(box, 'maintainer', 'PATCH', `${path}/${id}`, {
      tag_name_pattern: 'x'.repeat(101),
    });
    assert.deepEqual(long.body, {
      message: { error: 'Tag name pattern is too long (maximum is 100 characters)' },
    });
    assert.equal(await statusOf(box, 'maintainer', 'DELETE', `${path}/${id}`), 204);
    assert.equal(await statusOf(box, 'maintainer', 'DELETE', `${path}/${id}`), 404);
  });

  it('does not know calls about rules that its version does not have', async () => {
    await box.close();
    box = await startBox({ version: '17.1.0' });
    for (const kind of ['tag', 'repository']) {
      const path = `projects/acme%2Fshop/registry/protection/${kind}/rules`;
      const { status, body } = await call(box, 'maintainer', 'GET', path);
      assert.deepEqual([status, body], [404, { error: '404 Not Found' }]);
    }
  });
});
