// A tenth of the matrix, spread over all acts and faults: whatever goes wrong at a write, nothing is said that did not happen.
import assert from 'node:assert/strict';
import { matrixKinds, runMatrix } from './matrixRun.ts';
import { caseLine, tallyOf } from './tally.ts';

for (const kind of matrixKinds)
  describe(`every tenth write with a fault, ${kind}`, function () {
    this.timeout(300_000);

    it('is told as it happened, touches nothing else and gives no secret away', async () => {
      const results = await runMatrix(kind, { step: 10 });
      const { untrue, needlesslyUnclear, othersTouched, leaks, cases } = tallyOf(results);
      const bad = results.filter(
        ({ verdict, isNeedless, others, leaks: secrets }) =>
          verdict === 'untrue' || isNeedless || others.length + secrets.length > 0,
      );
      assert.deepEqual(bad.map(caseLine), []);
      assert.deepEqual(
        { untrue, needlesslyUnclear, othersTouched, leaks },
        {
          untrue: 0,
          needlesslyUnclear: 0,
          othersTouched: 0,
          leaks: 0,
        },
      );
      assert.ok(cases > 60);
    });
  });
