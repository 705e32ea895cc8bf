import '../../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import type { JournalEntry } from '../../../../src/domain/deletion/journalEntry.ts';
import type { JournalRow } from '../../../../src/panels/journal/journalRow.ts';

const row = (name: string, at: string, more: Partial<JournalEntry> = {}): JournalRow => ({
  entry: {
    id: `id of ${name}`,
    at: `2026-11-20T${at}Z`,
    connectionId: 'c',
    instanceUrl: 'https://gitlab.example.com',
    repositoryId: 1,
    host: 'registry.example.com',
    path: 'group/app/web',
    name,
    children: [],
    result: 'deleted',
    manifests: [],
    ...more,
  },
  connection: 'My GitLab',
});

async function groupsOf(...rows: readonly JournalRow[]) {
  const { deletionsIn } = await import('../../../../src/panels/journal/groups.ts');
  const groups = deletionsIn(rows);
  return groups.map(({ detail, action, keys }) => ({
    names: keys.map((key) => rows[key]!.entry.name),
    detail,
    action,
  }));
}

describe('The deletions of a journal', () => {
  it('are what went without a pause of a minute, newest first, each in its repository', async () => {
    const rows = [
      row('old', '09:00:00'),
      row('a', '10:00:00'),
      row('b', '10:00:50'),
      row('elsewhere', '10:00:55', { path: 'group/app/api' }),
      row('c', '10:01:45'),
    ];
    assert.deepEqual(await groupsOf(...rows), [
      { names: ['c', 'b', 'a'], detail: 'group/app/web', action: 'Restore All 3' },
      { names: ['elsewhere'], detail: 'group/app/api', action: 'Restore' },
      { names: ['old'], detail: 'group/app/web', action: 'Restore' },
    ]);
  });

  it('of two connections with the same path are two', async () => {
    const groups = await groupsOf(row('a', '10:00:00'), row('b', '10:00:00', { connectionId: 'd' }));
    assert.equal(groups.length, 2);
  });

  it('offer what can be restored, and nothing where nothing can', async () => {
    const saved = row('saved', '10:00:00');
    const back = row('back', '10:00:01', { restoredAt: '2026-11-20T11:00:00Z' });
    const lost = row('lost', '10:00:02', { manifests: undefined });
    assert.equal((await groupsOf(saved, back, lost))[0]?.action, 'Restore 1 of 3');
    assert.equal((await groupsOf(back, lost))[0]?.action, undefined);
  });
});
