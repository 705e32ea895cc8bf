import assert from 'node:assert/strict';
import { printableLine, redact, secretsOf } from '../../../src/net/redact.ts';

describe('redact', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['Authorization: Bearer token-owner', 'Authorization: [redacted]'],
    ['{"authorization":"Basic b3duZXI6dG9rZW4="}', '{"authorization":"[redacted]"}'],
    ['sent bearer token-owner to', 'sent bearer [redacted] to'],
    ['PRIVATE-TOKEN: token-owner', 'PRIVATE-TOKEN: [redacted]'],
    ['used glpat-AbCdEf12345678901234 there', 'used [redacted] there'],
    ['used gldt-AbCdEf12345678901234', 'used [redacted]'],
    ['{"token":"abc.def"}', '{"token":"[redacted]"}'],
    ['private_token=abc&x=1', 'private_token=[redacted]&x=1'],
    ['eyJhbGciOi.eyJpc3MiOi.c2lnbmF0dXJl', '[redacted]'],
    ['GET https://user:pass@host/p?private=1#x failed', 'GET https://host/p?… failed'],
    ['nothing to hide: tag v1.0', 'nothing to hide: tag v1.0'],
  ];
  for (const [text, expected] of cases)
    it(`turns ${text.slice(0, 24)}… into ${expected}`, () => assert.equal(redact(text), expected));

  it('removes the secrets it is told, whatever they look like', () => {
    assert.equal(redact('plain word-of-owner here', ['word-of-owner']), 'plain [redacted] here');
  });

  it('knows what an Authorization header holds, also inside Basic', () => {
    const inside = Buffer.from('owner:word-of-owner').toString('base64');
    assert.deepEqual(secretsOf(`Basic ${inside}`), [inside, 'owner:word-of-owner', 'word-of-owner']);
    assert.deepEqual(secretsOf('Bearer abc'), ['abc']);
    assert.deepEqual(secretsOf(undefined), []);
  });
});

describe('printableLine', () => {
  it('is one line without control, bidirectional and invisible characters', () => {
    assert.equal(printableLine(' a\r\n\tb\u0000\u202ec\u200b\u2066d\ufeff e '), 'a b c d e');
  });

  it('is at most 300 characters', () => {
    assert.equal(printableLine('x'.repeat(5000)).length, 300);
  });

  it('leaves out a word that its cut goes through, which may be half a secret', () => {
    const said = `${' '.repeat(3990)}word-of-owner`;
    assert.equal(printableLine(`${said} there`, ['word-of-owner']), '');
    assert.equal(printableLine(said.trim(), ['word-of-owner']), '[redacted]');
  });

  it('shows nothing that hides, by the one list', () => {
    assert.equal(printableLine('a\u00adb\u3164c\u{e0061}d\ud800e'), 'a b c d e');
  });
});
