import assert from 'node:assert/strict';
import { connectionDetailsView, type ConnectionFacts } from '../../../../src/panels/connections/view.ts';
import { connectionReport } from '../../../../src/panels/connections/report.ts';

const facts: ConnectionFacts = {
  name: 'Work',
  instanceUrl: 'https://gitlab.example',
  gitlabVersion: '17.5.0',
  user: { username: 'ann', name: 'Ann Author' },
  credential: 'accessToken',
  token: { name: 'laptop', scopes: ['read_api'], expiresOn: '2027-01-01', storedIn: 'keychain' },
  tagSources: [
    { host: 'registry.example:5050', source: 'graphql', why: 'no metadata database' },
    { host: 'other.example' },
  ],
};

// Expected from GitLab's scopes: `api` is full, `read_api` reads; registry scopes reach the registry only
// (https://docs.gitlab.com/user/profile/personal_access_tokens/, "Personal access token scopes").
describe('What a token allows', () => {
  const allowed = (scopes: readonly string[] | undefined) => {
    const token = { storedIn: 'keychain' } as const;
    const view = connectionDetailsView({
      ...facts,
      token: scopes === undefined ? token : { ...token, scopes },
    });
    return Object.fromEntries(view.capabilities.map((row) => [row.capability, row.isAllowed]));
  };

  it('is everything with api', () => {
    assert.deepEqual([...new Set(Object.values(allowed(['api'])))], [true]);
  });

  it('is looking with read_api', () => {
    const { browse, pull, deleteTags, deleteRepository, editPolicy } = allowed(['read_api']);
    assert.deepEqual(
      [browse, pull, deleteTags, deleteRepository, editPolicy],
      [true, true, false, false, false],
    );
  });

  it('is unknown where GitLab does not tell the scopes', () => {
    assert.deepEqual([...new Set(Object.values(allowed(undefined)))], ['unknown']);
  });

  it('is what the registry alone can do for a deploy token, and looking for nobody', () => {
    const of = (credential: 'deployToken' | 'jobToken' | 'anonymous') =>
      Object.fromEntries(
        connectionDetailsView({ ...facts, credential, token: { storedIn: 'session' } }).capabilities.map(
          (row) => [row.capability, row.isAllowed],
        ),
      );
    const never = 'notWithThisKind';
    const registryOnly = {
      deleteTags: never,
      deleteRepository: never,
      editPolicy: never,
      createDeployTokens: never,
    };
    const token = { ...registryOnly, browse: never, pull: 'unknown', restoreTags: 'unknown' };
    assert.deepEqual(of('deployToken'), token);
    assert.deepEqual(of('jobToken'), token);
    assert.deepEqual(of('anonymous'), { ...registryOnly, browse: true, pull: true, restoreTags: never });
  });

  it('names for each action the scope that would be enough', () => {
    const needs = connectionDetailsView(facts).capabilities.map((row) => [row.capability, row.needsScope]);
    assert.ok(needs.some(([action, scope]) => action === 'deleteTags' && scope === 'api'));
    assert.ok(needs.some(([action, scope]) => action === 'browse' && scope === 'read_api'));
  });
});

describe('The connection report', () => {
  const report = connectionReport(connectionDetailsView(facts));

  it('says what a helper needs to know', () => {
    for (const line of [
      '- instance: https://gitlab.example',
      '- GitLab version: 17.5.0',
      '- token scopes: read_api',
      '- deleteTags: no (api)',
      '- browse: yes (read_api)',
      '- tags: registry.example:5050, graphql, no metadata database',
      '- tags: other.example, not used yet',
    ])
      assert.ok(report.split('\n').includes(line), `${line} in\n${report}`);
  });

  it('names neither the person nor the token', () => {
    assert.doesNotMatch(report, /ann|author|laptop/i);
  });

  it('calls unknown what is not known', () => {
    const bare = connectionReport(
      connectionDetailsView({
        name: 'x',
        instanceUrl: 'https://x',
        credential: 'accessToken',
        token: { storedIn: 'session' },
        tagSources: [],
      }),
    );
    assert.match(bare, /GitLab version: unknown/);
    assert.match(bare, /token scopes: unknown/);
    assert.match(bare, /browse: unknown/);
    assert.match(bare, /tags: none listed yet/);
  });
});
