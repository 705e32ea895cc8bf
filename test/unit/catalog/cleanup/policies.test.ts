import assert from 'node:assert/strict';
import { Catalog } from '../../../../src/catalog/lists/catalog.ts';
import { Policies } from '../../../../src/catalog/cleanup/policies.ts';
import type { ClientPool } from '../../../../src/connections/clients.ts';
import type { Connections } from '../../../../src/connections/connections.ts';
import { Failure } from '../../../../src/base/failure.ts';
import type { CleanupPolicy } from '../../../../src/domain/cleanup/policy.ts';
import type { PolicyProject, RepositoryTags } from '../../../../src/domain/cleanup/policyProject.ts';
import { createGitlabClient } from '../../../../src/gitlab/client.ts';
import { createRegistryClient } from '../../../../src/registry/client.ts';
import { startBox, type Box, type BoxOptions } from '../../../gitlab/box.ts';
import type { TokenName } from '../../../gitlab/seed/people.ts';
import { projectAt } from '../../../fakes/callBox.ts';
import { testHttp } from '../../../fakes/httpServer.ts';

const address = { connectionId: 'c', projectPath: 'acme/shop' };
const log = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };
const never = new AbortController().signal;

describe('Policies', () => {
  let box: Box;
  const open = async (options: BoxOptions = {}, as: TokenName = 'maintainer', scopes?: readonly string[]) => {
    box = await startBox(options);
    const { http } = testHttp({ now: Date.now });
    const token = (): Promise<string> => Promise.resolve(box.tokens[as]);
    const gitlab = createGitlabClient({ instanceUrl: box.url, token, http });
    const clients = {
      of: () => ({
        gitlab,
        registry: (host: string) => {
          const credentials = async () => ({ username: 'maintainer', password: await token() });
          return createRegistryClient({ host, instanceUrl: box.url, credentials, http });
        },
      }),
    } as unknown as ClientPool;
    const connections = {
      onDidChange: () => ({ dispose: () => undefined }),
      onDidChangeAccess: () => ({ dispose: () => undefined }),
      get: () => ({ instanceUrl: box.url, scopes }),
    } as unknown as Connections;
    const catalog = new Catalog(connections, clients, http, log);
    return new Policies(connections, clients, catalog, log);
  };
  afterEach(() => box.close());
  const fieldsOf = ({ policy }: PolicyProject): CleanupPolicy => policy ?? assert.fail('no policy');

  it('reads the policy, the values that this version takes, and who may save', async () => {
    const policies = await open({ version: '19.4.0' });
    projectAt(box, 'acme/shop').tagRules.push({
      id: 1,
      tagNamePattern: '^v',
      minimumAccessLevelForDelete: 'owner',
    });
    const project = await policies.project(address, never);
    // The database defaults of GitLab.
    assert.deepEqual(
      { ...fieldsOf(project), nextRunAt: undefined },
      {
        enabled: false,
        cadence: '1d',
        keepN: 10,
        olderThan: '90d',
        nameRegex: '.*',
        nameRegexKeep: undefined,
        nextRunAt: undefined,
      },
    );
    assert.deepEqual(project.protections, ['^v']);
    assert.ok(project.olderThanValues.includes('1095d'));
    assert.equal(project.access, 'editor');
  });

  it('leaves protection unknown to who is not shown the rules, instead of none', async () => {
    const policies = await open({}, 'developer');
    projectAt(box, 'acme/shop').tagRules.push({
      id: 1,
      tagNamePattern: '^v',
      minimumAccessLevelForDelete: 'owner',
    });
    assert.equal((await policies.project(address, never)).protections, undefined);
  });

  it('tells when it has read a project, and not when it could not', async () => {
    const policies = await open();
    const read: unknown[] = [];
    policies.onDidRead((project) => read.push(project));
    await assert.rejects(policies.project({ ...address, projectPath: 'acme/none' }, never));
    assert.deepEqual(read, []);
    await policies.project(address, never);
    assert.deepEqual(read, [address]);
  });

  it('is read-only for a Developer, and for a token that may only read', async () => {
    const developer = await open({}, 'developer');
    assert.equal((await developer.project(address, never)).access, 'role');
    await box.close();
    const reader = await open({}, 'readApi', ['read_api']);
    const project = await reader.project(address, never);
    assert.equal(project.access, 'scope');
    const failure = await reader
      .save(address, project.policy, { ...fieldsOf(project), keepN: 5 }, never)
      .then(
        () => assert.fail('saved'),
        (error: unknown) => Failure.from(error),
      );
    assert.deepEqual([failure.reason, failure.details.scope], ['denied', 'api']);
    assert.ok(!box.log.entries.some(({ method }) => method === 'PUT'));
  });

  it('lets an administrator save who is a Developer here, or no member at all', async () => {
    const policies = await open({}, 'admin');
    assert.equal((await policies.project(address, never)).access, 'editor');
    const { world } = box;
    const [acme] = [...world.groups.values()].filter(({ fullPath }) => fullPath === 'acme');
    const admin = [...world.users.values()].find(({ username }) => username === 'admin');
    assert.ok(acme && admin);
    world.memberships.push({ userId: admin.id, sourceKind: 'group', sourceId: acme.id, level: 30 });
    const project = await policies.project(address, never);
    assert.equal(project.access, 'editor');
    const saving = await policies.save(address, project.policy, { ...fieldsOf(project), keepN: 5 }, never);
    assert.equal(saving.code, 'saved');
  });

  it('leaves it to GitLab where it does not show who may save, and hands on its refusal', async () => {
    const policies = await open({ version: '16.11.0' }, 'developer');
    const project = await policies.project(address, never);
    assert.equal(project.access, 'unknown');
    const failure = await policies
      .save(address, project.policy, { ...fieldsOf(project), keepN: 5 }, never)
      .then(
        () => assert.fail('saved'),
        (error: unknown) => Failure.from(error),
      );
    assert.equal(failure.reason, 'denied');
    assert.ok(box.log.entries.some(({ method, status }) => method === 'PUT' && status === 403));
  });

  it('has what decides about tags without a request, once policy and tags were read and until either changes', async () => {
    const policies = await open();
    const tags = await policies.tags(address, { signal: never, isFresh: false, onProgress: () => undefined });
    const web = tags.find(({ path }) => path === 'acme/shop/web')?.repository ?? assert.fail('no repository');
    assert.equal(policies.loaded(address, web), undefined);
    await policies.project(address, never);
    box.log.clear();
    const loaded = policies.loaded({ ...address, projectPath: 'Acme/Shop' }, web);
    assert.equal(loaded?.project.fullPath, 'acme/shop');
    assert.deepEqual(
      [loaded.repository.tags.length, loaded.repository.registry, loaded.repository.state],
      [5, 'metadataDatabase', 'complete'],
    );
    assert.equal(box.log.count(), 0);
    const { policy } = projectAt(box, 'acme/shop');
    assert.ok(policy);
    policy.enabled = !policy.enabled;
    await policies.tags(address, { signal: never, isFresh: true, onProgress: () => undefined });
    assert.equal(policies.loaded(address, web), undefined);
  });

  it('saves, and leaves alone what was not changed', async () => {
    const policies = await open();
    const { policy } = projectAt(box, 'acme/shop');
    assert.ok(policy);
    // A value that this extension does not know.
    policy.olderThan = '2fortnights';
    const project = await policies.project(address, never);
    const seen = fieldsOf(project);
    const saving = policies.save(address, seen, { ...seen, keepN: 25, nameRegexKeep: 'v.+' }, never);
    // GitLab validates the whole policy, so this one can only be refused: nothing may have been sent for the field itself.
    const failure = await saving.then(
      () => undefined,
      (error: unknown) => Failure.from(error),
    );
    assert.deepEqual(Object.keys(failure?.details.fieldMessages ?? {}), ['older_than']);
    policy.olderThan = '30d';
    const again = fieldsOf(await policies.project(address, never));
    const { code } = await policies.save(
      address,
      again,
      { ...again, keepN: 25, nameRegexKeep: 'v.+' },
      never,
    );
    assert.deepEqual(
      [code, policy.keepN, policy.nameRegexKeep, policy.olderThan],
      ['saved', 25, 'v.+', '30d'],
    );
  });

  it('sends nothing when somebody changed the policy meanwhile, or when it is already as wanted', async () => {
    const policies = await open();
    const { policy } = projectAt(box, 'acme/shop');
    assert.ok(policy);
    const seen = fieldsOf(await policies.project(address, never));
    policy.keepN = 50;
    const wanted = { ...seen, nameRegex: 'dev-.*' };
    const { code, project } = await policies.save(address, seen, wanted, never);
    assert.deepEqual([code, fieldsOf(project).keepN], ['changedMeanwhile', 50]);
    Object.assign(policy, { keepN: seen.keepN, nameRegex: 'dev-.*' });
    assert.equal((await policies.save(address, seen, wanted, never)).code, 'saved');
    assert.ok(!box.log.entries.some(({ method }) => method === 'PUT'));
  });

  it('hands on what GitLab says of a field', async () => {
    const policies = await open();
    const seen = fieldsOf(await policies.project(address, never));
    const wanted = { ...seen, enabled: true, nameRegex: '(' };
    const failure = await policies.save(address, seen, wanted, never).then(
      () => assert.fail('saved'),
      (error: unknown) => Failure.from(error),
    );
    assert.match(failure.details.fieldMessages?.['name_regex'] ?? '', /not valid RE2 syntax/);
    assert.equal(projectAt(box, 'acme/shop').policy?.nameRegex, '.*');
  });

  it('lists all tags of all repositories and finds out that the registry has a metadata database', async () => {
    const policies = await open();
    const progress: (readonly RepositoryTags[])[] = [];
    const tags = await policies.tags(address, {
      signal: never,
      isFresh: false,
      onProgress: (found) => progress.push(found),
    });
    assert.deepEqual(
      tags.map(({ path, tags: own, state, registry }) => [path, own.length, state, registry]).sort(),
      [
        ['acme/shop', 1, 'complete', 'metadataDatabase'],
        ['acme/shop/scratch', 0, 'complete', 'metadataDatabase'],
        ['acme/shop/web', 5, 'complete', 'metadataDatabase'],
      ],
    );
    assert.ok(progress.length >= 3);
  });

  it('lists what is new when it is asked for fresh tags', async () => {
    const policies = await open();
    const read = (isFresh: boolean) =>
      policies.tags(address, { signal: never, isFresh, only: 'acme/shop/web', onProgress: () => undefined });
    const names = async (isFresh: boolean) => (await read(isFresh))[0]?.tags.map(({ name }) => name) ?? [];
    const [gone = ''] = await names(false);
    await box.backend.deleteTag('acme/shop/web', gone);
    assert.ok((await names(false)).includes(gone));
    assert.ok(!(await names(true)).includes(gone));
  });
});
