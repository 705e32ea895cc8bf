import assert from 'node:assert/strict';
import { Emitter } from '../../../src/base/event.ts';
import { Waits, type Pause } from '../../../src/tree/waits.ts';

describe('lists that take long', () => {
  const now = 1_000_000;
  let pauses: Emitter<Pause>;
  let waits: Waits;
  let later: number;
  let end: () => void;
  let signal: AbortSignal | undefined;

  beforeEach(() => {
    pauses = new Emitter();
    waits = new Waits(pauses.event, () => now);
    later = 0;
  });

  /** A list that ends when the test says so, or when it is stopped. */
  const load = (isRetry = false): ReturnType<Waits['during']> =>
    waits.during(
      'row',
      { hosts: ['gitlab.test'], isRetry, later: () => (later += 1) },
      (given) =>
        new Promise<void>((resolve, reject) => {
          signal = given;
          end = resolve;
          given.addEventListener('abort', () => reject(new Error('stopped')));
        }),
    );
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it('are not waited for when they come first', async () => {
    const loading = load();
    end();
    assert.deepEqual(await loading, { kind: 'done' });
    assert.equal(waits.of('row'), undefined);
    await settled();
    assert.equal(later, 0);
  });

  it('are waited for as soon as their host asks for a pause, and tell when they are there', async () => {
    const loading = load();
    const pause = { host: 'gitlab.test', until: now + 42_000 };
    pauses.fire(pause);
    assert.deepEqual(await loading, { kind: 'waiting', pause });
    assert.deepEqual(waits.of('row')?.pause, pause);
    assert.deepEqual(waits.paused, ['row']);
    end();
    await settled();
    assert.equal(later, 1);
    assert.deepEqual(waits.paused, []);
  });

  it('are waited for at once where the pause began before, or an error is tried again', async () => {
    pauses.fire({ host: 'gitlab.test', until: now + 42_000 });
    assert.equal((await load()).kind, 'waiting');
    end();
    await settled();
    waits = new Waits(pauses.event, () => now);
    assert.deepEqual(await load(true), { kind: 'waiting' });
  });

  it('do not mind pauses of other hosts, nor short ones', async () => {
    const loading = load();
    pauses.fire({ host: 'other.test', until: now + 42_000 });
    pauses.fire({ host: 'gitlab.test', until: now + 2_000 });
    end();
    assert.deepEqual(await loading, { kind: 'done' });
  });

  it('can be stopped', async () => {
    const loading = load();
    pauses.fire({ host: 'gitlab.test', until: now + 42_000 });
    await loading;
    waits.stop('row');
    assert.equal(signal?.aborted, true);
    await settled();
    assert.equal(waits.of('row'), undefined);
    assert.equal(later, 1);
  });
});
