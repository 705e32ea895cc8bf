// Every list and document of GitLab's API with one odd field: it is a wrong field that is named, or it is not known; it never gets further.
import assert from 'node:assert/strict';
import type { GitlabClient } from '../../../src/gitlab/client.ts';
import { api, graphql, instance, rejectsWith, schemaOf194 } from '../../fakes/gitlabInstance.ts';

const huge = 'x'.repeat(1_000_000);
/** What is no identifier, name, path, word or pattern anywhere. */
const odd: readonly unknown[] = [-5, 1.5, { a: 1 }, ['x'], true, 'a\r\nb: c', huge];
/** The same for what has to be a number. */
const oddNumber: readonly unknown[] = [...odd, null, '7', 2 ** 60];

interface Door {
  /** What is asked for. */
  readonly call: (client: GitlabClient) => Promise<unknown>;
  readonly route: string;
  /** The whole answer around the document. */
  readonly around: (document: Readonly<Record<string, unknown>>) => unknown;
  readonly document: Readonly<Record<string, unknown>>;
  /** Fields that decide, and what each must not be. */
  readonly fields: Readonly<Record<string, readonly unknown[]>>;
}

const project = (field: string, value: object) => ({ [field]: { data: { project: value } } });
const repository = `${api}/projects/g%2Fp/repository`;
const doors: Readonly<Record<string, Door>> = {
  user: {
    call: (client) => client.currentUser(),
    route: `GET ${api}/user`,
    around: (document) => document,
    document: { id: 7, username: 'ada', name: 'Ada' },
    fields: { id: oddNumber, username: [...odd, '', 'a b', '$(id)'], name: [7, null] },
  },
  version: {
    call: (client) => client.version(),
    route: `GET ${api}/metadata`,
    around: (document) => document,
    document: { version: '19.4.0' },
    fields: { version: [...odd, '', '1 2'] },
  },
  'merge request': {
    call: (client) => client.mergeRequests('g/p', { state: 'all' }),
    route: 'POST /gl/api/graphql',
    around: (document) =>
      project('mergeRequests', { mergeRequests: { nodes: [document], pageInfo: { hasNextPage: false } } }),
    document: { iid: '12', state: 'merged', sourceBranch: 'x', sourceProjectId: 7, projectId: 7 },
    fields: {
      iid: [...odd, '-1', '1e9'],
      state: [...odd, '', null],
      sourceBranch: [...odd, '', 'a b', 'a..b'],
      projectId: oddNumber,
    },
  },
  'merge request of a commit': {
    call: (client) => client.mergeRequestsOfCommit('g/p', 'abc'),
    route: `GET ${repository}/commits/abc/merge_requests`,
    around: (document) => [document],
    document: { iid: 12, state: 'merged', source_branch: 'x', source_project_id: 7, target_project_id: 7 },
    fields: { iid: oddNumber, state: odd, source_branch: [...odd, 'a b'], target_project_id: oddNumber },
  },
  branch: {
    call: (client) => client.branches('g/p'),
    route: `GET ${repository}/branches`,
    around: (document) => [document],
    document: { name: 'main' },
    fields: { name: [...odd, '', 'a..b', 'a b'] },
  },
  'git tag': {
    call: (client) => client.gitTags('g/p'),
    route: `GET ${repository}/tags`,
    around: (document) => [document],
    document: { name: 'v1' },
    fields: { name: [...odd, '', 'a..b'] },
  },
  'project and policy': {
    call: (client) => client.projectRegistry('g/p'),
    route: `GET ${api}/projects/g%2Fp`,
    around: ({ cadence, keep_n, older_than, name_regex, ...rest }) => ({
      ...rest,
      container_expiration_policy: { enabled: true, cadence, keep_n, older_than, name_regex },
    }),
    document: {
      id: 9,
      path_with_namespace: 'g/p',
      web_url: 'https://x.example/g/p',
      cadence: '7d',
      keep_n: 10,
      older_than: '90d',
      name_regex: '.*',
    },
    fields: {
      id: oddNumber,
      path_with_namespace: [...odd, '', '../x', '/g'],
      web_url: [...odd, 'javascript:alert(1)', 'command:x'],
      cadence: [...odd, '', 'a b'],
      keep_n: [-5, 1.5, 'a b', huge],
      older_than: [...odd, 'a b'],
      name_regex: [7, huge],
    },
  },
  'rule for tags': {
    call: (client) => client.tagProtectionRules('g/p'),
    route: 'POST /gl/api/graphql',
    around: (document) => project('containerProtectionTagRules', { rules: { nodes: [document] } }),
    document: {
      id: 'gid://gitlab/ContainerRegistry::Protection::TagRule/7',
      pattern: 'v.*',
      minimumAccessLevelForPush: 'OWNER',
      minimumAccessLevelForDelete: 'OWNER',
    },
    fields: {
      id: [...odd, 'gid://gitlab/User/7', 'gid://gitlab/ContainerRegistry::Protection::TagRule/-7'],
      pattern: [7, null, huge],
      // A level that is not known is not no level.
      minimumAccessLevelForPush: [...odd, 'a b'],
      minimumAccessLevelForDelete: [...odd, ''],
    },
  },
  'deploy token': {
    call: (client) => client.deployTokens({ kind: 'project', path: 'g/p' }),
    route: `GET ${api}/projects/g%2Fp/deploy_tokens`,
    around: (document) => [document],
    document: { id: 3, name: 'CI', username: 'gitlab+deploy-token-3' },
    fields: { id: oddNumber, name: [7, null], username: [...odd, '', 'a b', '-p "$(id)"\n'] },
  },
};

describe('an answer of GitLab with an odd', () => {
  const { client, answer } = instance();
  const reply = ({ route, around }: Door, document: Door['document']): void => {
    const body = around(document);
    if (route.startsWith('POST')) answer(route, graphql({ __type: schemaOf194, ...(body as object) }));
    else answer(route, { json: body });
  };

  for (const [what, door] of Object.entries(doors)) {
    it(`${what}: without one it is taken`, async () => {
      reply(door, door.document);
      assert.ok(await door.call(client()));
    });

    for (const [field, values] of Object.entries(door.fields))
      it(`${what}: ${field} is named as the wrong field`, async () => {
        for (const value of values) {
          reply(door, { ...door.document, [field]: value });
          await rejectsWith(door.call(client()), 'invalid', { code: 'wrongShape' });
        }
      });
  }

  it('name is shown by its beginning, as one line in which nothing hides', async () => {
    answer(`GET ${api}/user`, { json: { id: 7, username: 'ada', name: `Ada\u202e\n${huge}` } });
    const { name } = await client().currentUser();
    assert.equal(name.length, 255);
    assert.match(name, /^Ada {2}x+$/);
  });

  it('date is not known', async () => {
    const request = { iid: 1, state: 'merged', source_branch: 'x', target_project_id: 7, merged_at: huge };
    answer(`GET ${repository}/commits/abc/merge_requests`, { json: [request] });
    const [read] = await client().mergeRequestsOfCommit('g/p', 'abc');
    assert.deepEqual(Object.keys(read ?? {}), ['iid', 'state', 'sourceBranch', 'isFromFork']);
  });

  it('location of a project’s images is not known', async () => {
    const read = { id: 9, path_with_namespace: 'g/p', web_url: 'https://x.example/g/p' };
    for (const prefix of ['u:p@evil/g/p', 'r.example/g/p\nrm -rf ~', huge, 7]) {
      answer(`GET ${api}/projects/g%2Fp`, { json: { ...read, container_registry_image_prefix: prefix } });
      assert.equal((await client().projectRegistry('g/p')).imagePrefix, undefined);
    }
  });
});
