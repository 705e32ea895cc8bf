import '../../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { Failure } from '../../../../src/base/failure.ts';
import type { JournalEntry } from '../../../../src/domain/deletion/journalEntry.ts';
import type { PutResult } from '../../../../src/domain/deletion/restoration.ts';
import { person, type Answer } from '../../../fakes/vscode/person.ts';

const digest = `sha256:${'a'.repeat(64)}`;

function entry(name: string, others: Partial<JournalEntry> = {}): JournalEntry {
  return {
    id: name,
    at: '2026-11-30T12:00:00Z',
    connectionId: 'c',
    instanceUrl: 'https://gitlab.example.com',
    repositoryId: 7,
    host: 'registry.example.com',
    path: 'acme/shop/web',
    projectPath: 'acme/shop',
    name,
    digest,
    children: [],
    result: 'deleted',
    manifests: [{ digest, mediaType: 'application/vnd.oci.image.manifest.v1+json', text: '{}' }],
    ...others,
  };
}

interface Run {
  readonly restored: readonly (readonly string[])[];
  readonly pages: number;
}

async function run(
  entries: readonly JournalEntry[],
  results: Readonly<Record<string, PutResult>>,
  ...answers: readonly Answer[]
): Promise<Run> {
  const { journalCommands } = await import('../../../../src/commands/deletion/restoreDeletedTags.ts');
  const restored: (readonly string[])[] = [];
  let pages = 0;
  const history = {
    entries: () => Promise.resolve(entries),
    restore: (chosen: readonly JournalEntry[]) => {
      restored.push(chosen.map(({ name }) => name));
      return Promise.resolve(
        chosen.map((one) => ({ entry: one, ...(results[one.name] ?? { result: 'restored' as const }) })),
      );
    },
  };
  person.will(...answers);
  await journalCommands(history, { show: () => (pages += 1) }).restoreDeletedTags();
  return { restored, pages };
}

describe('Restoring deleted tags', () => {
  it('offers what is gone or may be, and not what is back or was never deleted', async () => {
    const entries = [
      entry('gone'),
      entry('perhaps', { result: 'unclear' }),
      entry('back', { restoredAt: '2026-11-30T13:00:00Z' }),
      entry('refused', { result: 'refused' }),
    ];
    await run(entries, {}, undefined);
    const [list] = person.asked;
    assert.deepEqual(list?.choices, ['gone', 'perhaps']);
    assert.deepEqual(list.picked ?? [], []);
  });

  it('puts back what was ticked, and nothing else', async () => {
    const { restored } = await run([entry('a'), entry('b'), entry('c')], {}, ['a', 'c']);
    assert.deepEqual(restored, [['a', 'c']]);
    assert.match(person.seen, /Restored 2 tags\./);
  });

  for (const answer of [undefined, []])
    it(`puts nothing back after ${answer === undefined ? 'the list was left' : 'nothing was ticked'}`, async () => {
      assert.deepEqual((await run([entry('a')], {}, answer)).restored, []);
    });

  it('says so when there is nothing, and asks nothing', async () => {
    const { restored } = await run([entry('back', { restoredAt: '2026-11-30T13:00:00Z' })], {});
    assert.deepEqual(restored, []);
    assert.match(person.seen, /Nothing to restore/);
  });

  const failed = new Failure('offline', 'x', { code: 'timedOut' });
  const outcomes: readonly (readonly [PutResult, RegExp])[] = [
    [{ result: 'restored' }, /Restored the tag “a”\./],
    [{ result: 'alreadyThere' }, /Restored the tag “a”\./],
    [{ result: 'occupied' }, /a: not restored: the name now belongs to another image/],
    [{ result: 'contentGone', missing: [digest] }, /a: can’t be restored: .* removed 1 of its blobs/],
    [{ result: 'notSaved' }, /a: can’t be restored: its manifest couldn’t be saved/],
    [{ result: 'refused', failure: failed }, /a: refused\. /],
    [{ result: 'failed', failure: failed }, /a: failed\. /],
    [{ result: 'unclear', failure: failed }, /a: unclear: it may have been restored/],
    [{ result: 'notTried', failure: failed }, /a: not tried/],
  ];
  for (const [result, words] of outcomes)
    it(`tells the outcome “${result.result}” of one tag as it is`, async () => {
      await run([entry('a')], { a: result }, ['a'], undefined);
      assert.match(person.seen, words);
      const isBack = result.result === 'restored' || result.result === 'alreadyThere';
      assert.equal(/Restored the tag/.test(person.seen), isBack);
    });

  it('counts what came back among several, and tells each in a document', async () => {
    const results: Readonly<Record<string, PutResult>> = {
      b: { result: 'occupied' },
      c: { result: 'unclear', failure: failed },
    };
    const { serveReports } = await import('../../../../src/ui/documents/reportDocument.ts');
    const serving = serveReports();
    await run([entry('a'), entry('b'), entry('c')], results, ['a', 'b', 'c'], 'Show Details');
    serving.dispose();
    assert.match(person.seen, /1 of 3 tags were restored\./);
    assert.doesNotMatch(person.seen, /Restored 3 tags/);
    const document = person.asked.find(({ kind }) => kind === 'document')?.text ?? '';
    assert.match(document, /web:a {2}restored\n.*web:b {2}not restored: .*\n.*web:c {2}unclear: /);
  });
});
