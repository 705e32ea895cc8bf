import assert from 'node:assert/strict';
import { failureOfFetch } from '../../../src/net/fetchFailure.ts';

const coded = (code: string): Error => Object.assign(new Error('words that do not count'), { code });
const fetchFailed = (cause: unknown): Error => new TypeError('fetch failed', { cause });

describe('failureOfFetch', () => {
  // Codes: Node's errors and tls docs (X509 certificate error codes), undici's errors.js, Chromium's net_error_list.h.
  const cases: readonly (readonly [string, string | undefined, boolean])[] = [
    ['ENOTFOUND', 'hostNotFound', true],
    ['EAI_AGAIN', 'hostNotFound', true],
    ['ECONNREFUSED', 'connectionRefused', true],
    ['EHOSTUNREACH', 'connectionRefused', true],
    ['ECONNRESET', 'connectionReset', true],
    ['UND_ERR_SOCKET', 'connectionReset', true],
    ['ETIMEDOUT', 'timedOut', true],
    ['UND_ERR_CONNECT_TIMEOUT', 'timedOut', true],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tlsUntrusted', false],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tlsUntrusted', false],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tlsUntrusted', false],
    ['CERT_HAS_EXPIRED', 'tlsUntrusted', false],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tlsUntrusted', false],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tlsFailed', false],
    ['EPROTO', 'tlsFailed', false],
    ['SOMETHING_ELSE', undefined, true],
  ];
  for (const [code, expected, temporary] of cases)
    it(`takes ${code} for ${expected ?? 'something unexpected'}`, () => {
      const failure = failureOfFetch(fetchFailed(coded(code)), 'connecting', 'host:1');
      assert.deepEqual(
        [failure.details.code, failure.isTemporary, failure.details.host],
        [expected, temporary, 'host:1'],
      );
      assert.equal(failure.reason, expected === undefined ? 'unexpected' : 'offline');
    });

  it('knows a port that fetch refuses, whose error has no code', async () => {
    // Fetch Standard, "bad port": 6000 is that of X11.
    for (const host of ['127.0.0.1:6000', 'localhost:22']) {
      const error: unknown = await fetch(`http://${host}/`).catch((reason: unknown) => reason);
      const failure = failureOfFetch(error, 'connecting', host);
      assert.deepEqual(
        [failure.reason, failure.details.code, failure.isTemporary],
        ['invalid', 'blockedPort', false],
      );
    }
    const refused = failureOfFetch(fetchFailed(coded('ECONNREFUSED')), 'connecting', 'localhost:5000');
    assert.equal(refused.details.code, 'connectionRefused');
  });

  it("finds the code in the parts of an error, as Node's happy eyeballs wraps them", () => {
    const failure = failureOfFetch(
      fetchFailed(new AggregateError([coded('ECONNREFUSED')])),
      'connecting',
      'h',
    );
    assert.equal(failure.details.code, 'connectionRefused');
  });

  it("reads Chromium's codes, which stand in the message", () => {
    for (const [name, code] of [
      ['ERR_CERT_AUTHORITY_INVALID', 'tlsUntrusted'],
      ['ERR_NAME_NOT_RESOLVED', 'hostNotFound'],
    ])
      assert.equal(failureOfFetch(new Error(`net::${name}`), 'connecting', 'h').details.code, code);
  });

  it('calls whatever happens to a body cut short', () => {
    const failure = failureOfFetch(
      new TypeError('terminated', { cause: coded('UND_ERR_SOCKET') }),
      'body',
      'h',
    );
    assert.deepEqual([failure.reason, failure.details.code], ['unexpected', 'cutShort']);
  });

  it('does not go round in circles', () => {
    const error = new Error('a');
    error.cause = error;
    assert.equal(failureOfFetch(error, 'connecting', 'h').reason, 'unexpected');
  });
});
