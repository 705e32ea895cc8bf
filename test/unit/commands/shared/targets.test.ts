import '../../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { repositoryNode, tagNode, type ConnectionNode, type Node } from '../../../../src/tree/nodes.ts';

const { createTargets } = await import('../../../../src/commands/shared/targets.ts');

describe('the rows that a command is about', () => {
  const connection: ConnectionNode = {
    kind: 'connection',
    id: 'c:1',
    connectionId: '1',
    instanceUrl: 'https://gitlab.test',
    name: 'GitLab',
    username: 'ada',
  };
  const web = { id: 7, name: 'web', path: 'g/p/web', location: 'registry.test/g/p/web' };
  const repository = repositoryNode(connection, web);
  const tag = tagNode(repository, {
    name: '1.0',
    path: 'g/p/web:1.0',
    location: 'registry.test/g/p/web:1.0',
  });
  const parents = new Map<Node, Node>([
    [tag, repository],
    [repository, connection],
  ]);
  const rows = {
    getChildren: (node?: Node) => Promise.resolve(node === undefined ? [connection] : []),
    getTreeItem: () => ({}),
    getParent: (node: Node) => parents.get(node),
  };
  const of = (...selection: readonly Node[]) => createTargets(rows, () => selection);

  it('are what the selected row is below, so that nobody chooses what is on the screen', async () => {
    assert.equal(await of(tag).one(['repository'], undefined), repository);
    assert.equal(await of(tag).one(['connection'], undefined), connection);
    assert.equal(await of(tag).one(['repository', 'tag'], undefined), tag);
  });

  it('are the only connection where there is one', async () => {
    assert.equal(await of().one(['connection'], undefined), connection);
  });

  it('are the row of the menu before anything that is selected', async () => {
    assert.equal(await of(tag).one(['connection'], connection), connection);
  });
});
