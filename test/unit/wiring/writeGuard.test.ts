import assert from 'node:assert/strict';
import { Failure } from '../../../src/base/failure.ts';
import { writeGuard } from '../../../src/wiring/writeGuard.ts';

describe('the guard for writes', () => {
  const refused = new Failure('denied', 'no', { code: 'insufficientScope' });
  const asked: string[] = [];
  const credentials = {
    assertMay: (capability: string, id: string): void => {
      asked.push(`${capability} ${id}`);
      if (id === 'weak') throw refused;
    },
  };
  let isReadOnly = false;
  const assertMay = writeGuard(() => isReadOnly, credentials);
  beforeEach(() => {
    isReadOnly = false;
    asked.length = 0;
  });

  it('lets through what the credential may do', () => {
    assert.doesNotThrow(() => assertMay('deleteTags', 'strong'));
    assert.deepEqual(asked, ['deleteTags strong']);
  });

  it('refuses what it may not', () => {
    assert.throws(() => assertMay('restoreTags', 'weak'), refused);
  });

  it('refuses everything in the read-only mode, which is asked anew each time', () => {
    isReadOnly = true;
    assert.throws(
      () => assertMay('deleteTags', 'strong'),
      (error) => Failure.is(error, 'denied') && error.details.code === 'readOnly',
    );
    isReadOnly = false;
    assert.doesNotThrow(() => assertMay('deleteTags', 'strong'));
  });
});
