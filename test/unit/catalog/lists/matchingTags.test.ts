import assert from 'node:assert/strict';
import { Failure } from '../../../../src/base/failure.ts';
import { isSearchable, searchedTags } from '../../../../src/catalog/lists/matchingTags.ts';
import type { Page, Tag } from '../../../../src/domain/tag.ts';

const tag: Tag = { name: 'a', path: 'g/p:a', location: 'r/g/p:a' };

describe('tags that the server looks for', () => {
  const search = (answer: Page<Tag> | Failure, check: () => Promise<void> = () => assert.fail('no need')) => {
    const seen: string[] = [];
    const fetch = searchedTags({
      page: () => (answer instanceof Failure ? Promise.reject(answer) : Promise.resolve(answer)),
      check,
      whenUnsupported: () => seen.push('unsupported'),
    });
    return { fetch, seen };
  };

  it('come as the server found them', async () => {
    const { fetch } = search({ items: [tag], next: '2' });
    assert.deepEqual(await fetch(undefined, undefined, 0), { items: [tag], next: '2' });
  });

  it('are none only when the registry answers at all', async () => {
    const down = new Failure('offline', 'no registry', { code: 'registryUnavailable' });
    await assert.rejects(
      search({ items: [] }, () => Promise.reject(down)).fetch(undefined, undefined, 0),
      down,
    );
    let checks = 0;
    const { fetch } = search({ items: [] }, () => Promise.resolve(void (checks += 1)));
    assert.deepEqual(await fetch(undefined, undefined, 0), { items: [] });
    assert.deepEqual(await fetch('2', undefined, 5), { items: [] });
    assert.equal(checks, 1);
  });

  it('tell that nobody can look for them, and no other failure', async () => {
    for (const [code, expected] of [
      ['unsupported', ['unsupported']],
      ['wrongShape', []],
    ] as const) {
      const { fetch, seen } = search(new Failure('invalid', 'no', { code }));
      await assert.rejects(fetch(undefined, undefined, 0));
      assert.deepEqual(seen, expected);
    }
  });

  it('can only be looked for by what a tag’s name may hold', () => {
    for (const text of ['mr-', '1.0', 'a_B', 'x'.repeat(128)]) assert.ok(isSearchable(text), text);
    for (const text of ['', 'a b', 'a/b', 'ä', '%', 'x'.repeat(129)]) assert.ok(!isSearchable(text), text);
  });
});
