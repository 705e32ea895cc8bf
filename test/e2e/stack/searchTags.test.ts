// Filtering many tags by a plain text: who looks, what it costs and what is said about it.
import assert from 'node:assert/strict';
import { usualView, type TagView } from '../../../src/domain/tags/tagView.ts';
import { levelBelow } from '../../../src/tree/children.ts';
import { framed } from '../../../src/tree/frame.ts';
import { freshState, loadedLevel } from '../../../src/tree/loading.ts';
import { repositoryNode, type ConnectionNode, type Node } from '../../../src/tree/nodes.ts';
import { bigRepository, plantTags } from '../../fakes/plantScale.ts';
import { browse, coldProduct, connectionId, ofBox, repositoryAt, treeSourceOf } from '../../fakes/product.ts';
import { startBox, type Box } from '../../gitlab/box.ts';

const filtered = (pattern: string, more: Partial<TagView> = {}): TagView => ({
  order: 'newest',
  filter: { kind: 'text', pattern },
  ...more,
});

describe('a plain-text filter over more tags than are loaded', () => {
  let box: Box;
  before(async () => {
    box = await startBox({ seed: plantTags(3000) });
  });
  after(() => box.close());
  beforeEach(() => {
    box.knobs.faults = [];
    box.log.clear();
  });
  afterEach(() => assert.deepEqual(box.log.unknownRequests, []));

  const session = async () => {
    const product = await coldProduct(ofBox(box));
    const { catalog } = product;
    const { faults } = box.knobs;
    box.knobs.faults = [];
    await browse(product, 'acme/big');
    box.knobs.faults = faults;
    box.log.clear();
    const top: ConnectionNode = {
      kind: 'connection',
      id: 'c',
      connectionId,
      instanceUrl: box.url,
      name: 'Box',
      username: 'maintainer',
    };
    const parent = repositoryNode(top, repositoryAt(box, bigRepository));
    const expand = async (view: TagView): Promise<readonly Node[]> => {
      const never = () => ({ dispose: () => undefined });
      const source = { ...treeSourceOf(catalog), tagViews: { onDidChange: never, get: () => view } };
      const state = freshState();
      const level = await loadedLevel(() => levelBelow(parent, source), state, {
        loadAll: async (listing) => {
          await listing.until(Infinity);
          return true;
        },
        whenRenewed: () => undefined,
      });
      return framed(parent, level, { ...state, shown: 5000 });
    };
    return { catalog, expand };
  };
  const named = (text: string): readonly string[] => {
    const all = Array.from({ length: 3000 }, (_, at) => at);
    return all.filter((at) => at % 3 === 1).flatMap((at) => (`mr-${at}`.includes(text) ? `mr-${at}` : []));
  };
  const namesOf = (rows: readonly Node[]) => rows.flatMap((row) => (row.kind === 'tag' ? row.tag.name : []));
  const notesOf = (rows: readonly Node[]) =>
    rows.flatMap((row) => (row.kind === 'tag' ? [] : row.kind === 'note' ? row.note : row.kind));
  const queries = () =>
    box.log.entries.map(({ host, path }) => [host, new URL(path, 'http://x').searchParams.get('name')]);

  it('costs a page of what matches, and a token when that is cold', async () => {
    const { expand } = await session();
    const rows = await expand(filtered('mr-12'));
    assert.deepEqual([...namesOf(rows)].sort(), [...named('mr-12')].sort());
    assert.deepEqual(notesOf(rows), ['searched']);
    assert.deepEqual(queries(), [
      ['gitlab', null],
      ['registry', 'mr-12'],
    ]);
    box.log.clear();
    await expand(filtered('mr-12', { order: 'version' }));
    assert.equal(box.log.count(), 0);
    await expand(filtered('mr-13'));
    assert.equal(box.log.count(), 1);
  });

  it('costs nothing when all tags are there, and needs all of them for a glob', async () => {
    const { expand } = await session();
    const globbed = await expand({ order: 'newest', filter: { kind: 'glob', pattern: 'mr-12*' } });
    assert.deepEqual([...namesOf(globbed)].sort(), [...named('mr-12')].sort());
    assert.deepEqual(notesOf(globbed), []);
    assert.equal(box.log.count(), 4);
    assert.deepEqual(namesOf(await expand(filtered('mr-12'))), namesOf(globbed));
    assert.equal(box.log.count(), 4);
  });

  it('is asked of GraphQL where the registry cannot be asked', async () => {
    box.knobs.faults = [{ host: 'registry', act: { kind: 'status', status: 404 } }];
    const { expand } = await session();
    const rows = await expand(filtered('mr-129'));
    assert.deepEqual([...namesOf(rows)].sort(), [...named('mr-129')].sort());
    assert.equal(box.log.count(), 3);
  });

  it('looks through all tags where neither can be asked, and asks neither again', async () => {
    box.knobs.faults = [
      { host: 'registry', act: { kind: 'status', status: 404 } },
      { host: 'gitlab', path: /graphql/, act: { kind: 'html' } },
    ];
    const { expand } = await session();
    const rows = await expand(filtered('mr-12'));
    assert.deepEqual([...namesOf(rows)].sort(), [...named('mr-12')].sort());
    assert.deepEqual(notesOf(rows), []);
    box.log.clear();
    await expand(filtered('mr-13'));
    assert.equal(box.log.count(), 0);
  });

  it('is not sent when no tag could have such a name: GitLab would answer with an empty list', async () => {
    const { expand } = await session();
    assert.deepEqual(notesOf(await expand(filtered('a b'))), ['noMatch']);
    assert.ok(queries().every(([, name]) => name === null));
  });

  it('says that nothing matches, and what was asked', async () => {
    const { expand } = await session();
    assert.deepEqual(notesOf(await expand(filtered('nothing-like-this'))), ['noMatch', 'searched']);
    assert.equal(box.log.count(), 3);
  });

  it('marks tags on one image, also when the other was only loaded before', async () => {
    const { expand } = await session();
    await expand(usualView);
    const [first] = await expand(filtered('mr-1'));
    assert.ok(first?.kind === 'tag' && first.sameImage.some((name) => !name.includes('mr-')));
  });

  it('loses the tags that were deleted meanwhile', async () => {
    const { catalog, expand } = await session();
    const before = namesOf(await expand(filtered('mr-12')));
    const [gone = ''] = before;
    catalog.tagsGone(connectionId, repositoryAt(box, bigRepository), new Set([gone]));
    assert.deepEqual(namesOf(await expand(filtered('mr-12'))), before.slice(1));
  });
});
