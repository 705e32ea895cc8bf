import '../../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { deleteTags } from '../../../../src/commands/deletion/deleteTags.ts';
import type { DeletionTarget } from '../../../../src/domain/deletion/target.ts';
import type { Node, TagFolderNode } from '../../../../src/tree/nodes.ts';
import { repositoryRow, tagRow, targetsOf, testRepository, testTag } from '../../../fakes/rows.ts';

async function targetsFor(...rows: readonly Node[]): Promise<readonly DeletionTarget[]> {
  let given: readonly DeletionTarget[] = [];
  const deletion = {
    run: (targets: readonly DeletionTarget[]) => {
      given = targets;
      return Promise.resolve();
    },
  };
  await deleteTags(targetsOf(...rows), deletion)();
  return given;
}

describe('Deleting tags', () => {
  it('is about the selected tags, each with its own repository', async () => {
    const other = repositoryRow(testRepository('acme/shop/api', { id: 8 }));
    const targets = await targetsFor(tagRow({ name: 'a' }), tagRow({ name: 'b' }, other));
    assert.deepEqual(
      targets.map(({ connectionId, repository, tags }) => [
        connectionId,
        repository.path,
        tags.map(({ name }) => name),
      ]),
      [
        ['c', 'acme/shop/web', ['a']],
        ['c', 'acme/shop/api', ['b']],
      ],
    );
  });

  it('is about all tags of a selected folder', async () => {
    const { repository, projectPath, connectionId, instanceUrl } = repositoryRow();
    const folder: TagFolderNode = {
      kind: 'tagFolder',
      id: 'f',
      ...{ repository, projectPath, connectionId, instanceUrl },
      folder: { prefix: 'mr-', depth: 1, tags: [testTag({ name: 'mr-1' }), testTag({ name: 'mr-2' })] },
      sharedDigests: new Map(),
    };
    const [target] = await targetsFor(folder);
    assert.deepEqual(
      target?.tags.map(({ name }) => name),
      ['mr-1', 'mr-2'],
    );
  });
});
