import assert from 'node:assert/strict';
import { csvText, markdownCode, markdownText } from '../../../../src/domain/tags/exportText.ts';

describe('CSV', () => {
  // Source: RFC 4180.
  it('quotes what would end a cell', () => {
    assert.equal(
      csvText([['a,b', 'say "hi"', 'two\nlines', 1, undefined]]),
      '"a,b","say ""hi""","two\nlines",1,\r\n',
    );
  });

  // Source: OWASP, "CSV Injection".
  it('lets no cell be a formula', () => {
    for (const cell of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])
      assert.match(csvText([[cell]]), /^"?'/, JSON.stringify(cell));
  });
});

describe('Markdown', () => {
  it('cannot be left by what stands in it', () => {
    assert.equal(markdownCode('a|b`c\nd'), '`a\\|b‵c d`');
    assert.equal(markdownText('[a](command:x) <b> *c*'), '\\[a\\](command:x) \\<b\\> \\*c\\*');
    assert.equal(markdownCode(''), '');
  });
});
