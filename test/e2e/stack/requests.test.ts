// How many requests things take, counted by GitLab in a box; `npm run bench` measures the same at scale.
import assert from 'node:assert/strict';
import { levelBelow } from '../../../src/tree/children.ts';
import type { ConnectionNode, GroupNode, Node, ParentNode, ProjectNode } from '../../../src/tree/nodes.ts';
import { bigRepository, plantProjects, plantTags } from '../../fakes/plantScale.ts';
import {
  browse,
  coldProduct,
  connectionId,
  ofBox,
  repositoryAt,
  treeSourceOf,
  type Product,
} from '../../fakes/product.ts';
import { startBox, type Box } from '../../gitlab/box.ts';

describe('the requests for the tags of a repository', () => {
  let box: Box;
  let product: Product;
  before(async () => {
    box = await startBox({ seed: plantTags(1000) });
  });
  after(() => box.close());
  beforeEach(async () => {
    box.knobs.faults = [];
    product = await coldProduct(ofBox(box));
    await browse(product, 'acme/big');
    box.log.clear();
  });
  afterEach(() => assert.deepEqual(box.log.unknownRequests, []));
  const tags = () => product.catalog.tags(connectionId, repositoryAt(box, bigRepository));
  const routes = (): readonly string[] =>
    box.log.entries.map(({ host, path }) => `${host} ${path.split('?')[0]}`);

  it('are a token and a page for the first rows, which is all of a thousand', async () => {
    await tags().start();
    assert.equal(tags().items.length, 1000);
    assert.deepEqual(routes(), [
      'gitlab /jwt/auth',
      `registry /gitlab/v1/repositories/${bigRepository}/tags/list/`,
    ]);
  });

  it('is one page with a warm token', async () => {
    await tags().start();
    box.log.clear();
    await tags().refresh();
    assert.equal(box.log.count(), 1);
  });

  it('is none for a list that is there', async () => {
    await tags().start();
    box.log.clear();
    await tags().start();
    assert.equal(box.log.count(), 0);
  });

  it('is none because the connection has another name', async () => {
    await tags().start();
    box.log.clear();
    await product.connections.rename(connectionId, 'Another name');
    assert.equal(tags().items.length, 1000);
    assert.equal(box.log.count(), 0);
  });

  it('are two more where the registry refuses its listing: its token and the refusal; then 50 pages', async () => {
    box.knobs.faults = [{ host: 'registry', act: { kind: 'status', status: 404 } }];
    await tags().until(1000);
    assert.equal(tags().items.length, 1000);
    assert.equal(box.log.count({ host: 'registry' }), 1);
    assert.equal(box.log.count(), 52);
  });

  it('are no more than the pages once it is known that the registry refuses', async () => {
    box.knobs.faults = [{ host: 'registry', act: { kind: 'status', status: 404 } }];
    await tags().start();
    box.log.clear();
    await tags().refresh();
    assert.equal(box.log.count(), 1);
  });
});

describe('the requests for the tree', () => {
  it('are four from a cold start to the repositories of one of 200 projects', async () => {
    const box = await startBox({ seed: plantProjects(200) });
    try {
      const { catalog } = await coldProduct(ofBox(box));
      const open = async <K extends Node['kind']>(
        parent: ParentNode,
        kind: K,
      ): Promise<Extract<Node, { kind: K }>> => {
        const level = await levelBelow(parent, treeSourceOf(catalog));
        await Promise.all(level.listings.map((listing) => listing.start()));
        const row = level.rows().find((node): node is Extract<Node, { kind: K }> => node.kind === kind);
        return row ?? assert.fail(`no ${kind} below ${parent.id}`);
      };
      const top: ConnectionNode = {
        kind: 'connection',
        id: 'c',
        connectionId,
        instanceUrl: box.url,
        name: 'Box',
        username: 'maintainer',
      };
      const group: GroupNode = await open(top, 'group');
      const project: ProjectNode = await open(group, 'project');
      const { repository } = await open(project, 'repository');
      assert.equal(repository.tagCount, 3);
      assert.equal(box.log.count(), 4);
      assert.deepEqual(box.log.unknownRequests, []);
    } finally {
      await box.close();
    }
  });
});
