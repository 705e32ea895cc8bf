import assert from 'node:assert/strict';
import { createGitlabClient, type GitlabClient } from '../../../../src/gitlab/client.ts';
import { startBox, type Box, type BoxOptions } from '../../../gitlab/box.ts';
import type { TokenName } from '../../../gitlab/seed/people.ts';
import { projectAt } from '../../../fakes/callBox.ts';
import { testHttp } from '../../../fakes/httpServer.ts';
import { api, graphql, instance, rejectsWith, schemaOf150 } from '../../../fakes/gitlabInstance.ts';

const project = 'acme/shop';
const both = { minimumAccessLevelForPush: 'MAINTAINER', minimumAccessLevelForDelete: 'OWNER' } as const;

describe('the GitLab client changes protection rules of a GitLab', () => {
  let box: Box;
  const open = async (options: BoxOptions = {}, as: TokenName = 'maintainer'): Promise<GitlabClient> => {
    box = await startBox(options);
    const token = () => Promise.resolve(box.tokens[as]);
    return createGitlabClient({ instanceUrl: box.url, token, http: testHttp().http });
  };
  afterEach(() => box.close());

  it('adds, lists, changes and removes a tag rule', async () => {
    const client = await open();
    await client.addProtectionRule('tag', project, { pattern: '^v', ...both });
    const [rule] = (await client.tagProtectionRules(project)) ?? [];
    assert.deepEqual({ ...rule, id: 0 }, { id: 0, pattern: '^v', ...both, isImmutable: false });
    const place = { kind: 'tag', fullPath: project, id: rule?.id ?? 0 } as const;
    await client.changeProtectionRule(place, { ...both, pattern: '^w', minimumAccessLevelForPush: 'ADMIN' });
    assert.deepEqual(projectAt(box, project).tagRules, [
      {
        id: rule?.id,
        tagNamePattern: '^w',
        minimumAccessLevelForPush: 'admin',
        minimumAccessLevelForDelete: 'owner',
      },
    ]);
    await client.removeProtectionRule(place);
    assert.deepEqual(await client.tagProtectionRules(project), []);
  });

  it('does the same with a repository rule, and takes one of its levels away', async () => {
    const client = await open();
    await client.addProtectionRule('repository', project, { pattern: 'acme/shop/w*', ...both });
    const [rule] = (await client.repositoryProtectionRules(project)) ?? [];
    const place = { kind: 'repository', fullPath: project, id: rule?.id ?? 0 } as const;
    await client.changeProtectionRule(place, {
      pattern: 'acme/shop/w*',
      minimumAccessLevelForDelete: 'OWNER',
    });
    assert.deepEqual(await client.repositoryProtectionRules(project), [
      { id: rule?.id, pattern: 'acme/shop/w*', minimumAccessLevelForDelete: 'OWNER', isImmutable: false },
    ]);
    await client.removeProtectionRule(place);
    assert.deepEqual(projectAt(box, project).repositoryRules, []);
  });

  it('hands on GitLab’s sentence for a rule that it does not take', async () => {
    const client = await open();
    await rejectsWith(
      client.addProtectionRule('tag', project, { pattern: 'x'.repeat(101), ...both }),
      'invalid',
      {
        code: 'badInput',
        serverMessage: 'Tag name pattern is too long (maximum is 100 characters)',
      },
    );
    const elsewhere = client.addProtectionRule('repository', project, { pattern: 'other/*', ...both });
    await rejectsWith(elsewhere, 'invalid', {
      serverMessage: "Repository path pattern should start with the project's full path",
    });
  });

  it('is denied to a developer', async () => {
    const client = await open({}, 'developer');
    await rejectsWith(client.addProtectionRule('tag', project, { pattern: 'v', ...both }), 'denied');
    const place = { kind: 'tag', fullPath: project, id: 1 } as const;
    await rejectsWith(client.removeProtectionRule(place), 'denied');
  });

  it('shows repository rules of 16.10, and none of an older GitLab', async () => {
    const client = await open({ version: '16.10.0' });
    assert.deepEqual(await client.repositoryProtectionRules(project), []);
    assert.equal(await client.tagProtectionRules(project), undefined);
    await box.close();
    assert.equal(await (await open({ version: '16.9.0' })).repositoryProtectionRules(project), undefined);
  });

  it('changes who sees the registry, for maintainers', async () => {
    const client = await open();
    const changed = await client.changeRegistryAccess(project, 'private');
    assert.equal(changed.registryAccess, 'private');
    assert.equal(projectAt(box, project).registryAccess, 'private');
    await box.close();
    await rejectsWith((await open({}, 'developer')).changeRegistryAccess(project, 'enabled'), 'denied');
  });
});

describe('the GitLab client changes protection rules over REST', () => {
  const { server, client, answer } = instance();
  const path = `${api}/projects/g%2Fp/registry/protection`;
  const nothing = { data: { __schema: { mutationType: { fields: [] } } } };
  beforeEach(() => answer('POST /gl/api/graphql', graphql({ __schema: nothing, __type: schemaOf150 })));

  it('where GraphQL lacks the mutations', async () => {
    answer(`POST ${path}/tag/rules`, { status: 201, json: {} });
    answer(`PATCH ${path}/repository/rules/7`, { json: {} });
    answer(`DELETE ${path}/tag/rules/8`, { status: 204 });
    await client().addProtectionRule('tag', 'g/p', { pattern: 'v', ...both });
    await client().changeProtectionRule(
      { kind: 'repository', fullPath: 'g/p', id: 7 },
      { pattern: 'g/p/x', minimumAccessLevelForDelete: 'ADMIN' },
    );
    await client().removeProtectionRule({ kind: 'tag', fullPath: 'g/p', id: 8 });
    const sent = server().seen.filter(({ url }) => !url.endsWith('graphql'));
    assert.deepEqual(
      sent.map(({ body }) => (body === '' ? undefined : (JSON.parse(body) as unknown))),
      [
        {
          tag_name_pattern: 'v',
          minimum_access_level_for_push: 'maintainer',
          minimum_access_level_for_delete: 'owner',
        },
        {
          repository_path_pattern: 'g/p/x',
          minimum_access_level_for_push: '',
          minimum_access_level_for_delete: 'admin',
        },
        undefined,
      ],
    );
    // The schema's mutations are asked for once.
    assert.equal(server().seen.length, 4);
  });

  it('and says so where neither has a call', async () => {
    answer(`POST ${path}/tag/rules`, { status: 404, json: { error: '404 Not Found' } });
    // Whether the project is there at all, before the address is taken for unknown.
    answer(`GET ${api}/projects?search=p&per_page=100&simple=true`, { json: [] });
    await rejectsWith(client().addProtectionRule('tag', 'g/p', { pattern: 'v', ...both }), 'invalid', {
      code: 'unsupported',
    });
  });

  it('with GitLab’s sentence, however it is wrapped', async () => {
    const taken = 'Tag name pattern has already been taken';
    answer(`POST ${path}/tag/rules`, { status: 422, json: { message: taken } });
    answer(`PATCH ${path}/tag/rules/1`, { status: 422, json: { message: { error: taken } } });
    await rejectsWith(client().addProtectionRule('tag', 'g/p', { pattern: 'v', ...both }), 'invalid', {
      code: 'badInput',
      serverMessage: taken,
    });
    const place = { kind: 'tag', fullPath: 'g/p', id: 1 } as const;
    await rejectsWith(client().changeProtectionRule(place, { pattern: 'v', ...both }), 'invalid', {
      code: 'badInput',
      serverMessage: `error: ${taken}`,
    });
  });
});
