import assert from 'node:assert/strict';
import { matchesOf } from '../../../../src/domain/access/matches.ts';

const subjects = ['v1', 'dev', 'my-v1', 'V1'].map((name) => ({ name, label: `web:${name}` }));

describe('matchesOf', () => {
  it('finds a tag pattern anywhere in the name, counts all and names the first', () => {
    assert.deepEqual(matchesOf('tag', 'v1', subjects, 1), { count: 2, first: ['web:v1'] });
    assert.deepEqual(matchesOf('tag', '^v1$', subjects, 9), { count: 1, first: ['web:v1'] });
    assert.deepEqual(matchesOf('tag', '', subjects, 0), { count: 4, first: [] });
  });

  it('is RE2, not what JavaScript takes', () => {
    assert.equal(matchesOf('tag', 'v(?!2)', subjects, 9), undefined);
    assert.deepEqual(matchesOf('tag', '(?i)^v1\\z', subjects, 9)?.count, 2);
  });

  it('matches a repository rule as a glob', () =>
    assert.deepEqual(matchesOf('repository', 'v*', subjects, 9), { count: 2, first: ['web:v1', 'web:V1'] }));
});
