import '../../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { buildNames, tagsOf, targetOf, TestDeletions } from '../../../fakes/deletionSource.ts';
import type { DeletionOrder, OrderOutcome } from '../../../../src/domain/deletion/order.ts';
import { DeletionRun } from '../../../../src/ui/deletion/deletionRun.ts';

const [path, other] = ['acme/web', 'acme/other'];

describe('one deletion from its confirmation on', () => {
  const work = () => ({ signal: new AbortController().signal, onDone: () => undefined });
  const orderFor = (of: string, count: number): DeletionOrder => {
    const { connectionId, repository } = targetOf(of, []);
    return { connectionId, repository, tags: tagsOf(of, buildNames(count)), mustBeUndoable: true };
  };
  let deletions: TestDeletions;
  let heard: (readonly OrderOutcome[])[];
  let run: DeletionRun;
  beforeEach(() => {
    deletions = new TestDeletions([...tagsOf(path, buildNames(4)), ...tagsOf(other, buildNames(2))]);
    heard = [];
    run = new DeletionRun({ deletions, onOutcomes: (results) => heard.push(results) });
  });

  it('deletes one repository after the other and tells how many tags of all are settled', async () => {
    const settled: number[] = [];
    const onDone = (count: number): void => void settled.push(count);
    const results = await run.execute([orderFor(path, 4), orderFor(other, 2)], { ...work(), onDone });
    assert.deepEqual(settled, [1, 2, 3, 4, 5, 6]);
    assert.ok(results.every(({ outcomes }) => outcomes.every(({ result }) => result === 'deleted')));
    assert.equal(deletions.there.size, 0);
    assert.equal(heard.length, 1);
  });

  it('tries again what is worth it alone, in the order that was confirmed', async () => {
    deletions.fates.set('build-001', { name: 'build-001', result: 'failed' });
    deletions.fates.set('build-002', { name: 'build-002', result: 'refused' });
    const order = orderFor(path, 4);
    await run.execute([order], work());
    assert.deepEqual(
      run.unfinished.map(({ tags }) => tags.map(({ name }) => name)),
      [['build-001']],
    );
    assert.equal(run.unfinished[0]?.mustBeUndoable, true);
    await run.execute(run.unfinished, work());
    assert.deepEqual(run.unfinished, []);
    assert.equal(run.outcomeOf(order, 'build-001')?.result, 'deleted');
    assert.equal(run.outcomeOf(order, 'build-002')?.result, 'refused');
    assert.equal(run.undoable.length, 3);
    assert.equal(heard.length, 2);
  });

  it('puts back what went in all its executions, and nothing twice', async () => {
    deletions.fates.set('build-001', { name: 'build-001', result: 'failed' });
    const order = orderFor(path, 4);
    await run.execute([order], work());
    await run.execute(run.unfinished, work());
    const back = await run.undo(work());
    assert.deepEqual([back.length, run.undoable.length, deletions.there.size], [4, 0, 6]);
    const outcome = run.outcomeOf(order, 'build-000');
    assert.ok(outcome !== undefined && run.restorationOf(outcome)?.result === 'restored');
    assert.deepEqual(await run.undo(work()), []);
  });

  it('keeps for another try what could not be put back', async () => {
    deletions.restore = (entries) =>
      Promise.resolve(
        entries.map((entry) => ({ entry, result: entry.name === 'build-000' ? 'failed' : 'restored' })),
      );
    await run.execute([orderFor(path, 2)], work());
    await run.undo(work());
    assert.deepEqual(
      run.undoable.map(({ name }) => name),
      ['build-000'],
    );
  });

  it('says what happened although the journal cannot be read', async () => {
    deletions.entries = () => Promise.reject(new Error('broken'));
    const [result] = await run.execute([orderFor(path, 2)], work());
    assert.equal(result?.outcomes.length, 2);
    assert.deepEqual(run.undoable, []);
  });

  it('does nothing where deleting is not allowed', async () => {
    deletions.refusal = new Error('no');
    await assert.rejects(run.execute([orderFor(path, 2)], work()), /no/);
    assert.equal(deletions.removals.length, 0);
  });
});
