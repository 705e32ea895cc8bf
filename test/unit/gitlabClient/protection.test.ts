import assert from 'node:assert/strict';
import { api, graphql, instance, schemaOf150, schemaOf194 } from './instance.ts';

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
