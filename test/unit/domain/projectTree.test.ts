import assert from 'node:assert/strict';
import { arrangeProjects } from '../../../src/domain/projectTree.ts';
import { projectPathOf } from '../../../src/domain/repository.ts';

describe('arrangeProjects', () => {
  it('nests sub-groups, folders first, both by name', () => {
    const tree = arrangeProjects(['acme/zeta', 'acme/b/two', 'acme/b/one', 'acme/a/x'], 'acme');
    assert.deepEqual(
      tree.map(({ kind, label }) => `${kind} ${label}`),
      ['folder a', 'folder b', 'project zeta'],
    );
    const folder = tree[1];
    assert.ok(folder?.kind === 'folder');
    assert.deepEqual(
      folder.children.map(({ path }) => path),
      ['acme/b/one', 'acme/b/two'],
    );
  });

  it('shows a folder with a single folder as one row', () => {
    const [folder] = arrangeProjects(['acme/a/b/c/p', 'acme/a/b/c/q'], 'acme');
    assert.equal(folder?.label, 'a/b/c');
    assert.equal(folder.path, 'acme/a/b/c');
  });

  it('does not fold a folder into its only project', () => {
    const [folder] = arrangeProjects(['acme/a/p'], 'acme');
    assert.deepEqual([folder?.kind, folder?.label], ['folder', 'a']);
  });

  it('ignores projects of other groups, also of one whose name begins alike', () => {
    assert.deepEqual(arrangeProjects(['acme-two/p', 'other/p'], 'acme'), []);
  });
});

describe('projectPathOf', () => {
  const cases: readonly (readonly [path: string, name: string, project: string])[] = [
    ['group/project', '', 'group/project'],
    ['group/project/image', 'image', 'group/project'],
    ['group/project/image/part', 'image/part', 'group/project'],
    ['group/image/image', 'image', 'group/image'],
  ];
  for (const [path, name, project] of cases) {
    it(`of ${path} named “${name}” is ${project}`, () =>
      assert.equal(projectPathOf({ path, name }), project));
  }
});
