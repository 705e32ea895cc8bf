import assert from 'node:assert/strict';
import { actionCounter } from '../../../src/net/actions.ts';

describe('the requests of an action', () => {
  it('are counted for it and for what it is part of, by its own counter only', async () => {
    const lines: string[] = [];
    const write = (line: string): void => void lines.push(line);
    const log = { trace: write, debug: write, info: write, warn: write, error: write };
    const [one, other] = [actionCounter(log, () => 0), actionCounter(log, () => 0)];
    await one.during('outer', async () => {
      one.count();
      await one.during('inner', async () => {
        await Promise.resolve();
        one.count();
        other.count();
      });
      await other.during('beside', () => {
        one.count();
        other.count();
        return Promise.resolve();
      });
    });
    one.count();
    assert.deepEqual(lines, ['inner: 1 request, 0 ms', 'beside: 1 request, 0 ms', 'outer: 3 requests, 0 ms']);
  });
});
