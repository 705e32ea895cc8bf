import assert from 'node:assert/strict';
import { redacting, type Log } from '../../../src/net/log.ts';
import { redact } from '../../../src/net/redact.ts';

describe('redacting', () => {
  it('cleans what is written at every level', () => {
    const lines: string[] = [];
    const write = (message: string): void => void lines.push(message);
    const log: Log = { trace: write, debug: write, info: write, warn: write, error: write };
    const safe = redacting(log, redact);
    for (const level of ['trace', 'debug', 'info', 'warn', 'error'] as const)
      safe[level]('authorization: Bearer planted');
    assert.equal(lines.length, 5);
    assert.ok(!lines.join().includes('planted'), lines.join());
  });
});
