/**
 * A process of its own, so that its heap holds nothing of the box: lists all tags of one repository, sorts and filters them, and
 * prints what that took as JSON. Its argument is a `ScaleTask` as JSON.
 */
import assert from 'node:assert/strict';
import type { Repository } from '../../src/domain/repository.ts';
import { compileTagFilter, parseTagFilter } from '../../src/domain/tags/tagFilter.ts';
import { sortTags } from '../../src/domain/tags/tagOrder.ts';
import { timed } from './figures.ts';
import { coldProduct, connectionId } from '../fakes/product.ts';

/** What the probe is to do. */
export interface ScaleTask {
  readonly url: string;
  readonly token: string;
  readonly repository: Repository;
  readonly registryUrl: string;
  readonly count: number;
  /** How often to list; the fastest counts. */
  readonly rounds: number;
}

/** What the probe prints: ms, bytes. */
export interface ScaleResult {
  readonly loadMs: number;
  readonly sortMs: number;
  readonly filterMs: number;
  readonly globMs: number;
  readonly regexMs: number;
  readonly parseMs: number;
  readonly peakHeapBytes: number;
}

const task = JSON.parse(process.argv[2] ?? '') as ScaleTask;

let peakHeapBytes = 0;
const sample = (): void => {
  peakHeapBytes = Math.max(peakHeapBytes, process.memoryUsage().heapUsed);
};

async function load() {
  const { catalog } = await coldProduct(task);
  const list = catalog.tags(connectionId, task.repository);
  const { ms } = await timed(async () => {
    while (list.hasMore) {
      await list.more();
      sample();
    }
  });
  assert.equal(list.items.length, task.count);
  assert.equal(list.incomplete, undefined);
  return { ms, items: list.items };
}

/** The fastest of three, in ms. */
async function fastest(run: () => readonly unknown[]): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    times.push((await timed(() => Promise.resolve(run()))).ms);
    sample();
  }
  return Math.min(...times);
}

function filterBy(typed: string, items: Awaited<ReturnType<typeof load>>['items']): readonly unknown[] {
  const filter = parseTagFilter(typed);
  const matches = filter && compileTagFilter(filter).matches;
  assert.ok(matches);
  const found = items.filter(({ name }) => matches(name));
  assert.ok(found.length > 0);
  return found;
}

/** The registry's own pages, as texts. */
async function rawPages(): Promise<readonly string[]> {
  const { path } = task.repository;
  const query = `service=container_registry&scope=repository:${path}:pull`;
  const basic = Buffer.from(`maintainer:${task.token}`).toString('base64');
  const answer = await fetch(`${task.url}/jwt/auth?${query}`, {
    headers: { authorization: `Basic ${basic}` },
  });
  const { token } = (await answer.json()) as { readonly token: string };
  const pages: string[] = [];
  let target = `/gitlab/v1/repositories/${path}/tags/list/?n=1000&sort=-published_at`;
  while (target !== '') {
    const response = await fetch(task.registryUrl + target, {
      headers: { authorization: `Bearer ${token}` },
    });
    pages.push(await response.text());
    const link = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
    target = link === undefined ? '' : link.slice(link.indexOf('/gitlab/v1/'));
  }
  return pages;
}

let { ms: loadMs, items } = await load();
for (let round = 1; round < task.rounds; round += 1) {
  items = [];
  const again = await load();
  loadMs = Math.min(loadMs, again.ms);
  items = again.items;
}
const sortMs = await fastest(() => sortTags(items, 'version'));
const filterMs = await fastest(() => filterBy('mr-1', items));
const globMs = await fastest(() => filterBy('mr-*7', items));
const regexMs = await fastest(() => filterBy('/^mr-[0-9]+7$/', items));
const heap = peakHeapBytes;
const text = `[${(await rawPages()).map((page) => page.trim().slice(1, -1)).join(',')}]`;
const parseMs = await fastest(() => JSON.parse(text) as unknown[]);
const result: ScaleResult = { loadMs, sortMs, filterMs, globMs, regexMs, parseMs, peakHeapBytes: heap };
console.log(JSON.stringify(result));
