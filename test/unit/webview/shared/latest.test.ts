import assert from 'node:assert/strict';
import { latest } from '../../../../webview/shared/latest.ts';

function start() {
  const asked: string[] = [];
  const seen: string[] = [];
  const settle: ((fails?: boolean) => void)[] = [];
  const ask = latest(
    (question: string) => {
      asked.push(question);
      return new Promise<string>((resolve, reject) =>
        settle.push((fails = false) => {
          if (fails) reject(new Error(question));
          else resolve(question);
        }),
      );
    },
    (answer, question) => seen.push(`${question}=${answer}`),
    (error) => seen.push(String(error)),
  );
  const turn = () => new Promise(setImmediate);
  return { ask, asked, seen, settle, turn };
}

describe('Questions while typing', () => {
  it('leave out those that were overtaken, and always end with the newest', async () => {
    const { ask, asked, seen, settle, turn } = start();
    for (const text of ['a', 'ab', 'abc', 'abcd']) ask(text);
    assert.deepEqual(asked, ['a']);
    settle[0]?.();
    await turn();
    assert.deepEqual(asked, ['a', 'abcd']);
    settle[1]?.();
    await turn();
    assert.deepEqual(seen, ['a=a', 'abcd=abcd']);
  });

  it('go on after one that failed', async () => {
    const { ask, seen, settle, turn } = start();
    ask('a');
    ask('b');
    settle[0]?.(true);
    await turn();
    settle[1]?.();
    await turn();
    assert.deepEqual(seen, ['Error: a', 'b=b']);
  });
});
