import { setTimeout as sleep } from 'node:timers/promises';
import type { Patience } from '../../../../src/catalog/deletion/quiet.ts';
import { createGitlabClient } from '../../../../src/gitlab/client.ts';
import { createHttp, type Http } from '../../../../src/net/http.ts';
import { isWrite } from '../../../../src/net/refuseWrites.ts';
import { createRegistryClient } from '../../../../src/registry/client.ts';
import type { Box } from '../../../gitlab/box.ts';
import type { BuiltImage } from '../../../gitlab/registry/backend.ts';
import { deployUsername, addProjectTokens } from '../../../gitlab/seed/people.ts';
import { addGroup, addMember, addProject, addRepository, type Plot } from '../../../gitlab/seed/plot.ts';
import type { Repository as Row } from '../../../gitlab/world/world.ts';
import type { BoxClients } from '../deletionBox.ts';
import { smallImage } from '../deletionBox.ts';

/** How much faster the product's clock goes than ours, so that what waits a minute waits a second. */
const speed = 40;
/** How long a write may take, in ms of our own; reads have all the time of a busy machine. */
const writeMs = 500;

/** Who the product signs in as. `registryOnly`: a deploy token, to which GitLab's API is not open. */
export type Person = 'maintainer' | 'registryOnly' | 'mayNotPush';

/** The tags of every lane and the images that they are on; the case's own ones are `t1`, `t2` and `t3`. */
export const planted: Readonly<Record<string, BuiltImage>> = {
  t1: smallImage('one'),
  t2: smallImage('two'),
  t3: smallImage('three'),
  alias: smallImage('one'),
  'T-2': smallImage('beside'),
  zz: smallImage('beside'),
};
/** What has a name in the repository that is copied to, where it is to be replaced. */
export const occupant = smallImage('occupant');

/** Repositories in which one case happens at a time. */
export interface Lane {
  /** All of `planted`. */
  readonly path: string;
  /** `t1` and `t2`, for what moves or deletes a whole repository. */
  readonly small: string;
  /** Where things are copied to: `keep`, and `t2` on `occupant` where that is told. */
  readonly store: string;
  /** Where `small` moves to. */
  readonly moved: string;
}

export function lanesOf(count: number): readonly Lane[] {
  return Array.from({ length: count }, (_, index) => ({
    path: `acme/shop/l${index}`,
    small: `acme/shop/s${index}`,
    store: `acme/store/l${index}`,
    moved: `acme/store/s${index}`,
  }));
}

/** Plants so many lanes. */
export function plantLanes(count: number): (plot: Plot) => Promise<void> {
  return (plot) => {
    const acme = addGroup(plot, 'acme', 'private');
    addMember(plot, plot.people.maintainer, acme, 40);
    const shop = addProject(plot, 'acme/shop');
    const store = addProject(plot, 'acme/store');
    addProjectTokens(plot.world, shop, plot.people.developer);
    const deploy = plot.world.tokens.find(({ kind }) => kind === 'deploy');
    if (deploy !== undefined) Object.assign(deploy, { projectIds: [shop.id, store.id] });
    for (const lane of lanesOf(count)) {
      for (const path of [lane.path, lane.small]) addRepository(plot, shop, path.slice('acme/shop/'.length));
      for (const path of [lane.store, lane.moved])
        addRepository(plot, store, path.slice('acme/store/'.length));
    }
    return Promise.resolve();
  };
}

/** What repositories of a lane look like before a case; their rows come back with their numbers. */
export async function resetLane(
  box: Box,
  paths: readonly (readonly [keyof Lane, string])[],
  rows: ReadonlyMap<string, Row>,
): Promise<void> {
  const { t1, t2 } = planted;
  const contents: Readonly<Record<keyof Lane, Readonly<Record<string, BuiltImage>>>> = {
    path: planted,
    small: t1 === undefined || t2 === undefined ? {} : { t1, t2 },
    store: { keep: occupant },
    moved: {},
  };
  for (const [what, path] of paths) {
    const row = rows.get(path);
    if (row !== undefined) restoreRow(box, row);
    await resetTags(box, path, contents[what]);
  }
}

function restoreRow(box: Box, row: Row): void {
  box.world.repositories.set(row.id, { ...row });
  box.world.leases.delete(`container_repository:cleanup_tags:${row.id}`);
}

/** Exactly these tags. */
async function resetTags(box: Box, path: string, tags: Readonly<Record<string, BuiltImage>>): Promise<void> {
  const there = await box.backend.digests(path);
  for (const name of there.keys()) if (tags[name] === undefined) await box.backend.deleteTag(path, name);
  for (const [name, image] of Object.entries(tags))
    if (there.get(name) !== image.digest) await box.backend.put(path, name, image);
}

/** The product's parts that speak to a box, for one case. */
export interface CaseClients extends BoxClients {
  readonly http: Http;
  /** `speed` times as fast as ours. */
  readonly patience: Patience;
  /** Everything that the product logs. */
  readonly lines: string[];
}

/** A clock that goes on with what is waited only, and stands while the box is at what it was to do by now: it may be slow here. */
function standingClock(isHeld: () => boolean): Patience {
  let now = Date.now();
  return {
    now: () => now,
    wait: async (ms, signal) => {
      await sleep(ms / speed, undefined, signal === undefined ? {} : { signal });
      while (isHeld()) await sleep(10);
      now += ms;
    },
  };
}

/** Marks each request with its case, so that its faults hit nobody else. `isHeld`: whether the box is late with acting. */
export function caseClients(
  box: Box,
  label: string,
  { person, isHeld }: { readonly person: Person; readonly isHeld: () => boolean },
): CaseClients {
  const patience = standingClock(isHeld);
  const { now, wait } = patience;
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  const log = { trace: write, debug: write, info: write, warn: write, error: write };
  const real = createHttp({ log, userAgent: 'matrix', now, wait });
  const http: Http = {
    ...real,
    send: (request) => {
      const isWriting = isWrite(request);
      const headers = { ...request.headers, 'x-case': label, ...(isWriting && { 'x-write': '1' }) };
      return real.send({ ...request, headers, timeoutMs: isWriting ? writeMs : 20_000 });
    },
  };
  const tokens = { maintainer: box.tokens.maintainer, registryOnly: box.tokens.deploy };
  const password = person === 'mayNotPush' ? box.tokens.readRegistry : tokens[person];
  const username = person === 'registryOnly' ? deployUsername : 'maintainer';
  const token = () => Promise.resolve(password);
  const gitlab = createGitlabClient({ instanceUrl: box.url, token, http });
  const credentials = () => Promise.resolve({ username, password });
  const place = { host: box.registryHost, instanceUrl: box.url, credentials, http };
  return { gitlab, registry: createRegistryClient(place), http, patience, lines };
}
