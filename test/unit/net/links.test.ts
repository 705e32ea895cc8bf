import assert from 'node:assert/strict';
import { Failure } from '../../../src/base/failure.ts';
import { nextQuery } from '../../../src/net/links.ts';

const from = new URL('https://gitlab.example.com/gl/api/v4/x?per_page=2&last=b');
const query = (link: string | null): string | undefined => nextQuery(link, from)?.toString();

describe('nextQuery', () => {
  it('reads absolute and relative links, in any order, quoted or not', () => {
    assert.equal(query('<https://gitlab.example.com/x?last=d&per_page=2>; rel="next"'), 'last=d&per_page=2');
    assert.equal(query('</gitlab/v1/x?n=1&last=c>; rel="next"'), 'n=1&last=c');
    assert.equal(query('</x?a=1>; rel="first", </x?page=2>; title="a, b>; rel=prev"; rel=next'), 'page=2');
    assert.equal(query('</x?page=3>; rel="last NEXT"'), 'page=3');
  });

  it('finds no next page where there is none', () => {
    for (const link of [
      null,
      '',
      '</x?a=1>; rel="prev"',
      'rel="next"',
      '<http://[>; rel="next"',
      '</x?a=1>; rev="next"',
    ])
      assert.equal(query(link), undefined, String(link));
  });

  it('hands out nothing but the query of a link to another host', () => {
    assert.equal(query('<https://evil.example/steal?last=zz>; rel="next"'), 'last=zz');
  });

  it('refuses a link to the page it stands on, however it is ordered', () => {
    assert.throws(
      () => query('</gl/api/v4/x?last=b&per_page=2>; rel="next"'),
      (error) => error instanceof Failure && error.details.code === 'foreignLink',
    );
  });

  it('reads hostile headers to their end', () => {
    query(`<x>${'; a=b '.repeat(20_000)}`);
    query('<'.repeat(50_000));
  });
});
