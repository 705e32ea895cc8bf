import assert from 'node:assert/strict';
import { PagedList, type ListKeeper, type OldList } from '../../../../src/catalog/lists/pagedList.ts';
import type { Page } from '../../../../src/domain/tag.ts';

describe('PagedList', () => {
  /** Pages by cursor; an `Error` in place of a page is thrown once. */
  const listOf = (pages: Record<string, Page<string> | Error>, capacity = 100) => {
    const asked: string[] = [];
    const list = new PagedList<string>(
      (next) => {
        const key = next ?? 'first';
        asked.push(key);
        const page = pages[key];
        if (page instanceof Error) {
          pages[key] = { items: ['late'] };
          return Promise.reject(page);
        }
        return Promise.resolve(page ?? { items: [] });
      },
      (item) => item,
      capacity,
    );
    return { list, asked };
  };

  it('loads the first page once for callers at the same time', async () => {
    const { list, asked } = listOf({ first: { items: ['a'], next: '2' }, '2': { items: ['b'] } });
    await Promise.all([list.start(), list.start()]);
    assert.deepEqual(asked, ['first']);
    await list.more();
    assert.deepEqual([list.items, list.hasMore], [['a', 'b'], false]);
  });

  for (const how of ['start', 'more', 'refresh'] as const)
    it(`does not take back with a page under way (${how}) what was taken out meanwhile`, async () => {
      let arrive = (): void => undefined;
      let isSlow = how === 'start';
      const list = new PagedList<string>(
        async (next) => {
          if (isSlow) await new Promise<void>((resolve) => (arrive = resolve));
          return next === undefined
            ? { items: ['a', 'b'], next: '2', total: 4 }
            : { items: ['c', 'd'], total: 4 };
        },
        (item) => item,
        100,
      );
      if (how !== 'start') await list.start();
      isSlow = true;
      const loading = list[how]();
      await new Promise((resolve) => setImmediate(resolve));
      list.remove(new Set(['b', 'd']));
      arrive();
      await loading;
      assert.deepEqual(list.items, how === 'more' ? ['a', 'c'] : ['a']);
      assert.ok((list.total ?? 0) < 4);
      isSlow = false;
      // What is pushed again later is listed again.
      await list.refresh();
      assert.ok(list.items.includes('b'));
    });

  it('keeps what it has when a page fails, and can ask for that page again', async () => {
    const { list, asked } = listOf({ first: { items: ['a'], next: '2' }, '2': new Error('broken') });
    await list.start();
    await assert.rejects(list.more(), /broken/);
    assert.deepEqual(list.items, ['a']);
    await list.more();
    assert.deepEqual(
      [list.items, asked],
      [
        ['a', 'late'],
        ['first', '2', '2'],
      ],
    );
  });

  it('keeps the old list when a refresh fails, and replaces it as a whole when it works', async () => {
    const pages: Record<string, Page<string> | Error> = {
      first: { items: ['a'], next: '2' },
      '2': { items: ['b'] },
    };
    const { list } = listOf(pages);
    await list.until(2);
    pages['2'] = new Error('broken');
    await assert.rejects(list.refresh(), /broken/);
    assert.deepEqual(list.items, ['a', 'b']);
    pages['first'] = { items: ['new'], next: '2' };
    await list.refresh();
    assert.deepEqual(list.items, ['new', 'late']);
  });

  it('keeps a name that comes on two pages once', async () => {
    const { list } = listOf({ first: { items: ['a', 'b'], next: '2' }, '2': { items: ['b', 'c'] } });
    await list.until(10);
    assert.deepEqual(list.items, ['a', 'b', 'c']);
  });

  it('ends when a server names the same page again, and says that it may be incomplete', async () => {
    const { list, asked } = listOf({ first: { items: ['a'], next: '2' }, '2': { items: ['b'], next: '2' } });
    await list.until(1000);
    assert.deepEqual([list.items, list.incomplete, asked.length], [['a', 'b'], 'pagingLoop', 2]);
  });

  it('ends at its capacity and says so', async () => {
    const { list } = listOf({ first: { items: ['a', 'b'], next: '2' }, '2': { items: ['c'] } }, 2);
    await list.until(1000);
    assert.deepEqual([list.items, list.incomplete, list.hasMore], [['a', 'b'], 'tooMany', false]);
  });

  it('holds no more than its capacity when everything comes on one page', async () => {
    const { list } = listOf({ first: { items: ['a', 'b', 'c'] } }, 2);
    await list.start();
    assert.deepEqual([list.items, list.incomplete], [['a', 'b'], 'tooMany']);
    const { list: full } = listOf({ first: { items: ['a', 'b', 'a'] } }, 2);
    await full.start();
    assert.deepEqual([full.items, full.incomplete], [['a', 'b'], undefined]);
  });

  it('holds no more than its capacity of 2 million, and asks for no page beyond', async () => {
    let pages = 0;
    const list = new PagedList<string>(
      (next) => {
        const from = Number(next ?? 0);
        pages += 1;
        const items = Array.from({ length: 1000 }, (_, at) => `tag-${from + at}`);
        return Promise.resolve(from < 1_999_000 ? { items, next: String(from + 1000) } : { items });
      },
      (item) => item,
      200_000,
    );
    await list.until(Infinity);
    assert.deepEqual(
      [list.items.length, list.incomplete, list.hasMore, pages],
      [200_000, 'tooMany', false, 200],
    );
  });

  it('says that it is truncated when its last page should have been longer', async () => {
    const { list } = listOf({ first: { items: ['a'], next: '2' }, '2': { items: ['b'], expected: 3 } });
    await list.until(10);
    assert.deepEqual([list.items, list.incomplete, list.total], [['a', 'b'], 'truncated', 3]);
  });

  describe('that is kept between sessions', () => {
    const remembering = (pages: Record<string, Page<string> | Error>, old?: OldList<string>) => {
      const written: unknown[] = [];
      const asked: string[] = [];
      const keeper: ListKeeper<string> = {
        read: () => Promise.resolve(old),
        write: (list, isFetched) => written.push({ ...list(), isFetched }),
      };
      const fetch = (next?: string): Promise<Page<string>> => {
        asked.push(next ?? 'first');
        const page = pages[next ?? 'first'];
        return page instanceof Error ? Promise.reject(page) : Promise.resolve(page ?? { items: [] });
      };
      return { list: new PagedList<string>(fetch, (item) => item, 100, keeper), written, asked };
    };
    const old = { items: ['x', 'y'], savedAt: 5, isWhole: true };

    it('shows what was known, without a request, until something newer is there', async () => {
      const { list, asked } = remembering({ first: { items: ['a'] } }, old);
      assert.deepEqual([list.known, list.old], [[], undefined]);
      await list.recall();
      assert.deepEqual([list.known, list.items, list.old?.savedAt, list.hasMore], [['x', 'y'], [], 5, true]);
      list.remove(new Set(['x']));
      assert.deepEqual(list.known, ['y']);
      assert.deepEqual(asked, []);
      await list.start();
      assert.deepEqual([list.known, list.old], [['a'], undefined]);
    });

    it('keeps showing it when the first page fails, and until the last one when all are asked for', async () => {
      const pages: Record<string, Page<string> | Error> = { first: new Error('broken') };
      const { list } = remembering(pages, old);
      await list.recall();
      await assert.rejects(list.start(), /broken/);
      assert.deepEqual(list.known, ['x', 'y']);
      pages['first'] = { items: ['a'], next: '2' };
      pages['2'] = new Error('broken');
      const signal = new AbortController().signal;
      await assert.rejects(list.renew(signal), /broken/);
      assert.deepEqual(list.known, ['x', 'y']);
      pages['2'] = { items: ['b'] };
      const seen: unknown[] = [];
      await list.renew(signal, (have) => seen.push([have, list.known.length]));
      assert.deepEqual(seen, [
        [1, 2],
        [2, 2],
      ]);
      assert.deepEqual([list.known, list.hasMore], [['a', 'b'], false]);
    });

    it('hands over what came and what was taken out, and nothing that was only recalled', async () => {
      const { list, written } = remembering({ first: { items: ['a', 'b'], next: '2' } }, old);
      await list.recall();
      list.remove(new Set(['x']));
      assert.deepEqual(written, []);
      await list.more();
      list.remove(new Set(['a']));
      assert.deepEqual(written, [
        { items: ['a', 'b'], isWhole: false, isFetched: true },
        { items: ['b'], isWhole: false, isFetched: false },
      ]);
      await list.recall();
      assert.deepEqual(list.known, ['b']);
    });
  });

  it('takes out what is known to be gone', async () => {
    const { list } = listOf({ first: { items: ['a', 'b', 'c'], total: 3 } });
    await list.start();
    list.remove(new Set(['b', 'x']));
    assert.deepEqual([list.items, list.total], [['a', 'c'], 2]);
  });

  it('ends where cursors grow for ever and bring nothing', async () => {
    let asked = 0;
    const list = new PagedList<string>(
      () => Promise.resolve({ items: ['a'], next: String((asked += 1)) }),
      (item) => item,
      100_000,
    );
    await list.until(Number.POSITIVE_INFINITY);
    assert.deepEqual([list.items, list.incomplete, asked], [['a'], 'pagingLoop', 21]);
  });

  it('ends where every page brings next to nothing', async () => {
    let asked = 0;
    const list = new PagedList<number>(
      () => Promise.resolve({ items: [(asked += 1)], next: String(asked) }),
      String,
      100_000,
    );
    await list.until(Number.POSITIVE_INFINITY);
    assert.equal(list.incomplete, 'pagingLoop');
    assert.ok(asked < 50, String(asked));
  });

  it('does not end where GitLab’s shortest pages are many', async () => {
    let asked = 0;
    const page = () => Array.from({ length: 20 }, (_, at) => asked * 20 + at);
    const list = new PagedList<number>(
      () => {
        asked += 1;
        return Promise.resolve({ items: page(), ...(asked < 1000 && { next: String(asked) }) });
      },
      String,
      100_000,
    );
    await list.until(Number.POSITIVE_INFINITY);
    assert.deepEqual([list.items.length, list.incomplete], [20_000, undefined]);
  });
});
