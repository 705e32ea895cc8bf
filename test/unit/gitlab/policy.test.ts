import assert from 'node:assert/strict';
import { api, instance, rejectsWith, schemaOf194 } from '../../fakes/gitlabInstance.ts';

describe('the GitLab client reads and writes cleanup policies', () => {
  const { server, client, answer } = instance();
  const policy = {
    cadence: '7d',
    enabled: true,
    keep_n: 10,
    older_than: '90d',
    name_regex: '.*',
    name_regex_keep: null,
    next_run_at: '2026-01-08T00:00:00.000Z',
  };
  const project = {
    id: 9,
    path_with_namespace: 'g/p',
    web_url: 'https://x/g/p',
    container_registry_image_prefix: 'r/g/p',
  };

  for (const [what, project, expected] of [
    ['the cadence is told', { containerTagsExpirationPolicy: { cadence: 'EVERY_DAY' } }, true],
    ['the cadence is hidden', { containerTagsExpirationPolicy: { cadence: null } }, false],
    ['there is no policy', { containerTagsExpirationPolicy: null }, undefined],
    ['there is no project', null, undefined],
  ] as const)
    it(`knows who may save by what GitLab hides: ${what}`, async () => {
      const schema = {
        ...schemaOf194.data,
        Project: { fields: [{ name: 'containerTagsExpirationPolicy' }] },
      };
      answer('POST /gl/api/graphql', [{ json: { data: schema } }, { json: { data: { project } } }]);
      assert.equal(await client().mayEditPolicy('g/p'), expected);
    });

  it('does not know who may save before GitLab 17.5', async () => {
    answer('POST /gl/api/graphql', { json: schemaOf194 });
    assert.equal(await client().mayEditPolicy('g/p'), undefined);
    assert.equal(server().seen.length, 1);
  });

  it('with either name for the deleting pattern', async () => {
    const { name_regex, ...rest } = policy;
    answer(`GET ${api}/projects/g%2Fp`, [
      { json: { ...project, container_expiration_policy: policy } },
      { json: { ...project, container_expiration_policy: { ...rest, name_regex_delete: name_regex } } },
      { json: project },
    ]);
    const first = await client().projectRegistry('g/p');
    assert.deepEqual(first.policy, {
      enabled: true,
      cadence: '7d',
      keepN: 10,
      olderThan: '90d',
      nameRegex: '.*',
      nameRegexKeep: undefined,
      nextRunAt: '2026-01-08T00:00:00.000Z',
    });
    assert.deepEqual(await client().projectRegistry('g/p'), first);
    assert.deepEqual(await client().projectRegistry('g/p'), {
      id: 9,
      fullPath: 'g/p',
      webUrl: 'https://x/g/p',
      imagePrefix: 'r/g/p',
    });
  });

  it('writes `name_regex`, and null for what is cleared', async () => {
    answer(`PUT ${api}/projects/g%2Fp`, { json: { ...project, container_expiration_policy: policy } });
    await client().changePolicy('g/p', {
      enabled: true,
      keepN: 5,
      olderThan: undefined,
      nameRegex: 'v.+',
      nameRegexKeep: undefined,
    });
    assert.deepEqual(JSON.parse(server().seen[0]?.body ?? ''), {
      container_expiration_policy_attributes: {
        enabled: true,
        keep_n: 5,
        older_than: null,
        name_regex: 'v.+',
        name_regex_keep: null,
      },
    });
  });

  it("hands on GitLab's reason for refusing a policy", async () => {
    const message = { 'container_expiration_policy.name_regex': ['not valid RE2 syntax: missing )'] };
    answer(`PUT ${api}/projects/g%2Fp`, { status: 400, json: { message } });
    const serverMessage = 'container_expiration_policy.name_regex: not valid RE2 syntax: missing )';
    await rejectsWith(client().changePolicy('g/p', { nameRegex: '(' }), 'invalid', {
      code: 'badInput',
      serverMessage,
      fieldMessages: { name_regex: 'not valid RE2 syntax: missing )' },
    });
  });

  it('asks the schema what older_than may be; a value that we do not know stays as it is', async () => {
    answer('POST /gl/api/graphql', { json: schemaOf194 });
    assert.deepEqual(await client().olderThanValues(), ['7d', '3d', 'SOME_DAYS']);
  });
});
