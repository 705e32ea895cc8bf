import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { assertIntact, isIntact } from '../../../../src/catalog/journal/intact.ts';
import { Failure } from '../../../../src/base/failure.ts';

/** What another program says of a text. */
const sumOf = (program: string, text: string): string =>
  execFileSync(program, { input: text }).toString().split(' ')[0] ?? '';

describe('a kept text is intact', () => {
  const text = '{"schemaVersion":2,"annotations":{"a":"ä€😀"}}';
  const saved = { digest: `sha256:${sumOf('sha256sum', text)}`, mediaType: 'm', text };

  it('when it is what its digest stands for, in either algorithm', () => {
    assert.ok(isIntact(saved));
    assert.ok(isIntact({ ...saved, digest: `sha512:${sumOf('sha512sum', text)}` }));
    assert.doesNotThrow(() => assertIntact([saved]));
  });

  for (const [what, damaged] of Object.entries({
    'a letter more': { ...saved, text: `${text} ` },
    'another text': { ...saved, text: '{}' },
    'half a digest': { ...saved, digest: saved.digest.slice(0, 20) },
    'no digest': { ...saved, digest: '' },
    'an algorithm that nobody knows': { ...saved, digest: saved.digest.replace('sha256', 'md5') },
  }))
    it(`is damaged with ${what}`, () => {
      assert.ok(!isIntact(damaged));
      assert.throws(
        () => assertIntact([saved, damaged]),
        (error) => Failure.is(error) && error.details.code === 'digestMismatch',
      );
    });
});
