import assert from 'node:assert/strict';
import { Catalog } from '../../../src/catalog/catalog.ts';
import { openAccess } from '../../../src/catalog/openAccess.ts';
import type { AccessChange, ProjectAccess } from '../../../src/catalog/projectAccess.ts';
import type { ClientPool } from '../../../src/connections/clients.ts';
import type { Connections } from '../../../src/connections/connections.ts';
import { Failure } from '../../../src/base/failure.ts';
import type { ProjectAddress } from '../../../src/domain/cleanup/policyProject.ts';
import type { CredentialKind } from '../../../src/domain/credential.ts';
import type { RuleList } from '../../../src/domain/projectAccess.ts';
import type { ProtectionRule } from '../../../src/domain/protection/rule.ts';
import { createGitlabClient } from '../../../src/gitlab/client.ts';
import { refuseWrites } from '../../../src/net/refuseWrites.ts';
import { createRegistryClient } from '../../../src/registry/client.ts';
import { startBox, type Box, type BoxOptions } from '../../gitlab/box.ts';
import type { TokenName } from '../../gitlab/seed/people.ts';
import { projectAt } from '../gitlab/callBox.ts';
import { testHttp } from '../net/server.ts';

const address = { connectionId: 'c', projectPath: 'acme/shop' };
const log = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };
const never = new AbortController().signal;
const both = { minimumAccessLevelForPush: 'MAINTAINER', minimumAccessLevelForDelete: 'OWNER' } as const;

/** Who looks, and how. */
interface Visit extends BoxOptions {
  readonly as?: TokenName | 'nobody';
  readonly scopes?: readonly string[];
  readonly isReadOnly?: boolean;
}

describe('ProjectAccess', () => {
  let box: Box;
  let catalog: Catalog;
  let forgotten: ProjectAddress[];
  let changes: AccessChange[];
  /** Names of methods of GraphQL and REST that changed something. */
  const writes = () =>
    box.log.entries.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/api/graphql')).length;

  const open = async ({ as = 'maintainer', scopes, isReadOnly, ...options }: Visit = {}) => {
    box = await startBox(options);
    const http = refuseWrites(testHttp({ now: Date.now }).http, () => isReadOnly === true);
    const password = as === 'nobody' ? undefined : box.tokens[as];
    const gitlab = createGitlabClient({ instanceUrl: box.url, token: () => Promise.resolve(password), http });
    const registry = (host: string) =>
      createRegistryClient({
        host,
        instanceUrl: box.url,
        credentials: () => Promise.resolve(password === undefined ? undefined : { username: as, password }),
        http,
      });
    const clients = { of: () => ({ gitlab, registry }) } as unknown as ClientPool;
    const credential: CredentialKind = as === 'nobody' ? 'anonymous' : 'accessToken';
    const connections = {
      onDidChange: () => ({ dispose: () => undefined }),
      onDidChangeAccess: () => ({ dispose: () => undefined }),
      get: () => ({
        instanceUrl: box.url,
        credential,
        scopes: as === 'nobody' ? undefined : (scopes ?? ['api']),
      }),
      list: () => [],
    } as unknown as Connections;
    catalog = new Catalog(connections, clients, http, log);
    forgotten = [];
    changes = [];
    const policies = { forget: (one: ProjectAddress) => void forgotten.push(one) };
    const access = openAccess(catalog, { clients, connections, http, log, policies });
    access.onDidChange((change) => changes.push(change));
    return access;
  };
  afterEach(async () => {
    assert.deepEqual(box.log.unknownRequests, []);
    await box.close();
  });

  const shop = () => projectAt(box, 'acme/shop');
  const protect = (): void => {
    shop().tagRules.push(
      {
        id: 71,
        tagNamePattern: '^1\\.',
        minimumAccessLevelForPush: 'maintainer',
        minimumAccessLevelForDelete: 'owner',
      },
      { id: 72, tagNamePattern: 'forever' },
    );
    shop().repositoryRules.push({
      id: 81,
      repositoryPathPattern: 'acme/shop/w*',
      minimumAccessLevelForDelete: 'admin',
    });
  };
  const rulesIn = (list: RuleList): readonly ProtectionRule[] =>
    list.code === 'listed' ? list.rules : assert.fail(list.code);
  const firstTagRule = async (access: ProjectAccess): Promise<ProtectionRule> => {
    const [rule] = rulesIn((await access.project(address, never)).rules.tag);
    return rule ?? assert.fail('no rule');
  };
  const failureOf = (asked: Promise<unknown>): Promise<Failure> =>
    asked.then(
      () => assert.fail('did not fail'),
      (error: unknown) => Failure.from(error),
    );

  it('reads visibility, role and rules of both kinds, immutable ones too', async () => {
    const access = await open();
    protect();
    const project = await access.project(address, never);
    assert.deepEqual(
      [project.visibility, project.registryAccess, project.role, project.administers],
      ['private', 'enabled', 'MAINTAINER', true],
    );
    assert.deepEqual(rulesIn(project.rules.tag), [
      { id: 71, pattern: '^1\\.', ...both, isImmutable: false },
      { id: 72, pattern: 'forever', isImmutable: true },
    ]);
    assert.deepEqual(rulesIn(project.rules.repository), [
      { id: 81, pattern: 'acme/shop/w*', minimumAccessLevelForDelete: 'ADMIN', isImmutable: false },
    ]);
  });

  it('takes no more than five requests for it, and one for the schema', async () => {
    const access = await open();
    await access.project(address, never);
    assert.equal(box.log.count(), 5);
    box.log.clear();
    await access.project(address, never);
    assert.equal(box.log.count(), 4);
  });

  it('does not say that there are no rules to a developer, who is shown none', async () => {
    const access = await open({ as: 'developer' });
    protect();
    const project = await access.project(address, never);
    assert.deepEqual([project.role, project.administers], ['DEVELOPER', false]);
    assert.deepEqual([project.rules.tag.code, project.rules.repository.code], ['hidden', 'hidden']);
  });

  it('knows an administrator who is no member as a maintainer', async () => {
    const project = await (await open({ as: 'admin' })).project(address, never);
    assert.deepEqual([project.administers, project.rules.tag.code], [true, 'listed']);
  });

  it('tells what GitLab is too old for: rules before 17.8, the role before 16.0', async () => {
    const access = await open({ version: '17.7.0' });
    const project = await access.project(address, never);
    assert.deepEqual([project.rules.tag.code, project.rules.repository.code], ['unsupported', 'listed']);
    await box.close();
    const old = await (await open({ version: '15.11.0', as: 'developer' })).project(address, never);
    // By membership.
    assert.equal(old.role, 'DEVELOPER');
  });

  it('says that rules could not be read where GitLab failed, and shows the rest', async () => {
    const access = await open();
    await access.project(address, never);
    box.knobs.faults = [{ act: { kind: 'status', status: 502 }, path: /graphql/ }];
    const project = await access.project(address, never);
    assert.deepEqual([project.rules.tag.code, project.registryAccess], ['failed', 'enabled']);
  });

  it('looks at a public project without signing in', async () => {
    const access = await open({ as: 'nobody' });
    const project = await access.project({ ...address, projectPath: 'acme-open/site' }, never);
    assert.equal(project.visibility, 'public');
    assert.deepEqual([project.administers, project.rules.tag.code], [false, 'hidden']);
  });

  describe('changes who sees the registry', () => {
    it('and tells those who show it', async () => {
      const access = await open();
      const saving = await access.changeVisibility(address, 'enabled', 'private', never);
      assert.deepEqual(saving, { code: 'saved', registryAccess: 'private' });
      assert.equal(shop().registryAccess, 'private');
      assert.deepEqual(changes, [{ ...address, what: 'visibility' }]);
      assert.deepEqual(forgotten, []);
    });

    it('not when somebody else changed it, and not again when it is as wanted', async () => {
      const access = await open();
      shop().registryAccess = 'disabled';
      const other = await access.changeVisibility(address, 'enabled', 'private', never);
      assert.deepEqual(other, { code: 'changedMeanwhile', registryAccess: 'disabled' });
      assert.equal((await access.changeVisibility(address, 'enabled', 'disabled', never)).code, 'saved');
      assert.equal(writes(), 0);
    });

    it('counts one as saved whose answer got lost, and sends it once', async () => {
      const access = await open();
      box.knobs.faults = [{ act: { kind: 'reset', when: 'after' }, method: 'PUT' }];
      assert.equal((await access.changeVisibility(address, 'enabled', 'private', never)).code, 'saved');
      assert.equal(writes(), 1);
    });

    it('fails when it did not get through, and does not know when nothing can be read', async () => {
      const access = await open();
      box.knobs.faults = [{ act: { kind: 'reset', when: 'before' }, method: 'PUT' }];
      const failure = await failureOf(access.changeVisibility(address, 'enabled', 'private', never));
      assert.equal(failure.reason, 'offline');
      box.knobs.faults = [
        { act: { kind: 'reset', when: 'after' }, method: 'PUT' },
        { act: { kind: 'status', status: 500 }, method: 'GET', skip: 1 },
      ];
      const { code } = await access.changeVisibility(address, 'enabled', 'private', never);
      assert.equal(code, 'unclear');
    });

    it('is refused to a developer, to a token that only reads, and in read-only mode', async () => {
      const asDeveloper = await open({ as: 'developer' });
      const denied = await failureOf(asDeveloper.changeVisibility(address, 'enabled', 'private', never));
      assert.deepEqual([denied.reason, denied.details.status], ['denied', 403]);
      await box.close();
      const reading = await open({ as: 'readApi', scopes: ['read_api'] });
      const scope = await failureOf(reading.changeVisibility(address, 'enabled', 'private', never));
      assert.deepEqual([scope.details.code, scope.details.scope], ['insufficientScope', 'api']);
      assert.equal(box.log.count(), 0);
      await box.close();
      const readOnly = await open({ isReadOnly: true });
      const mode = await failureOf(readOnly.changeVisibility(address, 'enabled', 'private', never));
      assert.equal(mode.details.code, 'readOnly');
    });
  });

  describe('changes rules', () => {
    const added = { act: 'add', kind: 'tag', wanted: { pattern: '^v', ...both } } as const;

    it('adds, changes and removes them, and has protection forgotten', async () => {
      const access = await open();
      const saving = await access.changeRule(address, added, never);
      assert.deepEqual([saving.code, saving.rules?.map(({ pattern }) => pattern)], ['saved', ['^v']]);
      const seen = await firstTagRule(access);
      const wanted = { ...added.wanted, pattern: '^w' };
      await access.changeRule(address, { act: 'change', kind: 'tag', seen, wanted }, never);
      assert.equal(shop().tagRules[0]?.tagNamePattern, '^w');
      const now = await firstTagRule(access);
      const removal = await access.changeRule(address, { act: 'remove', kind: 'tag', seen: now }, never);
      assert.deepEqual([removal, shop().tagRules], [{ code: 'saved', rules: [] }, []]);
      assert.deepEqual(forgotten, [address, address, address]);
    });

    it('does not have tags’ protection forgotten for a repository rule', async () => {
      const access = await open();
      const wanted = { pattern: 'acme/shop/w*', minimumAccessLevelForDelete: 'OWNER' } as const;
      await access.changeRule(address, { act: 'add', kind: 'repository', wanted }, never);
      assert.equal(shop().repositoryRules.length, 1);
      assert.deepEqual([forgotten, changes.map(({ what }) => what)], [[], ['repository']]);
    });

    for (const when of ['after', 'before'] as const)
      it(`reads the rules after an answer that got lost, ${when} GitLab took it, and sends nothing twice`, async () => {
        const access = await open();
        await access.changeRule(address, { ...added, wanted: { ...added.wanted, pattern: 'warm' } }, never);
        box.knobs.faults = [
          // The rules are read, then the rule is sent, then the rules are read again.
          { act: { kind: 'reset', when }, path: /graphql/, skip: 1, times: 1 },
        ];
        const asked = access.changeRule(address, added, never);
        if (when === 'after') assert.equal((await asked).code, 'saved');
        else assert.equal((await failureOf(asked)).reason, 'offline');
        assert.equal(
          shop().tagRules.filter(({ tagNamePattern }) => tagNamePattern === '^v').length,
          when === 'after' ? 1 : 0,
        );
      });

    it('does not know what became of it when no answer came and the rules cannot be read', async () => {
      const access = await open();
      await access.changeRule(address, { ...added, wanted: { ...added.wanted, pattern: 'warm' } }, never);
      box.knobs.faults = [{ act: { kind: 'reset', when: 'before' }, path: /graphql/, skip: 1 }];
      assert.deepEqual(await access.changeRule(address, added, never), { code: 'unclear' });
    });

    it('sends nothing when the rule is another one by now, or gone', async () => {
      const access = await open();
      protect();
      const seen = await firstTagRule(access);
      const [rule] = shop().tagRules;
      shop().tagRules[0] = { ...rule!, minimumAccessLevelForDelete: 'admin' };
      const wanted = { ...added.wanted, pattern: '^w' };
      for (const change of [
        { act: 'change', kind: 'tag', seen, wanted },
        { act: 'remove', kind: 'tag', seen },
      ] as const)
        assert.equal((await access.changeRule(address, change, never)).code, 'changedMeanwhile');
      shop().tagRules.splice(0, 1);
      const change = { act: 'change', kind: 'tag', seen, wanted } as const;
      assert.equal((await access.changeRule(address, change, never)).code, 'gone');
      // One that is to be removed and is gone already is as wanted.
      assert.equal(
        (await access.changeRule(address, { act: 'remove', kind: 'tag', seen }, never)).code,
        'saved',
      );
      assert.equal(shop().tagRules.length, 1);
    });

    it('hands on GitLab’s refusal, also of a registry without a metadata database', async () => {
      const access = await open();
      const wanted = { ...added.wanted, pattern: '(' };
      const failure = await failureOf(access.changeRule(address, { ...added, wanted }, never));
      assert.equal(failure.details.code, 'badInput');
      assert.match(failure.details.serverMessage ?? '', /not valid RE2 syntax/);
      await box.close();
      const legacy = await open({ kind: 'legacy' });
      const refusal = await failureOf(legacy.changeRule(address, added, never));
      assert.equal(refusal.details.serverMessage, 'GitLab container registry API not supported');
      assert.deepEqual(changes, []);
    });

    it('says that this GitLab has no such rules', async () => {
      const access = await open({ version: '17.7.0' });
      const failure = await failureOf(access.changeRule(address, added, never));
      assert.equal(failure.details.code, 'unsupported');
    });

    it('is refused to a developer and in read-only mode', async () => {
      const asDeveloper = await open({ as: 'developer' });
      assert.equal((await failureOf(asDeveloper.changeRule(address, added, never))).reason, 'denied');
      await box.close();
      const readOnly = await open({ isReadOnly: true });
      const mode = await failureOf(readOnly.changeRule(address, added, never));
      assert.equal(mode.details.code, 'readOnly');
      assert.deepEqual(shop().tagRules, []);
    });
  });

  it('lists tags afresh whose list tells their protection', async () => {
    const access = await open();
    // Without the registry, GraphQL lists them.
    box.knobs.faults = [{ act: { kind: 'status', status: 404 }, host: 'registry' }];
    const { repositories } = await access.repositories(address, { signal: never, isFresh: false });
    const web = repositories.find(({ path }) => path === 'acme/shop/web') ?? assert.fail('no repository');
    const before = catalog.tags('c', web);
    await before.until(Infinity);
    assert.ok(before.items.length > 0 && before.items.every(({ protection }) => protection === undefined));
    assert.equal(access.areTagsLoaded('c', [web]), true);
    await access.changeRule(
      address,
      { act: 'add', kind: 'tag', wanted: { pattern: '^1\\.', ...both } },
      never,
    );
    assert.equal(access.areTagsLoaded('c', [web]), false);
    const after = catalog.tags('c', web);
    await after.until(Infinity);
    assert.ok(after.items.some(({ protection }) => protection !== undefined));
  });
});
