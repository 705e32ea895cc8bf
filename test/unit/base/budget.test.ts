import assert from 'node:assert/strict';
import { Budget } from '../../../src/base/budget.ts';

describe('a budget for what a stranger sends', () => {
  it('is spent by many small things', () => {
    const budget = new Budget({ things: 3, bytes: 1000 });
    assert.deepEqual(
      [1, 1, 1, 1].map((bytes) => budget.take(bytes)),
      [true, true, true, false],
    );
  });

  it('is spent by few huge ones, to the byte', () => {
    const budget = new Budget({ things: 100, bytes: 10 });
    assert.deepEqual(
      [4, 6, 1].map((bytes) => budget.take(bytes)),
      [true, true, false],
    );
  });

  it('stays spent, also for what would still fit', () => {
    const budget = new Budget({ things: 100, bytes: 10 });
    assert.equal(budget.isSpent, false);
    assert.equal(budget.take(11), false);
    assert.equal(budget.isSpent, true);
    assert.equal(budget.take(0), false);
  });
});
