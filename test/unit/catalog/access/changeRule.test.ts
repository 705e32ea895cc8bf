import assert from 'node:assert/strict';
import { AccessBench, address, both, failureOf, never } from '../../../fakes/accessBench.ts';

describe('changeRule', () => {
  let bench: AccessBench;
  beforeEach(() => {
    bench = new AccessBench();
  });
  afterEach(() => bench.close());

  const added = { act: 'add', kind: 'tag', wanted: { pattern: '^v', ...both } } as const;

  it('adds, changes and removes them, and has protection forgotten', async () => {
    const access = await bench.start();
    const saving = await access.changeRule(address, added, never);
    assert.deepEqual([saving.code, saving.rules?.map(({ pattern }) => pattern)], ['saved', ['^v']]);
    const seen = await bench.firstTagRule();
    const wanted = { ...added.wanted, pattern: '^w' };
    await access.changeRule(address, { act: 'change', kind: 'tag', seen, wanted }, never);
    assert.equal(bench.shop().tagRules[0]?.tagNamePattern, '^w');
    const now = await bench.firstTagRule();
    const removal = await access.changeRule(address, { act: 'remove', kind: 'tag', seen: now }, never);
    assert.deepEqual([removal, bench.shop().tagRules], [{ code: 'saved', rules: [] }, []]);
    assert.deepEqual(bench.forgotten, [address, address, address]);
  });

  it('does not have tags’ protection forgotten for a repository rule', async () => {
    const access = await bench.start();
    const wanted = { pattern: 'acme/shop/w*', minimumAccessLevelForDelete: 'OWNER' } as const;
    await access.changeRule(address, { act: 'add', kind: 'repository', wanted }, never);
    assert.equal(bench.shop().repositoryRules.length, 1);
    assert.deepEqual([bench.forgotten, bench.changes.map(({ what }) => what)], [[], ['repository']]);
  });

  for (const when of ['after', 'before'] as const)
    it(`reads the rules after an answer that got lost, ${when} GitLab took it, and sends nothing twice`, async () => {
      const access = await bench.start();
      await access.changeRule(address, { ...added, wanted: { ...added.wanted, pattern: 'warm' } }, never);
      bench.box.knobs.faults = [
        // The rules are read, then the rule is sent, then the rules are read again.
        { act: { kind: 'reset', when }, path: /graphql/, skip: 1, times: 1 },
      ];
      const asked = access.changeRule(address, added, never);
      if (when === 'after') assert.equal((await asked).code, 'saved');
      else assert.equal((await failureOf(asked)).reason, 'offline');
      assert.equal(
        bench.shop().tagRules.filter(({ tagNamePattern }) => tagNamePattern === '^v').length,
        when === 'after' ? 1 : 0,
      );
    });

  it('does not know what became of it when no answer came and the rules cannot be read', async () => {
    const access = await bench.start();
    await access.changeRule(address, { ...added, wanted: { ...added.wanted, pattern: 'warm' } }, never);
    bench.box.knobs.faults = [{ act: { kind: 'reset', when: 'before' }, path: /graphql/, skip: 1 }];
    assert.deepEqual(await access.changeRule(address, added, never), { code: 'unclear' });
  });

  it('sends nothing when the rule is another one by now, or gone', async () => {
    const access = await bench.start();
    bench.protect();
    const seen = await bench.firstTagRule();
    const [rule] = bench.shop().tagRules;
    bench.shop().tagRules[0] = { ...rule!, minimumAccessLevelForDelete: 'admin' };
    const wanted = { ...added.wanted, pattern: '^w' };
    for (const change of [
      { act: 'change', kind: 'tag', seen, wanted },
      { act: 'remove', kind: 'tag', seen },
    ] as const)
      assert.equal((await access.changeRule(address, change, never)).code, 'changedMeanwhile');
    bench.shop().tagRules.splice(0, 1);
    const change = { act: 'change', kind: 'tag', seen, wanted } as const;
    assert.equal((await access.changeRule(address, change, never)).code, 'gone');
    // One that is to be removed and is gone already is as wanted.
    assert.equal(
      (await access.changeRule(address, { act: 'remove', kind: 'tag', seen }, never)).code,
      'saved',
    );
    assert.equal(bench.shop().tagRules.length, 1);
  });

  it('hands on GitLab’s refusal', async () => {
    const access = await bench.start();
    const wanted = { ...added.wanted, pattern: '(' };
    const failure = await failureOf(access.changeRule(address, { ...added, wanted }, never));
    assert.equal(failure.details.code, 'badInput');
    assert.match(failure.details.serverMessage ?? '', /not valid RE2 syntax/);
    assert.deepEqual(bench.changes, []);
  });

  it('says that this GitLab has no such rules', async () => {
    const access = await bench.start({ version: '17.7.0' });
    const failure = await failureOf(access.changeRule(address, added, never));
    assert.equal(failure.details.code, 'unsupported');
  });

  it('is refused to a developer and in read-only mode', async () => {
    const asDeveloper = await bench.start({ as: 'developer' });
    assert.equal((await failureOf(asDeveloper.changeRule(address, added, never))).reason, 'denied');
    await bench.close();
    const readOnly = await bench.start({ isReadOnly: true });
    const mode = await failureOf(readOnly.changeRule(address, added, never));
    assert.equal(mode.details.code, 'readOnly');
    assert.deepEqual(bench.shop().tagRules, []);
  });
});
