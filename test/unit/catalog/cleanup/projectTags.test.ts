import assert from 'node:assert/strict';
import { Failure } from '../../../../src/base/failure.ts';
import { PagedList } from '../../../../src/catalog/lists/pagedList.ts';
import { readProjectTags, type ProjectTagSource } from '../../../../src/catalog/cleanup/projectTags.ts';
import type { Repository } from '../../../../src/domain/repository.ts';
import type { Page, Tag } from '../../../../src/domain/tag.ts';
import type { TagSourceName } from '../../../../src/domain/tagSourceName.ts';

const address = { connectionId: 'c', projectPath: 'g/p' };
const repository = (name: string, id: number): Repository => ({
  id,
  name,
  path: `g/p/${name}`,
  location: `registry.example.com/g/p/${name}`,
});
const tag = (name: string, more: Partial<Tag> = {}): Tag => ({ name, path: name, location: name, ...more });

/** Pages of tags by repository name; what is not a page is thrown. */
function sourceOf(
  pages: Readonly<Record<string, readonly (Page<Tag> | Failure)[]>>,
  options: { readonly used?: TagSourceName; readonly hasSize?: boolean } = {},
): ProjectTagSource & { readonly sized: string[] } {
  const names = Object.keys(pages);
  const lists = new Map<string, PagedList<Tag>>();
  const repositories = new PagedList<Repository>(
    () => Promise.resolve({ items: names.map((name, index) => repository(name, index)) }),
    ({ path }) => path,
    1000,
  );
  const sized: string[] = [];
  return {
    sized,
    repositoriesOfProject: () => repositories,
    tags: (_, { name }) => {
      const known = lists.get(name);
      if (known !== undefined) return known;
      const list = new PagedList<Tag>(
        (next) => {
          const page = pages[name]?.[Number(next ?? 0)];
          return page instanceof Failure ? Promise.reject(page) : Promise.resolve(page ?? { items: [] });
        },
        (one) => one.name,
        1000,
      );
      lists.set(name, list);
      return list;
    },
    ladderStates: () => [
      { host: 'registry.example.com', refused: [], ...(options.used && { source: options.used }) },
    ],
    hasSize: (_, { name }) => {
      sized.push(name);
      return Promise.resolve(options.hasSize === true);
    },
  };
}

const read = (source: ProjectTagSource, signal: AbortSignal = new AbortController().signal) =>
  readProjectTags(source, address, { signal, isFresh: false, onProgress: () => undefined });

describe('Reading all tags of a project', () => {
  it('goes on with the others when one repository cannot be listed', async () => {
    const failure = new Failure('offline', 'away', { code: 'registryUnavailable' });
    const source = sourceOf({
      a: [{ items: [tag('one')], next: '1' }, failure],
      b: [{ items: [tag('two')], next: '1' }, { items: [tag('three')] }],
    });
    const [a, b] = await read(source);
    // What came before the failure is there, and said to be not all.
    assert.deepEqual([a?.state, a?.tags.length, a?.failure], ['failed', 1, failure]);
    assert.deepEqual([b?.state, b?.tags.length], ['complete', 2]);
  });

  it('says that a list in which the server repeats a page is not complete', async () => {
    const source = sourceOf({
      a: [
        { items: [tag('one')], next: '1' },
        { items: [tag('two')], next: '1' },
      ],
    });
    assert.equal((await read(source))[0]?.state, 'pagingLoop');
  });

  it('rejects when it is stopped, after it told what it had', async () => {
    const controller = new AbortController();
    const source = sourceOf({ a: [{ items: [tag('one')], next: '1' }, { items: [tag('two')] }] });
    let seen = 0;
    const reading = readProjectTags(source, address, {
      signal: controller.signal,
      isFresh: false,
      onProgress: ([a]) => {
        seen = a?.tags.length ?? 0;
        if (seen === 1) controller.abort();
      },
    });
    await assert.rejects(reading, { reason: 'cancelled' });
    assert.equal(seen, 1);
  });

  const publishedAt = '2026-01-01T00:00:00Z';
  const createdAt = publishedAt;
  for (const [used, more, hasSize, kind, asks] of [
    ['registryListing', {}, false, 'metadataDatabase', 0],
    ['restKeyset', {}, false, 'metadataDatabase', 0],
    ['graphql', { publishedAt }, false, 'metadataDatabase', 0],
    ['graphql', { createdAt }, true, 'metadataDatabase', 1],
    ['graphql', { createdAt }, false, 'legacy', 1],
    ['restOffset', {}, false, 'legacy', 1],
  ] as const)
    it(`takes a host for ${kind}: ${used}, ${Object.keys(more).join() || 'no date'}, ${hasSize ? '' : 'no '}size`, async () => {
      const source = sourceOf({ a: [{ items: [tag('one', more)] }] }, { used, hasSize });
      const [a] = await read(source);
      assert.deepEqual([a?.registry, source.sized.length], [kind, asks]);
      assert.equal(a?.hasDates, Object.keys(more).length > 0);
    });
});
