import assert from 'node:assert/strict';
import { lookUntilQuiet, type Patience } from '../../../../src/catalog/deletion/quiet.ts';

/** A clock that stands but for what is waited. */
function clock(): Patience & { readonly waits: number[] } {
  let now = 1_000_000;
  const waits: number[] = [];
  const wait = (ms: number): Promise<void> => {
    waits.push(ms);
    now += ms;
    return Promise.resolve();
  };
  return { waits, now: () => now, wait };
}

describe('looking until it is quiet', () => {
  const { signal } = new AbortController();

  it('ends as soon as what was sent shows', async () => {
    const patience = clock();
    const seen = [0, 0, 1];
    const look = () => Promise.resolve(seen.shift() ?? 9);
    const sentAt = patience.now();
    const found = await lookUntilQuiet(look, (one) => one === 1, { patience, sentAt, signal });
    assert.deepEqual(found, { seen: 1, isQuiet: false });
    assert.deepEqual(patience.waits, [1000, 2000]);
  });

  it('ends when a minute has passed since it was sent, with a last look after that', async () => {
    const patience = clock();
    const sentAt = patience.now();
    let lastLookAt = 0;
    const look = () => Promise.resolve((lastLookAt = patience.now()));
    const { isQuiet } = await lookUntilQuiet(look, () => false, { patience, sentAt, signal });
    assert.ok(isQuiet && lastLookAt - sentAt >= 60_000);
    assert.ok(patience.waits.length < 12, `${patience.waits.length} looks`);
  });

  it('counts the time that an answer was awaited', async () => {
    const patience = clock();
    const sentAt = patience.now() - 59_000;
    const none = () => Promise.resolve('none');
    const found = await lookUntilQuiet(none, () => false, { patience, sentAt, signal });
    assert.ok(found.isQuiet && patience.waits.length === 1);
  });

  it('is not quiet when the person stops waiting', async () => {
    const patience = clock();
    const controller = new AbortController();
    const look = () => {
      controller.abort();
      return Promise.resolve('none');
    };
    const sentAt = patience.now();
    const found = await lookUntilQuiet(look, () => false, { patience, sentAt, signal: controller.signal });
    assert.deepEqual([found.isQuiet, patience.waits.length], [false, 0]);
  });
});
