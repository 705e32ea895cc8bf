import assert from 'node:assert/strict';
import { orderByDate, previousTag } from '../../../../src/domain/images/previousTag.ts';
import type { Tag } from '../../../../src/domain/tag.ts';

const tag = (name: string, day: number | undefined, digest = name): Tag => ({
  name,
  path: `g/p:${name}`,
  location: `registry.example.com/g/p:${name}`,
  digest,
  ...(day === undefined ? {} : { publishedAt: `2026-01-${String(day).padStart(2, '0')}T00:00:00Z` }),
});

describe('The previous tag', () => {
  const now = tag('now', 20);

  it('is the newest one before it', () =>
    assert.equal(previousTag(now, [tag('a', 1), tag('b', 9), tag('c', 8), tag('d', 25), now])?.name, 'b'));

  it('is none that points at the same', () =>
    assert.equal(previousTag(now, [tag('alias', 19, 'now'), tag('b', 9)])?.name, 'b'));

  it('is no signature', () =>
    assert.equal(previousTag(now, [tag(`sha256-${'0'.repeat(64)}.sig`, 19), tag('b', 9)])?.name, 'b'));

  it('of a version is the next lower one, whatever the dates say: restored tags are new to GitLab', () => {
    const all = [tag('1.2.1', 26), tag('1.3.1', 28), tag('1.3.0', 27), tag('1.10.0', 3), tag('1.3.2', 28)];
    assert.equal(previousTag(tag('1.3.2', 28), all)?.name, '1.3.1');
    assert.equal(previousTag(tag('1.10.0', 3), all)?.name, '1.3.2');
    assert.equal(previousTag(tag('1.3.1', undefined), [tag('1.3.0', undefined)])?.name, '1.3.0');
  });

  it('of a release is a release, of a flavour one of the same flavour', () => {
    const all = [tag('2.0.0-rc.1', 9), tag('1.9.0', 5), tag('1.9.0-alpine', 5), tag('2.0.0-rc.2', 10)];
    assert.equal(previousTag(tag('2.0.0', 20), all)?.name, '1.9.0');
    assert.equal(previousTag(tag('2.0.0-alpine', 20), all)?.name, '1.9.0-alpine');
    assert.equal(previousTag(tag('2.0.0-rc.2', 10), all)?.name, '2.0.0-rc.1');
  });

  it('of a version without a lower one is the one published before it', () =>
    assert.equal(previousTag(tag('1.0.0', 20), [tag('main', 9), tag('2.0.0', 3)])?.name, 'main'));

  it('is not guessed without dates', () => {
    assert.equal(previousTag(tag('now', undefined), [tag('b', 9)]), undefined);
    assert.equal(previousTag(now, [tag('b', undefined)]), undefined);
  });
});

describe('Two tags', () => {
  for (const [one, two, expected] of [
    [1, 2, 'asGiven'],
    [2, 1, 'swapped'],
    [1, 1, 'asGiven'],
    [undefined, 1, 'asGiven'],
    [2, undefined, 'asGiven'],
  ] as const)
    it(`of day ${one ?? '?'} and ${two ?? '?'} stand ${expected}`, () =>
      assert.equal(orderByDate(tag('one', one), tag('two', two)), expected));
});
