import assert from 'node:assert/strict';
import { Failure } from '../../../src/base/failure.ts';
import { failureUnlessCancelled, unlessFailed } from '../../../src/base/unlessFailed.ts';

describe('a failure unless cancelled', () => {
  const cancelled = new Failure('cancelled', 'cancelled');
  const offline = new Failure('offline', 'host: no answer');

  it('is noted, and nothing comes instead', async () => {
    const noted: Failure[] = [];
    const note = (failure: Failure) => noted.push(failure);
    assert.equal(await unlessFailed(Promise.resolve(7), note), 7);
    assert.equal(await unlessFailed(Promise.reject<number>(offline), note), undefined);
    assert.deepEqual(noted, [offline]);
  });

  it('is rejected with when it was cancelled, also by an AbortError', async () => {
    const never = (): void => {
      assert.fail('being cancelled was noted');
    };
    await assert.rejects(unlessFailed(Promise.reject(cancelled), never), cancelled);
    const aborted = new DOMException('stop', 'AbortError');
    await assert.rejects(Promise.reject(aborted).catch(failureUnlessCancelled), { reason: 'cancelled' });
  });

  it('is what anything thrown becomes', async () => {
    assert.equal(await Promise.reject(offline).catch(failureUnlessCancelled), offline);
    assert.equal(failureUnlessCancelled('text').reason, 'unexpected');
  });
});
