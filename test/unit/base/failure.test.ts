import assert from 'node:assert/strict';
import { Failure } from '../../../src/base/failure.ts';

describe('a failure', () => {
  it('of another file that ships is one of this file, too, with its reason', async () => {
    // Modules are kept by their whole address.
    const address = new URL('../../../src/base/failure.ts?copy', import.meta.url).href;
    const copy = (await import(address)) as { readonly Failure: typeof Failure };
    assert.notEqual(copy.Failure, Failure);
    const foreign: unknown = new copy.Failure('offline', 'gone', { code: 'timedOut' });
    assert.ok(foreign instanceof Failure);
    assert.ok(Failure.is(foreign, 'offline'));
    assert.equal(Failure.from(foreign), foreign);
    assert.ok(new Failure('denied', 'no') instanceof copy.Failure);
  });

  it('is none of a class that is made of it, unless it was made as one', () => {
    class Narrow extends Failure {}
    assert.ok(!(new Failure('offline', 'gone') instanceof Narrow));
    assert.ok(new Narrow('offline', 'gone') instanceof Narrow);
    assert.ok(new Narrow('offline', 'gone') instanceof Failure);
  });

  it('is nothing else that was thrown', () => {
    for (const thrown of [new Error('Failure'), { name: 'Failure', reason: 'offline' }, 'Failure', undefined])
      assert.ok(!(thrown instanceof Failure));
  });
});
