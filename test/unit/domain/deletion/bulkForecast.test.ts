import assert from 'node:assert/strict';
import { compareBulk, forecastBulk, type BulkGround } from '../../../../src/domain/deletion/bulkForecast.ts';
import type { Tag } from '../../../../src/domain/tag.ts';

const now = Date.parse('2026-09-01T12:00:00Z');
const hour = 3_600_000;
const tag = (name: string, ageHours: number): Tag => ({
  name,
  path: name,
  location: name,
  publishedAt: new Date(now - ageHours * hour).toISOString(),
});
const ground = (tags: readonly Tag[], more: Partial<BulkGround> = {}): BulkGround => ({
  tags,
  isComplete: true,
  registry: 'metadataDatabase',
  hasDates: true,
  protections: [],
  ...more,
});
const names = (tags: readonly Tag[] | undefined): readonly string[] | undefined =>
  tags?.map(({ name }) => name);

describe('a rule foretold', () => {
  const tags = [tag('latest', 500), tag('dev-1', 100), tag('dev-2', 23.95), tag('dev-3', 1), tag('v1', 200)];

  it('spares latest, what does not match and what is protected', () => {
    const forecast = forecastBulk({ nameRegexDelete: '.*' }, ground(tags, { protections: ['^v'] }), now);
    assert.deepEqual(names(forecast?.certain), ['dev-1', 'dev-2', 'dev-3']);
    assert.deepEqual(names(forecast?.protected), ['v1']);
    assert.equal(forecast?.staying, 2);
  });

  it('leaves open what becomes old enough before GitLab begins', () => {
    const forecast = forecastBulk({ nameRegexDelete: 'dev-.*', olderThan: '1d' }, ground(tags), now);
    assert.deepEqual([names(forecast?.certain), names(forecast?.possible)], [['dev-1'], ['dev-2']]);
  });

  it('leaves open which tags of one date stay', () => {
    const twins = [tag('a-1', 5), tag('a-2', 5), tag('a-3', 9)];
    const forecast = forecastBulk({ nameRegexDelete: 'a-.*', keepN: 1 }, ground(twins), now);
    assert.deepEqual([names(forecast?.certain), names(forecast?.possible)], [['a-3'], ['a-1', 'a-2']]);
  });

  it('is none where tags or the dates that decide are not known', () => {
    const rule = { nameRegexDelete: 'dev-.*' };
    assert.equal(forecastBulk(rule, ground(tags, { isComplete: false }), now), undefined);
    assert.equal(forecastBulk({ ...rule, keepN: 1 }, ground(tags, { hasDates: false }), now), undefined);
    assert.ok(forecastBulk(rule, ground(tags, { hasDates: false }), now));
    assert.equal(forecastBulk({ nameRegexDelete: '(?!x)' }, ground(tags), now), undefined);
  });

  it('is compared with what is there afterwards', () => {
    const forecast = forecastBulk({ nameRegexDelete: 'dev-.*', olderThan: '1d' }, ground(tags), now);
    assert.ok(forecast);
    const before = tags.map(({ name }) => name);
    assert.deepEqual(compareBulk(before, forecast, new Set(['latest', 'dev-1', 'new'])), {
      gone: [],
      stillThere: ['dev-1'],
      possibleGone: ['dev-2'],
      unexpectedlyGone: ['dev-3', 'v1'],
    });
  });
});
