// Fuzz of everything that reads a stranger's text: it answers, or throws a Failure, and nothing else. The readers are found in the source.
import '../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Failure } from '../../src/base/failure.ts';

const { foreignParsers, foreignPieces, ownTexts, shortTexts } = await import('../fakes/foreignParsers.ts');
const { loadLoneReaders, textReaders } = await import('../fakes/textReaders.ts');
const { TooDeepError } = await import('../../src/domain/references/tooDeep.ts');

const readers = { ...(await loadLoneReaders()), ...foreignParsers };
const texts = fc.oneof(
  fc.array(fc.constantFrom(...foreignPieces), { maxLength: 40 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ maxLength: 200 }),
);

function read(name: string, parse: (text: string) => unknown, text: string): void {
  try {
    parse(text);
  } catch (error) {
    // The one signal of our own: `readReferences` and `readCiFile` catch it.
    assert.ok(
      error instanceof TooDeepError || error instanceof Failure,
      `${name} of ${JSON.stringify(text).slice(0, 200)}: ${String(error)}`,
    );
  }
}

describe('a stranger’s text', () => {
  it('is fuzzed wherever it is read: what needs more than a text is listed', () => {
    const more = textReaders().filter(({ isAlone }) => !isAlone);
    const unlisted = more.filter(({ name }) => !(name in foreignParsers) && !(name in ownTexts));
    assert.deepEqual(
      unlisted.map(({ module, name }) => `${module} ${name}`),
      [],
    );
    const names = new Set(more.map(({ name }) => name));
    assert.deepEqual(
      Object.keys(ownTexts).filter((name) => !names.has(name)),
      [],
    );
    assert.ok(Object.keys(readers).length > 150, 'the readers are found');
  });

  for (const [name, parse] of Object.entries(readers))
    it(`is read by ${name} without a throw but a Failure`, function () {
      this.timeout(120_000);
      fc.assert(
        fc.property(texts, (text) => read(name, parse, text)),
        { seed: 12, numRuns: 200 },
      );
    });

  it('that was reported to stop the extension is read by all of them, at its full length', function () {
    this.timeout(240_000);
    for (const [name, parse] of Object.entries(readers)) {
      const most = Math.min(120_000, shortTexts[name] ?? Infinity);
      for (const piece of [' ', '/', 'a', '\n', '[ ']) read(name, parse, piece.repeat(most / piece.length));
    }
  });
});
