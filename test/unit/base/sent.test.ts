import assert from 'node:assert/strict';
import { Failure, type FailureDetails, type FailureReason } from '../../../src/base/failure.ts';
import { isUnanswered, isUnclear, wasSent } from '../../../src/base/sent.ts';

describe('isUnclear: whether something was done', () => {
  const cases: readonly (readonly [what: string, FailureReason, FailureDetails, boolean])[] = [
    ['no answer in time', 'offline', { code: 'timedOut' }, true],
    ['a connection that was cut', 'offline', { code: 'connectionReset' }, true],
    ['an answer that broke off', 'unexpected', { code: 'cutShort' }, true],
    ['500', 'unexpected', { code: 'serverError', status: 500 }, true],
    ['a page instead of data', 'invalid', { code: 'notGitlab', status: 200 }, true],
    ['an answer without what it should have', 'invalid', { code: 'wrongShape' }, true],
    ['a success that cannot be read', 'invalid', { code: 'notJson', status: 200 }, true],
    ['a refused connection', 'offline', { code: 'connectionRefused' }, false],
    ['an unknown host', 'offline', { code: 'hostNotFound' }, false],
    ['400', 'invalid', { code: 'badInput', status: 400 }, false],
    ['refused input of a mutation', 'invalid', { code: 'badInput' }, false],
    ['403', 'denied', { code: 'insufficientRole', status: 403 }, false],
    ['404', 'missing', { status: 404 }, false],
    ['429', 'rateLimited', { status: 429 }, false],
    ['408', 'invalid', { code: 'badInput', status: 408 }, true],
    ['a redirect', 'invalid', { code: 'notGitlab', status: 302 }, true],
    ['409', 'invalid', { code: 'badInput', status: 409 }, false],
  ];
  for (const [what, reason, details, expected] of cases)
    it(`is ${expected ? 'unclear' : 'clear'} after ${what}`, () =>
      assert.equal(isUnclear(new Failure(reason, what, details)), expected));
});

describe('wasSent: whether a server may have got a request', () => {
  // Any status comes from a server. Source: RFC 9110; a request that is not written has no answer.
  const codes: readonly FailureDetails[] = [
    {},
    { code: 'badInput' },
    { code: 'insufficientScope' },
    { code: 'notGitlab' },
  ];
  for (const status of [200, 202, 302, 307, 400, 401, 403, 404, 408, 409, 422, 429, 500, 502, 503, 504])
    for (const details of codes)
      it(`is sent with ${status} and ${details.code ?? 'no code'}`, () =>
        assert.equal(wasSent(new Failure('invalid', 'x', { ...details, status })), true));
  const unsent: readonly (readonly [FailureReason, FailureDetails])[] = [
    ['offline', { code: 'hostNotFound' }],
    ['offline', { code: 'connectionRefused' }],
    ['offline', { code: 'tlsUntrusted' }],
    ['unauthorized', { code: 'tokenMissing' }],
    ['denied', { code: 'readOnly' }],
    ['denied', { code: 'credentialKind' }],
    ['invalid', { code: 'badInput' }],
    ['rateLimited', {}],
  ];
  for (const [reason, details] of unsent)
    it(`is not sent with ${reason} ${details.code ?? ''}`, () =>
      assert.equal(wasSent(new Failure(reason, 'x', details)), false));
  for (const code of ['timedOut', 'connectionReset', 'cutShort', 'tlsFailed', undefined] as const)
    it(`may be sent with ${code ?? 'no code'}`, () =>
      assert.equal(wasSent(new Failure('offline', 'x', code === undefined ? {} : { code })), true));
});

describe('isUnanswered: whether what was sent may be acted on still', () => {
  for (const status of [408, 500, 502, 503, 504])
    it(`may after ${status}`, () =>
      assert.equal(isUnanswered(new Failure('unexpected', 'x', { code: 'serverError', status })), true));
  for (const status of [200, 302, 400, 401, 403, 404, 409, 422, 429])
    it(`may not after ${status}`, () =>
      assert.equal(isUnanswered(new Failure('invalid', 'x', { code: 'badInput', status })), false));
});
