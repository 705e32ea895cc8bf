import assert from 'node:assert/strict';
import { Failure } from '../../../../src/base/failure.ts';
import { api, graphql, instance, schemaOf150, schemaOf194 } from '../../../fakes/gitlabInstance.ts';

describe('the GitLab client reads tag protection rules', () => {
  const { client, answer } = instance();
  it('over GraphQL, immutable ones included', async () => {
    const id = 'gid://gitlab/ContainerRegistry::Protection::TagRule/7';
    const rule = { id, pattern: 'v.*', minimumAccessLevelForDelete: null, immutable: true };
    const rules = { rules: { nodes: [rule] } };
    answer(
      'POST /gl/api/graphql',
      graphql({ __type: schemaOf194, containerProtectionTagRules: { data: { project: rules } } }),
    );
    assert.deepEqual(await client().tagProtectionRules('g/p'), [
      { id: 7, pattern: 'v.*', isImmutable: true },
    ]);
  });

  // Source: GitLab `ContainerRegistry::Protection::TagRule` resolves to nothing without `admin_container_image`.
  it('takes an empty list for none only from who is shown rules', async () => {
    const project = (told: object) => ({ data: { project: { rules: { nodes: [] }, ...told } } });
    const shown: readonly object[] = [
      { maxAccessLevel: { stringValue: 'MAINTAINER' }, policy: null },
      { maxAccessLevel: { stringValue: 'NO_ACCESS' }, policy: { cadence: 'EVERY_DAY' } },
    ];
    const hidden: readonly object[] = [
      { maxAccessLevel: { stringValue: 'DEVELOPER' }, policy: { cadence: null } },
      { maxAccessLevel: { stringValue: 'NO_ACCESS' }, policy: null },
    ];
    const asked = (told: object): Promise<unknown> => {
      const data = { __type: schemaOf194, containerProtectionTagRules: project(told) };
      answer('POST /gl/api/graphql', graphql(data));
      return client().tagProtectionRules('g/p');
    };
    for (const told of shown) assert.deepEqual(await asked(told), []);
    for (const told of hidden) await assert.rejects(asked(told), (error) => Failure.is(error, 'denied'));
  });

  it('over REST where GraphQL lacks them, and not at all on an old GitLab', async () => {
    answer('POST /gl/api/graphql', { json: schemaOf150 });
    answer(`GET ${api}/projects/g%2Fp/registry/protection/tag/rules`, [
      {
        json: [
          {
            id: 1,
            project_id: 9,
            tag_name_pattern: 'v.*',
            minimum_access_level_for_push: 'maintainer',
            minimum_access_level_for_delete: 'owner',
          },
        ],
      },
      { status: 404, json: { error: '404 Not Found' } },
    ]);
    const rule = {
      id: 1,
      pattern: 'v.*',
      minimumAccessLevelForPush: 'MAINTAINER',
      minimumAccessLevelForDelete: 'OWNER',
      isImmutable: false,
    };
    assert.deepEqual(await client().tagProtectionRules('g/p'), [rule]);
    assert.equal(await client().tagProtectionRules('g/p'), undefined);
  });

  // Source: GitLab `AccessLevelEnum`; an administrator who is no member has NO_ACCESS.
  it('tells the person’s own role, where GitLab does', async () => {
    const role = (maxAccessLevel: unknown) => ({ data: { project: { maxAccessLevel } } });
    for (const [level, expected] of [
      [{ stringValue: 'DEVELOPER' }, 'DEVELOPER'],
      [{ stringValue: 'NO_ACCESS' }, undefined],
      [{ stringValue: null }, undefined],
    ] as const) {
      answer('POST /gl/api/graphql', graphql({ __type: schemaOf194, maxAccessLevel: role(level) }));
      assert.equal(await client().ownRole('g/p'), expected);
    }
  });

  it('does not tell the role of an old GitLab', async () => {
    answer('POST /gl/api/graphql', { json: schemaOf150 });
    assert.equal(await client().ownRole('g/p'), undefined);
  });
});
