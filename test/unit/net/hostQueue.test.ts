import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { HostQueue, type Wait } from '../../../src/net/hostQueue.ts';

/** Lets everything that is ready go on. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const never: Wait = () => new Promise(() => undefined);

describe('the requests of one host', () => {
  const open: (() => void)[] = [];
  const started: string[] = [];
  const ask = (queue: HostQueue, name: string, signal?: AbortSignal): Promise<void> =>
    queue.run(() => {
      started.push(name);
      return new Promise<void>((resolve) => open.push(resolve));
    }, signal);
  const many = (queue: HostQueue, count: number, signal?: AbortSignal): void => {
    for (let at = 0; at < count; at += 1) void ask(queue, `work ${at}`, signal).catch(() => undefined);
  };

  beforeEach(() => {
    started.length = 0;
    open.length = 0;
    mock.timers.enable({ apis: ['setTimeout'] });
  });
  afterEach(() => mock.timers.reset());

  it('keep a place for what the person looks at while one piece of work has more than enough', async () => {
    const queue = new HostQueue('host', () => 0, never);
    many(queue, 100, new AbortController().signal);
    void ask(queue, 'look');
    await settle();
    assert.deepEqual(started, ['work 0', 'work 1', 'work 2', 'work 3', 'work 4', 'look']);
  });

  it('go on in their order as places become free', async () => {
    const queue = new HostQueue('host', () => 0, never);
    many(queue, 7, new AbortController().signal);
    await settle();
    open.shift()?.();
    await settle();
    open.shift()?.();
    await settle();
    assert.deepEqual(started.slice(5), ['work 5', 'work 6']);
  });

  it('hold no place when no answer comes, but no more than six more of them wait', async () => {
    const queue = new HostQueue('host', () => 0, never);
    many(queue, 30);
    await settle();
    assert.equal(started.length, 6);
    mock.timers.tick(5000);
    await settle();
    assert.equal(started.length, 12);
    mock.timers.tick(60_000);
    await settle();
    assert.equal(started.length, 12);
    open.shift()?.();
    await settle();
    assert.equal(started.length, 12);
    for (const answer of open.splice(0)) answer();
    await settle();
    assert.equal(started.length, 18);
  });

  it('leave the queue when they are cancelled, and nothing of them stays', async () => {
    const queue = new HostQueue('host', () => 0, never);
    const work = new AbortController();
    many(queue, 20, work.signal);
    await settle();
    work.abort();
    for (const answer of open.splice(0)) answer();
    await settle();
    void ask(queue, 'look');
    await settle();
    assert.deepEqual(started.slice(5), ['look']);
  });
});
