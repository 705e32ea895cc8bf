// What a person sees after a reload: lists of the last session at once, and what they cost.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderAt } from '../../../src/catalog/storage/folder.ts';
import { KeptLists } from '../../../src/catalog/lists/keptLists.ts';
import { usualView, type TagView } from '../../../src/domain/tags/tagView.ts';
import { levelBelow } from '../../../src/tree/children.ts';
import { framed } from '../../../src/tree/frame.ts';
import { freshState, loadedLevel } from '../../../src/tree/loading.ts';
import { repositoryNode, type ConnectionNode, type Node } from '../../../src/tree/nodes.ts';
import { bigRepository, plantTags } from '../../fakes/plantScale.ts';
import { browse, coldProduct, connectionId, ofBox, repositoryAt, treeSourceOf } from '../../fakes/product.ts';
import { startBox, type Box } from '../../gitlab/box.ts';
import { temporaryFolder } from '../../vscode/temporaryFolder.ts';

describe('lists of the last session', () => {
  let box: Box;
  let folder: ReturnType<typeof temporaryFolder>;
  let now: number;
  before(async () => {
    box = await startBox({ seed: plantTags(2500) });
  });
  after(() => box.close());
  beforeEach(() => {
    folder = temporaryFolder('kept-lists');
    now = Date.parse('2026-03-01T00:00:00Z');
    box.knobs.faults = [];
  });
  afterEach(() => {
    folder.remove();
    assert.deepEqual(box.log.unknownRequests, []);
  });

  /** A window, opened on what earlier ones have left; `close` lets it write what waits. */
  const openWindow = async (view: TagView = usualView) => {
    const waiting: (() => void)[] = [];
    const kept = new KeptLists({
      files: folderAt(join(folder.path, 'lists')),
      warn: (message) => assert.fail(message),
      now: () => now,
      later: (work) => waiting.push(work),
    });
    const product = await coldProduct(ofBox(box), { kept });
    const { catalog } = product;
    await browse(product, 'acme/big');
    const source = {
      ...treeSourceOf(catalog),
      tagViews: { onDidChange: () => ({ dispose: () => undefined }), get: () => view },
    };
    const top: ConnectionNode = {
      kind: 'connection',
      id: 'c',
      connectionId,
      instanceUrl: box.url,
      name: 'Box',
      username: 'maintainer',
    };
    const parent = repositoryNode(top, repositoryAt(box, bigRepository));
    const state = freshState();
    let renewed: () => void = () => undefined;
    const whenRenewed = new Promise<void>((resolve) => (renewed = resolve));
    const expand = async (): Promise<readonly Node[]> => {
      const level = await loadedLevel(() => levelBelow(parent, source), state, {
        loadAll: async (listing) => {
          if (listing.old === undefined) await listing.until(Infinity);
          else await listing.renew(new AbortController().signal, () => undefined);
          return true;
        },
        whenRenewed: renewed,
      });
      return framed(parent, level, state);
    };
    const close = async (): Promise<void> => {
      for (const work of waiting.splice(0)) work();
      await kept.forget('nobody');
    };
    box.log.clear();
    return { expand, close, state, whenRenewed };
  };
  const kinds = (rows: readonly Node[]): readonly string[] => [
    ...new Set(rows.map((row) => (row.kind === 'note' ? row.note : row.kind))),
  ];

  it('stand there at once, with their age and without a request; then as many are sent as without them', async () => {
    const first = await openWindow();
    assert.deepEqual(kinds(await first.expand()), ['tag', 'more']);
    assert.equal(box.log.count(), 2);
    await first.close();
    now += 180_000;
    const next = await openWindow();
    box.knobs.latencyMs = 30;
    const rows = await next.expand();
    box.knobs.latencyMs = 0;
    assert.deepEqual(kinds(rows), ['renewing', 'tag', 'more']);
    assert.ok(rows[0]?.kind === 'note' && rows[0].savedAt === now - 180_000);
    assert.equal(rows.length, 102);
    await next.whenRenewed;
    assert.equal(box.log.count(), 2);
    assert.deepEqual(kinds(await next.expand()), ['tag', 'more']);
    assert.equal(box.log.count(), 2);
  });

  it('stay, with their age and why, when they cannot be refreshed; nothing is tried again unasked', async () => {
    const first = await openWindow();
    await first.expand();
    await first.close();
    const next = await openWindow();
    box.knobs.faults = [{ act: { kind: 'status', status: 500 } }];
    await next.expand();
    await next.whenRenewed;
    const asked = box.log.count();
    const rows = await next.expand();
    assert.deepEqual(kinds(rows), ['failure', 'asOf', 'tag', 'more']);
    assert.ok(rows[0]?.kind === 'failure' && rows[0].keepsOld);
    assert.equal(box.log.count(), asked);
    next.state.wantsRefresh = true;
    assert.deepEqual(kinds(await next.expand()), ['failure', 'asOf', 'tag', 'more']);
    assert.ok(box.log.count() > asked);
    box.knobs.faults = [];
    next.state.wantsRefresh = true;
    assert.deepEqual(kinds(await next.expand()), ['tag', 'more']);
  });

  it('stand there whole where all are needed, and give way only to all of the new ones', async () => {
    const view: TagView = { order: 'version', isGrouped: true };
    const first = await openWindow(view);
    const folders = await first.expand();
    assert.equal(box.log.count(), 4);
    await first.close();
    const next = await openWindow(view);
    box.knobs.latencyMs = 10;
    const rows = await next.expand();
    assert.deepEqual(kinds(rows), ['renewing', 'tagFolder']);
    assert.deepEqual(
      rows.slice(1).map(({ id }) => id),
      folders.map(({ id }) => id),
    );
    await next.whenRenewed;
    box.knobs.latencyMs = 0;
    assert.equal(box.log.count(), 4);
    assert.deepEqual(kinds(await next.expand()), ['tagFolder']);
  });

  it('are filtered by a plain text, too, while the server cannot be asked', async () => {
    const first = await openWindow();
    await first.expand();
    await first.close();
    const next = await openWindow({ order: 'newest', filter: { kind: 'text', pattern: 'mr-1' } });
    box.knobs.faults = [{ act: { kind: 'status', status: 500 } }];
    const rows = await next.expand();
    assert.deepEqual(kinds(rows), ['failure', 'asOf', 'tag']);
    assert.ok(rows.every((row) => row.kind !== 'tag' || row.tag.name.includes('mr-1')));
    box.knobs.faults = [];
    next.state.wantsRefresh = true;
    assert.deepEqual(kinds(await next.expand()).slice(0, 1), ['tag']);
  });

  it('are files that hold no token, and no longer what another program wrote over them', async () => {
    const first = await openWindow();
    await first.expand();
    await first.close();
    const directory = join(folder.path, 'lists');
    const names = readdirSync(directory);
    assert.equal(names.length, 1);
    for (const name of names) {
      const text = readFileSync(join(directory, name), 'utf8');
      assert.ok(!text.includes(box.tokens.maintainer) && !text.includes('eyJ'));
      writeFileSync(join(directory, name), text.replaceAll('"name":', '"nome":'));
    }
    const next = await openWindow();
    assert.deepEqual(kinds(await next.expand()), ['tag', 'more']);
    assert.equal(box.log.count(), 2);
  });
});
