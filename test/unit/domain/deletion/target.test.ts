import assert from 'node:assert/strict';
import { mergedTargets, type DeletionTarget } from '../../../../src/domain/deletion/target.ts';

const target = (id: number, names: readonly string[], connectionId = 'c'): DeletionTarget => ({
  connectionId,
  repository: { id, name: '', path: `acme/${id}`, location: `registry.example.com/acme/${id}` },
  tags: names.map((name) => ({ name })),
});

describe('Targets of a deletion', () => {
  it('name each repository once and each tag once, in the order in which they came', () => {
    const merged = mergedTargets([target(1, ['b']), target(2, ['x']), target(1, ['a', 'b'])]);
    assert.deepEqual(
      merged.map(({ repository, tags }) => [repository.id, tags.map(({ name }) => name)]),
      [
        [1, ['b', 'a']],
        [2, ['x']],
      ],
    );
  });

  it('keep apart what two connections call by the same number', () => {
    assert.equal(mergedTargets([target(1, ['a']), target(1, ['a'], 'other')]).length, 2);
  });

  it('leave out repositories without tags, and carry all reasons along', () => {
    const merged = mergedTargets([
      target(2, []),
      { ...target(1, ['a']), reasons: new Map([['a', 'old']]) },
      { ...target(1, ['b']), reasons: new Map([['b', 'its branch is gone']]) },
    ]);
    assert.equal(merged.length, 1);
    assert.deepEqual(
      [...(merged[0]?.reasons ?? [])],
      [
        ['a', 'old'],
        ['b', 'its branch is gone'],
      ],
    );
  });
});
