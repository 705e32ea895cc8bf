import assert from 'node:assert/strict';
import { PolicyStates } from '../../../../src/catalog/lists/policyStates.ts';

describe('The states of policies', () => {
  const address = { connectionId: 'c', projectPath: 'g/p' };

  it('tell of another state than the known one, however the moment and the path are written', () => {
    const states = new PolicyStates();
    const changed: unknown[] = [];
    states.onDidChange((project) => changed.push(project));
    states.set(address, { enabled: true, nextRunAt: '2026-01-08T00:00:00.871Z' });
    states.set({ ...address, projectPath: 'G/P' }, { enabled: true, nextRunAt: '2026-01-08T00:00:00+00:00' });
    assert.equal(changed.length, 0);
    states.set(address, { enabled: false });
    assert.equal(changed.length, 1);
    assert.deepEqual(states.get({ ...address, projectPath: 'G/p' }), { enabled: false });
  });

  it('are forgotten with their connection', () => {
    const states = new PolicyStates();
    states.set(address, { enabled: true });
    states.set({ ...address, connectionId: 'cc' }, { enabled: true });
    states.forget('c');
    assert.equal(states.get(address), undefined);
    assert.deepEqual(states.get({ ...address, connectionId: 'cc' }), { enabled: true });
  });
});
