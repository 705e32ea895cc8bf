import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expandShell } from '../../../../../src/domain/references/docker/expandShell.ts';
import { known } from '../../../../../src/domain/references/expansion.ts';

/** What a shell makes of a text in double quotes. `X` is set, `E` is empty, `U` is not set. */
function byShell(texts: readonly string[]): readonly string[] {
  const script = texts.map((text) => `printf '%s\\n' "${text}"`).join('\n');
  const { stdout, status } = spawnSync('sh', ['-c', script], { env: { X: 'x', E: '' }, encoding: 'utf8' });
  assert.equal(status, 0);
  return stdout.split('\n').slice(0, -1);
}

const lookup = (name: string) => ({ X: known('x'), E: known('') })[name];

describe('the expansion of shell-like variables', () => {
  // Variables that are not set stand only where they have a default: without one they are unknown here, and nothing in a shell.
  const { text } = fc.letrec<{ text: string; piece: string }>((tie) => ({
    text: fc.array(tie('piece'), { maxLength: 3 }).map((pieces) => pieces.join('')),
    piece: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom('a', '1.0-', '/', ':', '$X/', '${X}', '${E}', '.'),
      fc
        .tuple(fc.constantFrom('X', 'E', 'U'), fc.constantFrom('-', ':-', '+', ':+'), tie('text'))
        .map(([name, operator, word]) => `\${${name}${operator}${word}}`),
    ),
  }));

  it('is that of a shell, for both grammars', () => {
    const texts = fc.sample(text, { numRuns: 300, seed: 15 });
    const expected = byShell(texts);
    for (const escape of ['$', '\\'] as const)
      assert.deepEqual(
        texts.map((each) => expandShell(each, { escape, lookup }).text),
        expected,
      );
  });

  it('is unknown for what nobody sets', () => {
    for (const each of ['$U', '${U}', '${U?}', '${E:?x}', '${U', '${}', '${X#x}'])
      assert.match(expandShell(each, { escape: '$', lookup }).text, /\0/, each);
  });
});
