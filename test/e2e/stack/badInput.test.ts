// What bad servers do to a list of tags: it ends in a failure that says so, or in the right tags, and can be asked again.
import assert from 'node:assert/strict';
import { Failure, type FailureCode, type FailureReason } from '../../../src/base/failure.ts';
import type { PagedList } from '../../../src/catalog/lists/pagedList.ts';
import type { Tag } from '../../../src/domain/tag.ts';
import { browse, coldProduct, connectionId, ofBox, repositoryAt, type Product } from '../../fakes/product.ts';
import { bigRepository, plantTags } from '../../fakes/plantScale.ts';
import { startBox, type Box } from '../../gitlab/box.ts';
import type { FaultAction } from '../../gitlab/faultAction.ts';
import { rateLimited, type Fault } from '../../gitlab/faults.ts';
import { buildImage } from '../../gitlab/registry/images.ts';

/** Two pages of the registry's listing, 53 of GraphQL's. */
const count = 1050;

describe('a list of tags meets bad input', () => {
  let box: Box;
  let product: Product;
  let waits: number[];
  let lines: string[];

  beforeEach(async () => {
    box = await startBox({ seed: plantTags(count) });
    waits = [];
    lines = [];
    const write = (line: string): void => void lines.push(line);
    product = await coldProduct(ofBox(box), {
      log: { trace: write, debug: write, info: write, warn: write, error: write },
      now: () => Date.now() + waits.reduce((sum, ms) => sum + ms, 0),
      wait: (ms) => {
        waits.push(ms);
        return new Promise((resolve) => setImmediate(resolve));
      },
    });
    await browse(product, 'acme/big');
    box.log.clear();
  });
  afterEach(async () => {
    await box.close();
    assert.deepEqual(box.log.unknownRequests, []);
    for (const token of Object.values(box.tokens))
      assert.ok(!lines.some((line) => line.includes(token)), 'a token in the log');
  });

  const tags = (tagCount?: number): PagedList<Tag> =>
    product.catalog.tags(connectionId, {
      ...repositoryAt(box, bigRepository),
      ...(tagCount === undefined ? {} : { tagCount }),
    });
  const everywhere = (act: FaultAction, times?: number): Fault => ({
    act,
    when: ({ url = '' }) => !url.startsWith('/jwt/'),
    ...(times === undefined ? {} : { times }),
  });
  const failureOf = async (work: Promise<unknown>): Promise<Failure> => {
    const error: unknown = await work.then(
      () => assert.fail('did not fail'),
      (thrown: unknown) => thrown,
    );
    return Failure.is(error) ? error : assert.fail(String(error));
  };
  /** The whole list, each tag once. */
  const assertWhole = async (list: PagedList<Tag>, size = count): Promise<void> => {
    await list.until(Infinity);
    assert.equal(new Set(list.items.map(({ name }) => name)).size, size);
    assert.equal(list.items.length, size);
  };

  const everywhereTable: readonly (readonly [string, FaultAction, FailureReason, FailureCode | undefined])[] =
    [
      ['429 without Retry-After', rateLimited(), 'rateLimited', undefined],
      ['429 that asks for an hour', rateLimited(3600), 'rateLimited', undefined],
      ['500', { kind: 'status', status: 500 }, 'unexpected', 'serverError'],
      ['a connection that is reset', { kind: 'reset', when: 'before' }, 'offline', 'connectionReset'],
      ['a body that breaks off', { kind: 'cutBody', afterBytes: 10 }, 'unexpected', 'cutShort'],
      ['HTML', { kind: 'html' }, 'invalid', 'notJson'],
    ];
  for (const [name, act, reason, code] of everywhereTable) {
    it(`${name} everywhere is told as it is`, async () => {
      box.knobs.faults = [everywhere(act)];
      const failure = await failureOf(tags().start());
      assert.deepEqual([failure.reason, failure.details.code], [reason, code], failure.message);
      assert.deepEqual([tags().items, tags().isStarted], [[], false]);
    });
  }
  for (const [name, act] of everywhereTable.filter(([each]) => !each.includes('hour'))) {
    it(`${name} is over when it is over: the same list can be loaded`, async () => {
      box.knobs.faults = [everywhere(act)];
      await failureOf(tags().start());
      box.knobs.faults = [];
      product.catalog.forgetRefusals();
      await assertWhole(tags());
    });
  }

  it('429 with Retry-After is waited for', async () => {
    await tags().start();
    box.knobs.faults = [everywhere(rateLimited(7), 1)];
    await assertWhole(tags());
    assert.ok(
      waits.some((ms) => ms > 6000 && ms <= 7000),
      String(waits),
    );
  });

  const registryTable: readonly (readonly [string, FaultAction])[] = [
    ['500', { kind: 'status', status: 500 }],
    ['reset', { kind: 'reset', when: 'before' }],
    ['HTML', { kind: 'html' }],
    ['403', { kind: 'status', status: 403 }],
    [
      'a next page that is itself',
      { kind: 'rewrite', headers: { link: '</gitlab/v1/x?last=>; rel="next"' } },
    ],
  ];
  for (const [name, act] of registryTable) {
    it(`${name} from the registry alone costs nothing but requests: GitLab lists`, async () => {
      box.knobs.faults = [{ host: 'registry', act }];
      await tags().until(100);
      assert.equal(new Set(tags().items.map(({ name: each }) => each)).size, 100);
      assert.equal(product.catalog.ladderStates(connectionId)[0]?.source, 'graphql');
      assert.ok(lines.some((line) => line.includes('registryListing does not work')));
    });
  }

  it('a page in the middle that fails leaves what was loaded, and can be asked for again', async () => {
    await tags().start();
    assert.equal(tags().items.length, 1000);
    box.knobs.faults = [everywhere({ kind: 'status', status: 500 })];
    const failure = await failureOf(tags().more());
    assert.equal(failure.details.code, 'serverError');
    assert.deepEqual([tags().items.length, tags().hasMore], [1000, true]);
    box.knobs.faults = [];
    await assertWhole(tags());
  });

  it('a slow body is waited for', async () => {
    box.knobs.faults = [everywhere({ kind: 'slowBody', pauseMs: 1, pieceBytes: 40_000 })];
    await assertWhole(tags());
  });

  it('a next link to another host is never followed there', async () => {
    const seen: string[] = [];
    product = await coldProduct(ofBox(box), {
      fetch: (input, init) => {
        seen.push(new URL(input instanceof Request ? input.url : input).host);
        return fetch(input, init);
      },
    });
    const link = '<http://evil.invalid/gitlab/v1/x/tags/list/?n=1000&last=zzz>; rel="next"';
    box.knobs.faults = [{ host: 'registry', act: { kind: 'rewrite', headers: { link } }, times: 1 }];
    await tags().until(Infinity);
    assert.ok(!seen.includes('evil.invalid'));
  });

  it('names on two pages are there once: a tag was pushed in between', async () => {
    await tags().start();
    await box.backend.put(bigRepository, 'pushed', buildImage({ seed: 'new', layers: 1 }));
    const late = tags().items.at(-1);
    assert.ok(late !== undefined);
    await box.backend.put(bigRepository, late.name, buildImage({ seed: 'moved', layers: 1 }), {
      createdAt: '2001-01-01T00:00:00Z',
      updatedAt: '2001-01-01T00:00:00Z',
    });
    await assertWhole(tags());
  });

  it('tags that are deleted while it pages cost no other tag', async () => {
    await tags().start();
    const [first, last] = [tags().items[0], tags().items.at(-1)];
    assert.ok(first !== undefined && last !== undefined);
    for (const { name } of [first, last]) await box.backend.deleteTag(bigRepository, name);
    await assertWhole(tags());
    await tags().refresh();
    assert.equal(tags().items.length, count - 2);
  });

  it('a pull token that expires in the middle is renewed', async () => {
    await tags().start();
    box.log.clear();
    const headers = { 'www-authenticate': 'Bearer realm="x",service="y",error="invalid_token"' };
    const body = JSON.stringify({ errors: [{ code: 'UNAUTHORIZED', message: 'expired' }] });
    box.knobs.faults = [{ host: 'registry', act: { kind: 'status', status: 401, headers, body }, times: 1 }];
    await assertWhole(tags());
    assert.deepEqual(
      box.log.entries.map(({ host, status }) => `${host} ${status}`),
      ['registry 401', 'gitlab 200', 'registry 200'],
    );
  });

  it('a token that is revoked in the middle ends the list with the reason, and what was loaded stays', async () => {
    await tags().start();
    box.knobs.faults = [
      { host: 'registry', act: { kind: 'status', status: 401 } },
      {
        host: 'gitlab',
        act: {
          kind: 'status',
          status: 401,
          headers: { 'content-type': 'application/json' },
          body: '{"error":"invalid_token","error_description":"Token was revoked. You have to re-authorize from the user."}',
        },
      },
    ];
    const failure = await failureOf(tags().more());
    assert.equal(failure.reason, 'unauthorized');
    assert.equal(tags().items.length, 1000);
  });

  it('an empty list where GitLab counts tags is no empty list', async () => {
    const empty = {
      kind: 'rewrite',
      body: () => '{"data":{"containerRepository":{"tags":{"nodes":[],"pageInfo":{"hasNextPage":false}}}}}',
    } as const;
    box.knobs.faults = [
      { host: 'registry', act: { kind: 'reset', when: 'before' } },
      { path: /graphql/, act: empty },
    ];
    const failure = await failureOf(tags().start());
    assert.deepEqual([failure.reason, failure.details.code], ['offline', 'registryUnavailable']);
  });

  it('a list that ends too early is marked, against the count that GitLab has by then', async () => {
    box.knobs.faults = [{ host: 'registry', act: { kind: 'status', status: 500 } }];
    await tags(count).start();
    const body = (text: string): string => text.replace('"hasNextPage":true', '"hasNextPage":false');
    box.knobs.faults.push({ path: /graphql/, act: { kind: 'rewrite', body }, times: 1 });
    await tags(count).until(Infinity);
    assert.deepEqual([tags().items.length, tags().incomplete, tags().total], [40, 'truncated', count]);
  });

  it('a count that is out of date marks nothing', async () => {
    await assertWhole(tags(count + 5));
    assert.equal(tags().incomplete, undefined);
  });
});
