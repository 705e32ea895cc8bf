import assert from 'node:assert/strict';
import * as v from 'valibot';
import type { Files } from '../../../../src/catalog/storage/contentStore.ts';
import { KeptLists } from '../../../../src/catalog/lists/keptLists.ts';
import { keptTag } from '../../../../src/catalog/lists/keptSchemas.ts';
import type { Tag } from '../../../../src/domain/tag.ts';

const place = { connectionId: 'c1', owner: 'https://gitlab.example.com 7', name: 'repository g/p' };
const tag: Tag = {
  name: '1.0',
  path: 'g/p:1.0',
  location: 'r/g/p:1.0',
  digest: `sha256:${'0'.repeat(64)}`,
  sizeBytes: 5,
  publishedAt: '2026-03-01T00:00:00Z',
  protection: { isImmutable: false, minimumAccessLevelForPush: 'maintainer' },
};

/** A folder in memory; the file that was written last is the newest. */
function folder() {
  const stored = new Map<string, Uint8Array>();
  let writes = 0;
  const ages = new Map<string, number>();
  const files: Files = {
    list: () =>
      Promise.resolve(
        [...stored].map(([name, { byteLength }]) => ({
          name,
          bytes: byteLength,
          changedAt: ages.get(name) ?? 0,
        })),
      ),
    read: (name) => Promise.resolve(stored.get(name)),
    write: (name, bytes) => {
      writes += 1;
      ages.set(name, writes);
      stored.set(name, bytes);
      return Promise.resolve();
    },
    touch: () => Promise.resolve(),
    remove: (name) => Promise.resolve(void stored.delete(name)),
  };
  return { files, stored, writes: () => writes };
}

function session(place_ = folder()) {
  const waiting: (() => void)[] = [];
  const warnings: string[] = [];
  const clock = { now: 1_000_000 };
  const kept = new KeptLists({
    files: place_.files,
    warn: (message) => warnings.push(message),
    now: () => clock.now,
    later: (work) => waiting.push(work),
  });
  const settle = async (): Promise<void> => {
    for (const work of waiting.splice(0)) work();
    await kept.forget('nobody');
  };
  return { kept, settle, warnings, clock, ...place_ };
}

describe('lists kept on disk', () => {
  const list = (items: readonly Tag[] = [tag]) => ({ items, isWhole: true });

  it('come back in the next session with the time at which they were fetched', async () => {
    const first = session();
    const keeper = first.kept.keeper(place, keptTag);
    keeper.write(() => list(), true);
    assert.equal(first.writes(), 0, 'nothing is written while somebody may wait');
    await first.settle();
    first.clock.now += 60_000;
    keeper.write(() => list([{ ...tag, name: '1.1' }, tag]), false);
    await first.settle();
    const next = session(first);
    next.clock.now = 2_000_000;
    const old = await next.kept.keeper(place, keptTag).read();
    assert.deepEqual(old?.items, [{ ...tag, name: '1.1' }, tag]);
    assert.deepEqual([old.savedAt, old.isWhole], [1_000_000, true]);
  });

  it('are written once however often they grow meanwhile', async () => {
    const { kept, settle, writes } = session();
    const keeper = kept.keeper(place, keptTag);
    for (let at = 0; at < 50; at += 1) keeper.write(() => list(), true);
    await settle();
    assert.equal(writes(), 1);
  });

  it('are nobody else’s: not another account’s, list’s or connection’s', async () => {
    const first = session();
    first.kept.keeper(place, keptTag).write(() => list(), true);
    await first.settle();
    const next = session(first);
    for (const other of [{ name: 'repository g/q' }, { connectionId: 'c2' }])
      assert.equal(await next.kept.keeper({ ...place, ...other }, keptTag).read(), undefined);
    const stranger = { ...place, owner: 'https://gitlab.example.com 8' };
    assert.equal(await next.kept.keeper(stranger, keptTag).read(), undefined);
    assert.equal(first.stored.size, 0);
  });

  const broken: readonly (readonly [what: string, change: (text: string) => string])[] = [
    ['are cut', (text) => text.slice(0, -20)],
    ['are no JSON', () => '<html>'],
    ['are of another version', (text) => text.replace('"format":1', '"format":2')],
    ['hold something else', (text) => text.replace('"name":"1.0"', '"name":1')],
    ['are from the future', (text) => text.replace('"savedAt":1000000', '"savedAt":9000000')],
    ['are too old', (text) => text.replace('"savedAt":1000000', '"savedAt":-9999999999')],
  ];
  for (const [what, change] of broken)
    it(`are left out and removed when they ${what}`, async () => {
      const first = session();
      first.kept.keeper(place, keptTag).write(() => list(), true);
      await first.settle();
      const [[name, bytes] = assert.fail('nothing was written')] = first.stored;
      const text = new TextDecoder().decode(bytes);
      assert.notEqual(change(text), text);
      first.stored.set(name, new TextEncoder().encode(change(text)));
      assert.equal(await session(first).kept.keeper(place, keptTag).read(), undefined);
      assert.equal(first.stored.size, 0);
    });

  it('are cut when they are long, and say so', async () => {
    const first = session();
    const numbers = Array.from({ length: 10_001 }, (_, at) => at);
    first.kept.keeper(place, v.number()).write(() => ({ items: numbers, isWhole: true }), true);
    await first.settle();
    const old = await session(first).kept.keeper(place, v.number()).read();
    assert.deepEqual([old?.items.length, old?.isWhole], [2000, false]);
  });

  it('are cut when they are large, and not kept at all when even that is too large', async () => {
    const first = session();
    const text = 'x'.repeat(3000);
    const keep = (name: string, item: string, count: number) =>
      first.kept
        .keeper({ ...place, name }, v.string())
        .write(() => ({ items: Array.from({ length: count }, () => item), isWhole: true }), true);
    keep('large', text, 3000);
    keep('too large', text + text, 3000);
    await first.settle();
    assert.equal(first.stored.size, 1);
    const old = await session(first)
      .kept.keeper({ ...place, name: 'large' }, v.string())
      .read();
    assert.equal(old?.items.length, 2000);
  });

  it('are not more than 300; those written longest ago go', async () => {
    const first = session();
    for (let at = 0; at < 303; at += 1) {
      first.kept.keeper({ ...place, name: `list ${at}` }, keptTag).write(() => list(), true);
      if (at % 100 === 2) await first.settle();
    }
    await first.settle();
    assert.equal(first.stored.size, 300);
    const next = session(first);
    assert.equal(await next.kept.keeper({ ...place, name: 'list 0' }, keptTag).read(), undefined);
    assert.ok(await next.kept.keeper({ ...place, name: 'list 302' }, keptTag).read());
  });

  it('go with their connection, also when they wait to be written', async () => {
    const first = session();
    first.kept.keeper(place, keptTag).write(() => list(), true);
    await first.settle();
    first.kept.keeper({ ...place, name: 'other' }, keptTag).write(() => list(), true);
    first.kept.keeper({ ...place, connectionId: 'c2' }, keptTag).write(() => list(), true);
    await first.kept.forget('c1');
    await first.settle();
    assert.deepEqual(
      [...first.stored.keys()].map((name) => name.split('.')[0]),
      ['c2'],
    );
  });

  it('cost no failure: a disk that does not work is a line in the log', async () => {
    const broken_ = folder();
    const files: Files = {
      ...broken_.files,
      read: () => Promise.reject(new Error('no disk')),
      write: () => Promise.reject(new Error('no disk')),
    };
    const { kept, settle, warnings } = session({ ...broken_, files });
    const keeper = kept.keeper(place, keptTag);
    keeper.write(() => list(), true);
    await settle();
    assert.equal(await keeper.read(), undefined);
    assert.deepEqual(warnings, ['kept lists: no disk', 'kept lists: no disk']);
  });
});
