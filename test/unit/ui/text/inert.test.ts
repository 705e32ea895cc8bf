import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inert } from '../../../../src/ui/text/inert.ts';

/** VS Code's own expression. Source: vscode 1.100 `src/vs/base/common/linkedText.ts`. */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/gi;

describe('a text in a message', () => {
  it('has no link that runs a command, opens a page or a file', () => {
    for (const text of [
      '[Try again](command:workbench.action.quit)',
      'It said: “[x](https://evil.example/ "title")”.',
      '[[a](file:///etc/passwd)]',
      '[a](COMMAND:x)[b](command:y)',
    ]) {
      assert.match(text, new RegExp(link.source, 'i'));
      assert.doesNotMatch(inert(text), new RegExp(link.source, 'i'));
    }
  });

  it('has none, whatever it is made of', () => {
    const part = fc.constantFrom(
      '[',
      ']',
      '(',
      ')',
      'a',
      ' ',
      '"',
      'command:',
      'https://',
      'file:',
      '\n',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        assert.equal(inert(parts.join('')).match(link), null);
      }),
      { seed: 12, numRuns: 5000 },
    );
  });

  it('stays as it is otherwise', () => {
    const text = 'The tag “v1.0 (rc)” [draft] of https://gitlab.example.com/a';
    assert.equal(inert(text), text);
  });
});
