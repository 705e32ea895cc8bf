import assert from 'node:assert/strict';
import { dateOfTag, isNoDate, type Tag } from '../../../src/domain/tag.ts';
import { sortTags } from '../../../src/domain/tags/tagOrder.ts';

const tag = (name: string, createdAt?: string): Tag => ({
  name,
  path: `a/b:${name}`,
  location: `r.example/a/b:${name}`,
  ...(createdAt === undefined ? {} : { createdAt }),
});

// What the tools write: Go's time.Time{}; Jib's and ko's epoch; Nix dockerTools; Cloud Native Buildpacks; the same in other time zones.
describe('A date that stands for none', () => {
  for (const date of [
    '0001-01-01T00:00:00Z',
    '1970-01-01T00:00:00Z',
    '1970-01-01T00:00:01Z',
    '1970-01-01T01:00:00+01:00',
    '1969-12-31T23:59:59Z',
    '1980-01-01T00:00:01Z',
    '1979-12-31T16:00:00-08:00',
  ])
    it(`is ${date}`, () => {
      assert.ok(isNoDate(date));
      assert.equal(dateOfTag(tag('a', date)), undefined);
    });

  for (const date of [
    '2013-03-20T00:00:00Z',
    '1999-12-31T00:00:00Z',
    '2026-11-30T12:00:00.123456789Z',
    'no date',
  ])
    it(`is not ${date}`, () => assert.ok(!isNoDate(date)));

  it('is not the oldest', () => {
    const tags = [
      tag('old', '2015-01-01T00:00:00Z'),
      tag('none', '1970-01-01T00:00:00Z'),
      tag('new', '2026-01-01T00:00:00Z'),
    ];
    assert.deepEqual(
      sortTags(tags, 'oldest').map(({ name }) => name),
      ['old', 'new', 'none'],
    );
    assert.deepEqual(
      sortTags(tags, 'newest').map(({ name }) => name),
      ['new', 'old', 'none'],
    );
  });
});
