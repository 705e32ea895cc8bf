import assert from 'node:assert/strict';
import { orderOf, unfinishedOrders, type DeletionOrder } from '../../../../src/domain/deletion/order.ts';
import type { TagOutcome } from '../../../../src/domain/deletion/outcome.ts';
import { planDeletion } from '../../../../src/domain/deletion/plan.ts';

const repository = { id: 1, name: 'web', path: 'acme/web', location: 'registry.example.com/acme/web' };

describe('An order to delete', () => {
  it('names the image that the plan showed, not the one that was seen before', () => {
    const tag = {
      name: 'a',
      path: 'acme/web:a',
      location: 'registry.example.com/acme/web:a',
      digest: 'sha256:new',
    };
    const plan = planDeletion({
      names: ['a', 'b'],
      seenDigests: new Map([['a', 'sha256:old']]),
      tags: [tag],
      isComplete: false,
      rules: undefined,
      manifests: new Map(),
      canKeep: true,
    });
    const target = {
      connectionId: 'c',
      repository,
      tags: [
        { name: 'a', digest: 'sha256:old' },
        { name: 'b', digest: 'sha256:seen' },
        { name: 'unselected' },
      ],
    };
    assert.deepEqual(orderOf(target, plan), {
      connectionId: 'c',
      repository,
      tags: [
        { name: 'a', digest: 'sha256:new' },
        { name: 'b', digest: 'sha256:seen' },
      ],
      mustBeUndoable: true,
    });
  });

  it('is given again for what failed, is unclear or was not tried; not for what went or was refused', () => {
    const results: readonly TagOutcome['result'][] = [
      'deleted',
      'gone',
      'refused',
      'failed',
      'unclear',
      'notTried',
    ];
    const order: DeletionOrder = {
      connectionId: 'c',
      repository,
      tags: results.map((name) => ({ name, digest: 'sha256:1' })),
      mustBeUndoable: true,
    };
    const done = { ...order, tags: [{ name: 'deleted' }] };
    const again = unfinishedOrders([
      { order, outcomes: results.map((result) => ({ name: result, result })) },
      { order: done, outcomes: [{ name: 'deleted', result: 'deleted' }] },
    ]);
    assert.equal(again.length, 1);
    assert.deepEqual(again[0], {
      ...order,
      tags: ['failed', 'unclear', 'notTried'].map((name) => ({ name, digest: 'sha256:1' })),
    });
  });
});
