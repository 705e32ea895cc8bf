import assert from 'node:assert/strict';
import { api, graphql, instance, schemaOf150, schemaOf194 } from './instance.ts';

describe('the GitLab client reads tag protection rules', () => {
  const { client, answer } = instance();
  it('over GraphQL, immutable ones included', async () => {
    const rule = { tagNamePattern: 'v.*', minimumAccessLevelForDelete: null, immutable: true };
    const rules = { containerProtectionTagRules: { nodes: [rule] } };
    answer(
      'POST /gl/api/graphql',
      graphql({ __type: schemaOf194, containerProtectionTagRules: { data: { project: rules } } }),
    );
    assert.deepEqual(await client().tagProtectionRules('g/p'), [{ pattern: 'v.*', isImmutable: true }]);
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
      pattern: 'v.*',
      minimumAccessLevelForPush: 'MAINTAINER',
      minimumAccessLevelForDelete: 'OWNER',
      isImmutable: false,
    };
    assert.deepEqual(await client().tagProtectionRules('g/p'), [rule]);
    assert.equal(await client().tagProtectionRules('g/p'), undefined);
  });
});
