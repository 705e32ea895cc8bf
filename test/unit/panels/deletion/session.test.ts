import '../../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { buildNames, tagsOf, targetOf, TestDeletions } from '../../../fakes/deletionSource.ts';
import type { OrderOutcome } from '../../../../src/domain/deletion/order.ts';
import type { DeletionSession } from '../../../../src/panels/deletion/session.ts';

const path = 'acme/web';
const names = buildNames(25);

describe('The session of a deletion', () => {
  let deletions: TestDeletions;
  let session: DeletionSession;
  let heard: (readonly OrderOutcome[])[];

  beforeEach(async () => {
    const { DeletionSession: Session } = await import('../../../../src/panels/deletion/session.ts');
    const { planTargets } = await import('../../../../src/ui/deletion/deletionSteps.ts');
    const tags = tagsOf(path, names);
    deletions = new TestDeletions(tags);
    heard = [];
    const drafts = await planTargets([targetOf(path, tags)], deletions, new AbortController().signal);
    const { DeletionRun } = await import('../../../../src/ui/deletion/deletionRun.ts');
    const run = new DeletionRun({ deletions, onOutcomes: (results) => heard.push(results) });
    session = new Session(drafts, { deletions, run, onChanged: () => undefined });
  });

  it('plans again for what is chosen: what stays is no longer counted, and becomes what shares an image', async () => {
    const [first] = tagsOf(path, names);
    const twin = { ...first!, name: 'build-001', path: `${path}:build-001` };
    deletions.there.set(twin.path, twin);
    await session.refresh(new AbortController().signal);
    const impact = (name: string) => session.list.rows.find((row) => row.impact.name === name)?.impact;
    assert.deepEqual(impact('build-000')?.siblings, []);
    session.check(1, false);
    assert.deepEqual(impact('build-000')?.siblings, ['build-001']);
    assert.equal(session.drafts[0]!.plan.unreferencedBytes, 23_000_000);
    assert.equal(session.drafts[0]!.plan.tags.length, 24);
    session.check(1, true);
    assert.equal(session.drafts[0]!.plan.unreferencedBytes, 24_000_000);
  });

  it('tries again only what another try is worth for, and tells whoever listens', async () => {
    deletions.fates.set('build-003', { name: 'build-003', result: 'failed' });
    deletions.fates.set('build-004', { name: 'build-004', result: 'refused' });
    session.confirm();
    await session.idle;
    assert.deepEqual([session.stage, session.canRetry, session.canUndo], ['result', 1, 23]);
    session.retry();
    await session.idle;
    assert.deepEqual(deletions.removals[1], ['build-003']);
    assert.deepEqual([session.canRetry, session.canUndo, heard.length], [0, 24, 2]);
    session.undo();
    await session.idle;
    assert.deepEqual([session.canUndo, deletions.there.size], [0, 25]);
  });

  it('deletes nothing twice and changes nothing that is under way', async () => {
    session.confirm();
    session.confirm();
    session.check(0, false);
    session.retry();
    await session.idle;
    assert.equal(deletions.removals.length, 1);
    assert.equal(deletions.removals[0]?.length, 25);
  });

  it('refuses where deleting is not allowed', () => {
    deletions.refusal = new Error('no');
    assert.throws(() => session.confirm(), /no/);
    assert.equal(session.stage, 'plan');
  });
});
