import assert from 'node:assert/strict';
import { tellingHosts } from '../../../src/gitlab/registryHosts.ts';

const at = (location: string) => ({ location });
const never = () => Promise.reject(new Error('not asked'));

describe('the registries that GitLab’s API names', () => {
  it('are the hosts of all locations in its lists', async () => {
    const heard: string[] = [];
    const lists = {
      topLevelGroups: never,
      personalProjects: never,
      groupRepositories: () =>
        Promise.resolve({ items: [at('one.example/a/b'), at('two.example:5050/a/c')] }),
      projectRepositories: () => Promise.resolve({ items: [] }),
      projectRepositoriesByRest: () => Promise.resolve({ items: [at('no host'), at('/a/b')] }),
      repository: () => Promise.resolve(at('three.example/a/d')),
      tagsByGraphql: () => Promise.resolve({ items: [at('four.example/a/d:v1')] }),
      tagsByKeyset: () => Promise.resolve({ items: [] }),
      tagsByOffset: () => Promise.resolve({ items: [] }),
    };
    const calls = tellingHosts(lists as unknown as Parameters<typeof tellingHosts>[0], (host) =>
      heard.push(host),
    );
    const page = await calls.groupRepositories('a');
    await calls.projectRepositories('a/b');
    await calls.projectRepositoriesByRest('a/b');
    await calls.repository(1);
    await calls.tagsByGraphql(1);
    assert.equal(page.items.length, 2);
    assert.deepEqual(heard, ['one.example', 'two.example:5050', 'three.example', 'four.example']);
  });
});
