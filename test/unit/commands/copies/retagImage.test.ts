import '../../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { Failure } from '../../../../src/base/failure.ts';
import type { PutResult } from '../../../../src/domain/deletion/restoration.ts';
import { tagRow, targetsOf } from '../../../fakes/rows.ts';
import { person } from '../../../fakes/vscode/person.ts';

type Call = readonly [connection: string, path: string, from: string, to: string];

async function run(typed: string | undefined, outcome: PutResult): Promise<readonly Call[]> {
  const { retagImage } = await import('../../../../src/commands/copies/retagImage.ts');
  const calls: Call[] = [];
  person.will(typed);
  await retagImage(targetsOf(tagRow({ name: '1.0' })), {
    retag: (connectionId, repository, { from, to }) => {
      calls.push([connectionId, repository.path, from.name, to]);
      return Promise.resolve(outcome);
    },
  })();
  return calls;
}

describe('Another name for an image', () => {
  it('is put beside the old one, and said', async () => {
    assert.deepEqual(await run('stable', { result: 'restored' }), [['c', 'acme/shop/web', '1.0', 'stable']]);
    assert.match(person.seen, /now has the tag “stable”/);
  });

  for (const typed of [undefined, '', '1.0', 'no spaces', '-first', 'x'.repeat(129)])
    it(`is not taken from ${JSON.stringify(typed?.slice(0, 12))}`, async () => {
      assert.deepEqual(await run(typed, { result: 'restored' }), []);
    });

  const words = {
    occupied: /belongs to another image/,
    contentGone: /already removed parts/,
    unclear: /unclear whether/,
    failed: /didn’t get the tag/,
    refused: /didn’t get the tag/,
  } as const;
  for (const [result, expected] of Object.entries(words))
    it(`says what happened when it was ${result}`, async () => {
      const failure = new Failure('unexpected', 'x', { code: 'serverError' });
      await run('stable', { result, failure } as unknown as PutResult);
      const [said] = person.asked.filter(({ kind }) => kind === 'warning');
      assert.match(said?.text ?? '', expected);
      assert.doesNotMatch(person.seen, /now has the tag/);
    });
});
