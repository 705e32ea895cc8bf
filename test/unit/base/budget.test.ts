import assert from 'node:assert/strict';
import { Budget, mostValues, valuesIn, weightOf } from '../../../src/base/budget.ts';

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

describe('the values of a document', () => {
  it('are its lists, objects and what is in them', () => {
    assert.equal(valuesIn(JSON.parse('{"a":[1,"x",null],"b":{}}')), 6);
    assert.equal(valuesIn('x'), 1);
  });

  it('are not counted further than is allowed, in width and in depth', () => {
    assert.equal(valuesIn(JSON.parse(`[${'[],'.repeat(1_000_000)}[]]`)), mostValues + 1);
    assert.equal(valuesIn(JSON.parse('['.repeat(200_000) + ']'.repeat(200_000))), mostValues + 1);
  });

  it('weigh more than their text where they are small', () => {
    const json = `[${'{},'.repeat(9999)}{}]`;
    assert.ok(weightOf(json.length, JSON.parse(json)) > 1_000_000);
  });
});
