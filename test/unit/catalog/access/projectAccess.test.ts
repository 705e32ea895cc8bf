import assert from 'node:assert/strict';
import type { RuleList } from '../../../../src/domain/access/projectAccess.ts';
import type { ProtectionRule } from '../../../../src/domain/access/rule.ts';
import { AccessBench, address, both, failureOf, never } from '../../../fakes/accessBench.ts';

describe('ProjectAccess', () => {
  let bench: AccessBench;
  beforeEach(() => {
    bench = new AccessBench();
  });
  afterEach(() => bench.close());

  /** Requests over REST that changed something. */
  const writes = () =>
    bench.box.log.entries.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/api/graphql'))
      .length;
  const rulesIn = (list: RuleList): readonly ProtectionRule[] =>
    list.code === 'listed' ? list.rules : assert.fail(list.code);

  it('reads visibility, role and rules of both kinds, immutable ones too', async () => {
    const access = await bench.start();
    bench.protect();
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
    const access = await bench.start();
    await access.project(address, never);
    assert.equal(bench.box.log.count(), 5);
    bench.box.log.clear();
    await access.project(address, never);
    assert.equal(bench.box.log.count(), 4);
  });

  it('does not say that there are no rules to a developer, who is shown none', async () => {
    const access = await bench.start({ as: 'developer' });
    bench.protect();
    const project = await access.project(address, never);
    assert.deepEqual([project.role, project.administers], ['DEVELOPER', false]);
    assert.deepEqual([project.rules.tag.code, project.rules.repository.code], ['hidden', 'hidden']);
  });

  it('knows an administrator who is no member as a maintainer', async () => {
    const project = await (await bench.start({ as: 'admin' })).project(address, never);
    assert.deepEqual([project.administers, project.rules.tag.code], [true, 'listed']);
  });

  it('tells what GitLab is too old for: rules before 17.8, the role before 16.0', async () => {
    const access = await bench.start({ version: '17.7.0' });
    const project = await access.project(address, never);
    assert.deepEqual([project.rules.tag.code, project.rules.repository.code], ['unsupported', 'listed']);
    await bench.close();
    const old = await (await bench.start({ version: '15.11.0', as: 'developer' })).project(address, never);
    // By membership.
    assert.equal(old.role, 'DEVELOPER');
  });

  it('says that rules could not be read where GitLab failed, and shows the rest', async () => {
    const access = await bench.start();
    await access.project(address, never);
    bench.box.knobs.faults = [{ act: { kind: 'status', status: 502 }, path: /graphql/ }];
    const project = await access.project(address, never);
    assert.deepEqual([project.rules.tag.code, project.registryAccess], ['failed', 'enabled']);
  });

  it('looks at a public project without signing in', async () => {
    const access = await bench.start({ as: 'nobody' });
    const project = await access.project({ ...address, projectPath: 'acme-open/site' }, never);
    assert.equal(project.visibility, 'public');
    assert.deepEqual([project.administers, project.rules.tag.code], [false, 'hidden']);
  });

  describe('changes who sees the registry', () => {
    it('and tells those who show it', async () => {
      const access = await bench.start();
      const saving = await access.changeVisibility(address, 'enabled', 'private', never);
      assert.deepEqual(saving, { code: 'saved', registryAccess: 'private' });
      assert.equal(bench.shop().registryAccess, 'private');
      assert.deepEqual(bench.changes, [{ ...address, what: 'visibility' }]);
      assert.deepEqual(bench.forgotten, []);
    });

    it('not when somebody else changed it, and not again when it is as wanted', async () => {
      const access = await bench.start();
      bench.shop().registryAccess = 'disabled';
      const other = await access.changeVisibility(address, 'enabled', 'private', never);
      assert.deepEqual(other, { code: 'changedMeanwhile', registryAccess: 'disabled' });
      assert.equal((await access.changeVisibility(address, 'enabled', 'disabled', never)).code, 'saved');
      assert.equal(writes(), 0);
    });

    it('counts one as saved whose answer got lost, and sends it once', async () => {
      const access = await bench.start();
      bench.box.knobs.faults = [{ act: { kind: 'reset', when: 'after' }, method: 'PUT' }];
      assert.equal((await access.changeVisibility(address, 'enabled', 'private', never)).code, 'saved');
      assert.equal(writes(), 1);
    });

    it('fails when it did not get through, and does not know when nothing can be read', async () => {
      const access = await bench.start();
      bench.box.knobs.faults = [{ act: { kind: 'reset', when: 'before' }, method: 'PUT' }];
      const failure = await failureOf(access.changeVisibility(address, 'enabled', 'private', never));
      assert.equal(failure.reason, 'offline');
      bench.box.knobs.faults = [
        { act: { kind: 'reset', when: 'after' }, method: 'PUT' },
        { act: { kind: 'status', status: 500 }, method: 'GET', skip: 1 },
      ];
      const { code } = await access.changeVisibility(address, 'enabled', 'private', never);
      assert.equal(code, 'unclear');
    });

    it('is refused to a developer, to a token that only reads, and in read-only mode', async () => {
      const asDeveloper = await bench.start({ as: 'developer' });
      const denied = await failureOf(asDeveloper.changeVisibility(address, 'enabled', 'private', never));
      assert.deepEqual([denied.reason, denied.details.status], ['denied', 403]);
      await bench.close();
      const reading = await bench.start({ as: 'readApi', scopes: ['read_api'] });
      const scope = await failureOf(reading.changeVisibility(address, 'enabled', 'private', never));
      assert.deepEqual([scope.details.code, scope.details.scope], ['insufficientScope', 'api']);
      assert.equal(bench.box.log.count(), 0);
      await bench.close();
      const readOnly = await bench.start({ isReadOnly: true });
      const mode = await failureOf(readOnly.changeVisibility(address, 'enabled', 'private', never));
      assert.equal(mode.details.code, 'readOnly');
    });
  });

  it('lists tags afresh whose list tells their protection', async () => {
    const access = await bench.start();
    // Without the registry, GraphQL lists them.
    bench.box.knobs.faults = [{ act: { kind: 'status', status: 404 }, host: 'registry' }];
    const { repositories } = await access.repositories(address, { signal: never, isFresh: false });
    const web = repositories.find(({ path }) => path === 'acme/shop/web') ?? assert.fail('no repository');
    const before = bench.catalog.tags('c', web);
    await before.until(Infinity);
    assert.ok(before.items.length > 0 && before.items.every(({ protection }) => protection === undefined));
    assert.equal(access.areTagsLoaded('c', [web]), true);
    await access.changeRule(
      address,
      { act: 'add', kind: 'tag', wanted: { pattern: '^1\\.', ...both } },
      never,
    );
    assert.equal(access.areTagsLoaded('c', [web]), false);
    const after = bench.catalog.tags('c', web);
    await after.until(Infinity);
    assert.ok(after.items.some(({ protection }) => protection !== undefined));
  });
});
