import assert from 'node:assert/strict';
import { knownImages } from '../../../src/tree/knownImages.ts';
import type { ConnectionNode } from '../../../src/tree/nodes.ts';
import { plantProjects } from '../../fakes/plantScale.ts';
import { coldProduct, connectionId, ofBox, treeSourceOf } from '../../fakes/product.ts';
import { startBox, type Box } from '../../gitlab/box.ts';

describe('the images that are known', () => {
  let box: Box;
  before(async () => {
    box = await startBox({ seed: plantProjects(120) });
  });
  after(() => box.close());
  afterEach(() => box.log.clear());

  const session = async () => {
    const { catalog } = await coldProduct(ofBox(box));
    const connection: ConnectionNode = {
      kind: 'connection',
      id: 'c',
      connectionId,
      instanceUrl: box.url,
      name: 'Box',
      username: 'maintainer',
    };
    return { catalog, images: () => knownImages(treeSourceOf(catalog), [connection]) };
  };

  it('are the first page of each group at least, for two requests, and then for none', async () => {
    const { images } = await session();
    assert.equal((await images()).length, 100);
    assert.equal(box.log.count(), 2);
    await images();
    assert.equal(box.log.count(), 2);
  });

  it('are all that was loaded, each once', async () => {
    const { catalog, images } = await session();
    await catalog.repositoriesOfGroup(connectionId, 'acme').until(Infinity);
    const paths = (await images()).map(({ repository }) => repository.path);
    assert.equal(new Set(paths).size, 120);
    assert.equal(paths.length, 120);
  });

  it('are none where nothing can be listed', async () => {
    const { images } = await session();
    box.knobs.faults = [{ host: 'gitlab', act: { kind: 'html' } }];
    assert.deepEqual(await images(), []);
    box.knobs.faults = [];
  });
});
