import assert from 'node:assert/strict';
import { Emitter } from '../../../../src/base/event.ts';
import { RegistryHosts } from '../../../../src/catalog/references/registryHosts.ts';
import type { ConnectionRecord } from '../../../../src/connections/record.ts';

function record(id: string, instanceUrl: string, more: Partial<ConnectionRecord> = {}): ConnectionRecord {
  return { id, name: id, instanceUrl, username: 'olive', tokenPlace: 'keychain', ...more };
}

function bench(records: readonly ConnectionRecord[], stored?: unknown) {
  const changed = new Emitter<string>();
  const memory = new Map<string, unknown>(stored === undefined ? [] : [['registryHosts', stored]]);
  const memento = {
    get: (key: string) => memory.get(key),
    update: (key: string, value: unknown) => Promise.resolve(void memory.set(key, value)),
  };
  const list = { records };
  const connections = { list: () => list.records, onDidChange: changed.event };
  return { hosts: new RegistryHosts(connections, memento), memory, list, changed };
}

describe('the registries of connections', () => {
  it('are those that were added by name, that were seen in lists, and GitLab.com’s own', () => {
    const { hosts } = bench([
      record('a', 'https://gitlab.com'),
      record('b', 'https://git.example', {
        places: [
          { kind: 'repository', location: 'Registry.example:5050/g/p' },
          { kind: 'project', path: 'g/q' },
        ],
      }),
    ]);
    hosts.learn('b', 'images.example');
    assert.deepEqual(
      hosts.list().map(({ host, connectionId }) => [host, connectionId]),
      [
        ['registry.gitlab.com', 'a'],
        ['registry.example:5050', 'b'],
        ['images.example', 'b'],
      ],
    );
  });

  it('are remembered, and forgotten with their connection', () => {
    const { hosts, memory, list, changed } = bench([
      record('a', 'https://a.test'),
      record('b', 'https://b.test'),
    ]);
    hosts.learn('a', 'r.a.test');
    assert.equal(hosts.find('R.a.test')?.connectionId, 'a');
    list.records = [record('b', 'https://b.test')];
    changed.fire('a');
    assert.equal(hosts.find('r.a.test'), undefined);
    hosts.learn('b', 'r.b.test');
    assert.deepEqual(memory.get('registryHosts'), { b: ['r.b.test'] });
  });

  it('belong to the first connection that has them', () => {
    const { hosts } = bench([record('a', 'https://a.test'), record('b', 'https://a.test')]);
    hosts.learn('b', 'r.test');
    hosts.learn('a', 'r.test');
    assert.equal(hosts.find('r.test')?.connectionId, 'a');
  });

  it('survive what somebody else has written where they are kept', () => {
    for (const stored of ['x', 7, { a: 'r.test' }, { a: [7, 'r.test'] }, null])
      assert.ok(bench([record('a', 'https://a.test')], stored).hosts.list().length <= 1);
  });
});
