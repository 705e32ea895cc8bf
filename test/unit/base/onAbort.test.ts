import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { onAbort } from '../../../src/base/onAbort.ts';

describe('listening for a cancellation', () => {
  it('is one listener of the signal, whatever listens', () => {
    const controller = new AbortController();
    const heard: number[] = [];
    for (let at = 0; at < 1000; at += 1) onAbort(controller.signal, () => heard.push(at));
    assert.equal(getEventListeners(controller.signal, 'abort').length, 1);
    controller.abort();
    assert.deepEqual(heard, [...Array(1000).keys()]);
  });

  it('ends for those that stopped', () => {
    const controller = new AbortController();
    const heard: string[] = [];
    const stop = onAbort(controller.signal, () => heard.push('stopped'));
    onAbort(controller.signal, () => heard.push('stays'));
    stop();
    controller.abort();
    assert.deepEqual(heard, ['stays']);
  });

  it('calls at once what comes too late, and nothing without a signal', () => {
    let calls = 0;
    onAbort(AbortSignal.abort(), () => (calls += 1))();
    onAbort(undefined, () => (calls += 1))();
    assert.equal(calls, 1);
  });

  it('keeps the same function of two callers apart', () => {
    const controller = new AbortController();
    let calls = 0;
    const listener = (): void => void (calls += 1);
    const stop = onAbort(controller.signal, listener);
    onAbort(controller.signal, listener);
    stop();
    controller.abort();
    assert.equal(calls, 1);
  });
});
