import assert from 'node:assert/strict';
import { Failure } from '../../../../src/base/failure.ts';
import { RepositoryListings } from '../../../../src/catalog/references/repositoryListings.ts';
import { isTagMissing } from '../../../../src/domain/references/knownRepository.ts';
import type { Page, Tag } from '../../../../src/domain/tag.ts';
import type { TagsCall } from '../../../../src/registry/tagPages.ts';

const image = { connectionId: 'c', location: 'registry.test/g/p' };
const other = { connectionId: 'c', location: 'registry.test/g/q' };

function tag(name: string): Tag {
  return {
    name,
    path: `g/p:${name}`,
    location: `registry.test/g/p:${name}`,
    publishedAt: '2026-01-01T00:00:00Z',
  };
}

type Ask = TagsCall & { readonly name?: string | undefined };

/** A registry whose answers are functions, and a clock that stands still until it is moved. */
function bench(
  answer: (path: string, call: Ask) => Page<Tag>,
  plain?: (path: string, call: Ask) => Page<Tag>,
  digestOf: (tag: string) => string = () => 'sha256:1',
) {
  const requests: string[] = [];
  const clock = { now: 1_000_000 };
  const registry = {
    tagsPage: async (path: string, call: Ask = {}) => {
      requests.push(`list ${path}${call.name === undefined ? '' : ` ${call.name}`}`);
      return Promise.resolve(answer(path, call));
    },
    v2TagsPage: async (path: string, call: Ask = {}) => {
      requests.push(`v2 ${path}`);
      if (plain === undefined) throw new Failure('unexpected', 'not asked for');
      return Promise.resolve(plain(path, call));
    },
  };
  const listings = new RepositoryListings({
    clients: { of: () => ({ registry: () => registry }) },
    digestOf: async (_, tag) => {
      requests.push(`digest ${tag}`);
      return Promise.resolve(digestOf(tag));
    },
    info: () => undefined,
    now: () => clock.now,
  });
  return { listings, requests, clock };
}

const refusing =
  (reason: Failure['reason'], details: Failure['details'] = {}) =>
  (): never => {
    throw new Failure(reason, reason, details);
  };

describe('the listings for files', () => {
  it('are asked once, however many ask, and answer from memory while they are fresh', async () => {
    const { listings, requests, clock } = bench(() => ({ items: [tag('1'), tag('2')] }));
    const [a, b] = await Promise.all([listings.ask(image), listings.ask(image)]);
    assert.equal(a, b);
    clock.now += 60_000;
    await listings.ask(image);
    assert.deepEqual(requests, ['list g/p']);
    assert.equal(a?.isWhole, true);
    assert.equal(isTagMissing(a, '3'), true);
    assert.equal(isTagMissing(a, '1'), false);
  });

  it('answer with what is old at once, and fetch it again behind', async () => {
    let names = ['1'];
    const { listings, requests, clock } = bench(() => ({ items: names.map(tag) }));
    await listings.ask(image);
    names = ['1', '2'];
    clock.now += 121_000;
    const changed = new Promise((resolve) => listings.onDidChange(resolve));
    assert.deepEqual([...((await listings.ask(image))?.byName.keys() ?? [])], ['1']);
    await changed;
    assert.deepEqual([...(listings.known(image)?.byName.keys() ?? [])], ['1', '2']);
    assert.equal(requests.length, 2);
  });

  for (const [what, answer] of [
    ['401', refusing('unauthorized', { status: 401 })],
    ['403', refusing('denied', { status: 403 })],
    ['429', refusing('rateLimited', { status: 429 })],
  ] as const)
    it(`end for a whole connection after ${what}, until the person acts`, async () => {
      const { listings, requests, clock } = bench(answer);
      assert.equal(await listings.ask(image), undefined);
      clock.now += 86_400_000;
      assert.equal(await listings.ask(image), undefined);
      assert.equal(await listings.ask(other), undefined);
      assert.deepEqual(requests, ['list g/p']);
      listings.retry();
      await listings.ask(other);
      assert.equal(requests.length, 2);
    });

  it('end for a repository that is not shown to this person, not for the others', async () => {
    const { listings, requests } = bench((path) => {
      if (path === 'g/p') throw new Failure('denied', 'no', { status: 200, code: 'insufficientRole' });
      return { items: [tag('1')] };
    });
    await listings.ask(image);
    await listings.ask(image);
    assert.equal((await listings.ask(other))?.state, 'listed');
    assert.deepEqual(requests, ['list g/p', 'list g/q']);
  });

  it('pause longer and longer where what failed may pass', async () => {
    const { listings, requests, clock } = bench(refusing('offline'));
    const asked = async (afterMs: number): Promise<number> => {
      clock.now += afterMs;
      await listings.ask(image);
      return requests.length;
    };
    assert.deepEqual(
      [await asked(0), await asked(59_000), await asked(2000), await asked(61_000), await asked(60_000)],
      [1, 1, 2, 2, 3],
    );
  });

  it('tell a repository that is missing from one that cannot be asked', async () => {
    const { listings } = bench(refusing('missing'));
    const known = await listings.ask(image);
    assert.equal(known?.state, 'missing');
    assert.equal(isTagMissing(known, '1'), true);
  });

  it('conclude nothing from what is old and could not be renewed', async () => {
    let isDown = false;
    const { listings, clock } = bench(() => {
      if (isDown) throw new Failure('offline', 'gone');
      return { items: [tag('1')] };
    });
    await listings.ask(image);
    isDown = true;
    clock.now += 121_000;
    const changed = new Promise((resolve) => listings.onDidChange(resolve));
    await listings.ask(image);
    await changed;
    const known = listings.known(image);
    assert.equal(known?.byName.has('1'), true);
    assert.equal(known.isWhole, false);
    assert.equal(isTagMissing(known, '2'), undefined);
  });

  it('look for a single name where there are more tags than one listing has', async () => {
    const { listings, requests } = bench((_, { name }) => {
      if (name === undefined) return { items: [tag('new')], next: 'new' };
      return { items: name === 'old' ? [tag('old'), tag('older')] : [tag(`${name}-not`)] };
    });
    assert.equal(isTagMissing((await listings.ask(image)) ?? assert.fail(), 'gone'), undefined);
    const found = await listings.askForTag(image, 'old');
    assert.equal(found?.byName.has('old'), true);
    const gone = await listings.askForTag(image, 'gone');
    assert.equal(isTagMissing(gone ?? assert.fail(), 'gone'), true);
    await listings.askForTag(image, 'gone');
    await listings.askForTag(image, 'new');
    assert.deepEqual(requests, ['list g/p', 'list g/p old', 'list g/p gone']);
  });

  it('take the names of a plain registry, and remember that it is one', async () => {
    const { listings, requests } = bench(refusing('invalid', { code: 'unsupported' }), (_, { after }) =>
      after === undefined ? { items: [tag('1')], next: '1' } : { items: [tag('2')] },
    );
    const known = await listings.ask(image);
    assert.deepEqual([known?.isWhole, known?.tags.length], [true, 2]);
    await listings.ask(other);
    assert.deepEqual(requests, ['list g/p', 'v2 g/p', 'v2 g/p', 'v2 g/q', 'v2 g/q']);
  });

  const names = (): Page<Tag> => ({ items: [tag('1')] });

  it('ask a plain registry for one digest, once', async () => {
    const { listings, requests } = bench(refusing('invalid', { code: 'unsupported' }), names);
    const known = await listings.askForDigest(image, '1');
    assert.equal(known?.byName.get('1')?.digest, 'sha256:1');
    assert.equal(known.tags[0]?.digest, 'sha256:1');
    await listings.askForDigest(image, '1');
    assert.equal((await listings.askForDigest(image, 'none'))?.byName.has('none'), false);
    assert.deepEqual(requests, ['list g/p', 'v2 g/p', 'digest 1']);
  });

  it('believe in a repository whose tag went before its digest was read', async () => {
    const { listings } = bench(refusing('invalid', { code: 'unsupported' }), names, refusing('missing'));
    const known = await listings.askForDigest(image, '1');
    assert.deepEqual([known?.state, known?.byName.get('1')?.digest], ['listed', undefined]);
  });

  it('are another person’s after a change of access', async () => {
    const { listings, requests } = bench(() => ({ items: [tag('1')] }));
    await listings.ask(image);
    listings.forget('c');
    assert.equal(listings.known(image), undefined);
    await listings.ask(image);
    assert.equal(requests.length, 2);
  });

  it('are asked again after something was changed there', async () => {
    const { listings, requests } = bench(() => ({ items: [tag('1')] }));
    await listings.ask(image);
    listings.outdate('c');
    await listings.ask(image);
    assert.equal(requests.length, 2);
  });
});
