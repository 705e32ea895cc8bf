// Fuzz of everything that reads a stranger's text: it answers, or throws a Failure, and nothing else.
import '../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Failure } from '../../src/base/failure.ts';
import { foreignParsers, foreignPieces } from '../fakes/foreignParsers.ts';

const texts = fc.oneof(
  fc.array(fc.constantFrom(...foreignPieces), { maxLength: 40 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ maxLength: 200 }),
);

describe('a stranger’s text', () => {
  for (const [name, parse] of Object.entries(foreignParsers))
    it(`is read by ${name} without a throw but a Failure`, function () {
      this.timeout(120_000);
      fc.assert(
        fc.property(texts, (text) => {
          try {
            parse(text);
          } catch (error) {
            assert.ok(error instanceof Failure, String(error));
          }
        }),
        { seed: 12, numRuns: 500 },
      );
    });

  it('that was reported to stop the extension is read by all of them, at its full length', function () {
    this.timeout(120_000);
    for (const parse of Object.values(foreignParsers))
      for (const piece of [' ', '/', 'a', '\n', ' && ', '<', '[ ', '=']) {
        try {
          parse(piece.repeat(120_000 / piece.length));
        } catch (error) {
          assert.ok(error instanceof Failure, String(error));
        }
      }
  });
});
