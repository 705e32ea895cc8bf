import assert from 'node:assert/strict';
import { uselessFiles, type JournalLine } from '../../../../src/domain/deletion/journalEntry.ts';

const intent = (id: string): JournalLine => ({
  kind: 'intent',
  id,
  at: '2026-01-01T00:00:00Z',
  connectionId: 'c',
  instanceUrl: 'https://gitlab.example.com',
  repositoryId: 7,
  host: 'registry.example.com',
  path: 'a/b',
  name: id,
  children: [],
});
const forgotten = (id: string): JournalLine => ({ kind: 'forgotten', id });
const restored = (id: string): JournalLine => ({ kind: 'restored', id, at: '2026-01-02T00:00:00Z' });
const useless = (
  files: Readonly<Record<string, readonly JournalLine[]>>,
  ...staying: readonly string[]
): readonly string[] => uselessFiles(new Map(Object.entries(files)), new Set(staying));

describe('Files of the journal', () => {
  it('are useless when all in them was forgotten', () => {
    assert.deepEqual(useless({ a: [intent('1'), forgotten('1')], b: [intent('2')] }), ['a']);
    assert.deepEqual(useless({ a: [intent('1'), intent('2'), forgotten('1')] }), []);
  });

  it('stay as long as they say something of an entry in a file that stays', () => {
    const a = [intent('1'), intent('2')];
    assert.deepEqual(useless({ a, b: [intent('3'), forgotten('3'), forgotten('1')] }), []);
    assert.deepEqual(useless({ a, b: [restored('2')] }), []);
  });

  it('go together with those that speak of them only', () => {
    const files = { a: [intent('1')], b: [forgotten('1')] };
    assert.deepEqual(useless(files), ['a', 'b']);
    assert.deepEqual(useless(files, 'a'), []);
    assert.deepEqual(useless(files, 'b'), ['a']);
  });
});
