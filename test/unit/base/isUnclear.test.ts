import assert from 'node:assert/strict';
import { Failure, type FailureDetails, type FailureReason } from '../../../src/base/failure.ts';
import { isUnclear } from '../../../src/base/isUnclear.ts';

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
  ];
  for (const [what, reason, details, expected] of cases)
    it(`is ${expected ? 'unclear' : 'clear'} after ${what}`, () =>
      assert.equal(isUnclear(new Failure(reason, what, details)), expected));
});
