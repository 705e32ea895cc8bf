import assert from 'node:assert/strict';
import { levelBelow } from '../../src/tree/children.ts';
import type { Level } from '../../src/tree/level.ts';
import { isParent, type ConnectionNode, type Node, type ParentNode } from '../../src/tree/nodes.ts';
import type { Box } from '../gitlab/box.ts';
import { startBox } from '../gitlab/box.ts';
import { timed, type Figure } from './figures.ts';
import { bigRepository, plantProjects, plantTags } from '../fakes/plantScale.ts';
import {
  browse,
  coldProduct,
  connectionId,
  ofBox,
  repositoryAt,
  treeSourceOf,
  type Product,
} from '../fakes/product.ts';

/** What was added to every request, in ms. */
const latencies = [0, 50] as const;

async function withBox<T>(seed: Parameters<typeof startBox>[0], run: (box: Box) => Promise<T>): Promise<T> {
  const box = await startBox(seed);
  try {
    const value = await run(box);
    assert.deepEqual(box.log.unknownRequests, []);
    return value;
  } finally {
    await box.close();
  }
}

/** How many requests the box saw during `run`, and how long it took. */
async function counted(box: Box, run: () => Promise<unknown>): Promise<{ requests: number; ms: number }> {
  const before = box.log.count();
  const { ms } = await timed(run);
  return { requests: box.log.count() - before, ms };
}

/** From expanding a repository to its first rows with dates: cold, and again with the token still good. */
export async function measureFirstPaint(): Promise<Figure> {
  const value = await withBox({ seed: plantTags(1000) }, async (box) => {
    const figures: Record<string, number> = {};
    for (const latency of latencies) {
      box.knobs.latencyMs = latency;
      const product = await coldProduct(ofBox(box));
      await browse(product, 'acme/big');
      const list = product.catalog.tags(connectionId, repositoryAt(box, bigRepository));
      const cold = await counted(box, () => list.start());
      const warm = await counted(box, () => list.refresh());
      assert.ok(list.items.slice(0, 100).every(({ publishedAt }) => publishedAt !== undefined));
      Object.assign(figures, { cold: cold.requests, warm: warm.requests });
      Object.assign(figures, { [`coldMs${latency}`]: cold.ms, [`warmMs${latency}`]: warm.ms });
    }
    return figures;
  });
  const isMet = (value['cold'] ?? Infinity) <= 2 && (value['warm'] ?? Infinity) <= 1;
  return { key: 'requests.firstPaint', value, bound: 'cold ≤ 2, warm ≤ 1', isMet };
}

/** All of 1,000 tags with date, size and digest, on the two best rungs. */
export async function measureThousandTags(): Promise<Figure> {
  const value = await withBox({ seed: plantTags(1000) }, async (box) => {
    const cold = await coldProduct(ofBox(box));
    await browse(cold, 'acme/big');
    const registry = await countThousand(box, cold);
    box.knobs.faults.push({ host: 'registry', act: { kind: 'status', status: 404 } });
    const product = await coldProduct(ofBox(box));
    await browse(product, 'acme/big');
    await product.catalog.tags(connectionId, repositoryAt(box, bigRepository)).start();
    product.catalog.tags(connectionId, repositoryAt(box, bigRepository));
    assert.equal(product.catalog.ladderStates(connectionId)[0]?.source, 'graphql');
    return { registry, graphql: await countThousand(box, product) };
  });
  const isMet = value.registry <= 2 && value.graphql <= 50;
  return { key: 'requests.thousandDatedTags', value, bound: 'registry ≤ 2, graphql ≤ 50', isMet };
}

async function countThousand(box: Box, { catalog }: Product): Promise<number> {
  const list = catalog.tags(connectionId, repositoryAt(box, bigRepository));
  const first = list.isStarted ? () => list.refresh() : () => list.start();
  const { requests } = await counted(box, async () => {
    await first();
    await list.until(1000);
  });
  assert.equal(list.items.length, 1000);
  for (const { publishedAt, sizeBytes, digest } of list.items)
    assert.ok(publishedAt !== undefined && sizeBytes !== undefined && digest !== undefined);
  return requests;
}

/** From a cold start to the repositories of one project in a group of 200 projects, as the tree's rows are opened. */
export async function measureTree(): Promise<Figure> {
  const value = await withBox({ seed: plantProjects(200) }, async (box) => {
    const figures: Record<string, number> = {};
    for (const latency of latencies) {
      box.knobs.latencyMs = latency;
      const product = await coldProduct(ofBox(box));
      const { requests, ms } = await counted(box, () => openProject(product, box.url));
      Object.assign(figures, { requests, [`ms${latency}`]: ms });
    }
    return figures;
  });
  return {
    key: 'requests.tree',
    value,
    bound: 'requests ≤ 4',
    isMet: (value['requests'] ?? Infinity) <= 4,
  };
}

async function openProject({ catalog }: Product, instanceUrl: string): Promise<void> {
  const top: ConnectionNode = {
    kind: 'connection',
    id: 'c',
    connectionId,
    instanceUrl,
    name: 'Box',
    username: 'maintainer',
  };
  const open = async (parent: ParentNode, kind: Node['kind']): Promise<ParentNode> => {
    const level: Level = await levelBelow(parent, treeSourceOf(catalog));
    await Promise.all(level.listings.map((listing) => listing.start()));
    const row = level.rows().find((node) => node.kind === kind);
    if (row === undefined || !isParent(row)) throw new Error(`there is no ${kind} below the ${parent.kind}`);
    return row;
  };
  const group = await open(top, 'group');
  const project = await open(group, 'project');
  const repository = await open(project, 'repository');
  assert.ok(repository.kind === 'repository' && repository.repository.tagCount === 3);
}
