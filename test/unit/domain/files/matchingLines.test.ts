// What is found in a text, against what GNU grep finds in it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { isBinary, matchingLines } from '../../../../src/domain/files/matchingLines.ts';

const grep = (text: string, wanted: string): readonly number[] => {
  try {
    const out = execFileSync('grep', ['-niF', '-e', wanted], {
      input: text,
      encoding: 'utf8',
      env: { LC_ALL: 'C.UTF-8' },
    });
    return out
      .trimEnd()
      .split('\n')
      .map((line) => Number.parseInt(line, 10) - 1);
  } catch {
    return [];
  }
};

describe('a text that is looked for', () => {
  const texts: readonly (readonly [string, string])[] = [
    ['one\ntwo\nONE two one\n', 'one'],
    ['no end of line: needle', 'needle'],
    ['\n\n\nx\n\nx', 'x'],
    ['a\r\nb\r\nab', 'b'],
    ['nothing here', 'there'],
    ['', 'x'],
    ['same same same', 'same'],
    ['$PATH.*[a]\n', '.*[A]'],
  ];
  for (const [text, wanted] of texts)
    it(`“${wanted}” stands where grep says`, () => {
      const found = matchingLines(text, wanted, 100);
      assert.deepEqual(
        found.map(({ line }) => line),
        grep(text, wanted),
      );
      const lines = text.split('\n');
      for (const { line, character } of found)
        assert.equal(
          lines[line]?.slice(character, character + wanted.length).toLowerCase(),
          wanted.toLowerCase(),
        );
    });

  it('is found so often as is asked, and shown without the rest of an endless line', () => {
    assert.equal(matchingLines('x\n'.repeat(1000), 'x', 7).length, 7);
    const [only] = matchingLines(`${'a'.repeat(1e6)}needle${'b'.repeat(1e6)}`, 'needle', 7);
    assert.equal(only?.character, 1e6);
    assert.ok(only.text.length <= 300 && only.text.includes('needle'));
  });

  it('is not looked for in what has a zero byte early', () => {
    assert.ok(isBinary(Buffer.from('\u007fELF\0')));
    assert.ok(!isBinary(Buffer.from('#!/bin/sh\n')));
  });
});
