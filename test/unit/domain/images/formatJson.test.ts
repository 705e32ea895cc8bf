import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatJson } from '../../../../src/domain/images/formatJson.ts';

describe('Formatted JSON', () => {
  it('is what JSON.stringify writes with two spaces, for any value', () =>
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.equal(formatJson(JSON.stringify(value)), `${JSON.stringify(value, null, 2)}\n`);
      }),
    ));

  it('keeps numbers and escapes as they were sent', () => {
    const sent = '{"n":12345678901234567890,"e":1.0e5,"t":"\\u0041\\"{","n":2}';
    const lines = [
      '{',
      '  "n": 12345678901234567890,',
      '  "e": 1.0e5,',
      '  "t": "\\u0041\\"{",',
      '  "n": 2',
      '}',
      '',
    ];
    assert.equal(formatJson(sent), lines.join('\n'));
  });

  it('lives through depth and through what is no JSON', () => {
    assert.ok(formatJson('['.repeat(50_000)).length > 50_000);
    assert.equal(formatJson('<html>'), '<html>\n');
    assert.equal(formatJson('"open'), '"open\n');
    assert.equal(formatJson(''), '\n');
  });
});
