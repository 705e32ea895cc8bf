import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Patience } from '../../../src/catalog/deletion/quiet.ts';
import { removeTags } from '../../../src/catalog/deletion/removeTags.ts';
import { readTagStates } from '../../../src/catalog/deletion/tagStates.ts';
import type { DoomedName, TagOutcome } from '../../../src/domain/deletion/outcome.ts';
import type { Repository } from '../../../src/domain/repository.ts';
import { createGitlabClient, type GitlabClient } from '../../../src/gitlab/client.ts';
import type { Http } from '../../../src/net/http.ts';
import { createRegistryClient, type RegistryClient } from '../../../src/registry/client.ts';
import type { Box } from '../../gitlab/box.ts';
import type { FaultAction } from '../../gitlab/faultAction.ts';
import type { BuiltImage } from '../../gitlab/registry/backend.ts';
import { digestOf, schema1Type } from '../../gitlab/registry/blobs.ts';
import { buildImage } from '../../gitlab/registry/images.ts';
import type { TokenName } from '../../gitlab/seed/people.ts';
import { addGroup, addMember, addProject, addRepository, type Plot } from '../../gitlab/seed/plot.ts';
import { testHttp } from '../../fakes/httpServer.ts';

/** Where `plantMany` puts its tags. */
export const manyPath = 'acme/shop/web';

/** `count` tags `t0001`…, each on an image of its own, and `alias` on the first one's. */
export function plantMany(count: number): (plot: Plot) => Promise<void> {
  return async (plot) => {
    const acme = addGroup(plot, 'acme', 'private');
    addMember(plot, plot.people.maintainer, acme, 40);
    addMember(plot, plot.people.reporter, acme, 20);
    const { path } = addRepository(plot, addProject(plot, 'acme/shop'), 'web');
    for (let at = 1; at <= count; at += 1) await plot.backend.put(path, nameAt(at), smallImage(at));
    await plot.backend.put(path, 'alias', smallImage(1));
  };
}

/** An image of one layer; the same seed gives the same digest. */
export function smallImage(seed: string | number): BuiltImage {
  return buildImage({ seed, layers: 1, layerBytes: 50 });
}

/** An image of schema 1, as registries of old hold them. */
export function schema1Image(): BuiltImage {
  const text = '{"schemaVersion":1,"name":"web","tag":"old","fsLayers":[],"history":[],"signatures":[]}';
  const bytes = Buffer.from(text);
  const parts = { layerBytes: 0, blobs: new Map<string, Uint8Array>(), children: [] };
  return { mediaType: schema1Type, digest: digestOf(bytes), bytes, ...parts };
}

/** 7 → `t0007`. */
function nameAt(at: number): string {
  return `t${String(at).padStart(4, '0')}`;
}

/** `t0001` to `t<count>`. */
export function namesTo(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => nameAt(index + 1));
}

/** The clients of a person, with requests that give up soon. */
export interface BoxClients {
  readonly gitlab: GitlabClient;
  readonly registry: RegistryClient;
  /** What they send with; a test's own where none is told. */
  readonly http?: Http;
  /** By what clock they wait for what was not answered; by a quick one where none is told. */
  readonly patience?: Patience;
}

/** A minute in a second: what is awaited passes sixty times as fast as it does for people. */
export function quickPatience(speed = 60): Patience {
  const start = Date.now();
  return {
    now: () => start + (Date.now() - start) * speed,
    wait: (ms, signal) => sleep(ms / speed, undefined, signal === undefined ? {} : { signal }),
  };
}

/** How long a request may take in a test of a fault, in ms: only what is never answered needs it to be short. */
export function timeoutFor(fault: FaultAction): number {
  return fault.kind === 'silence' ? 250 : 4000;
}

/** `timeoutMs`: for each request. */
export function clientsOf(box: Box, as: TokenName = 'maintainer', timeoutMs = 4000): BoxClients {
  const { http: real } = testHttp({ now: Date.now });
  const http: Http = { ...real, send: (request) => real.send({ ...request, timeoutMs }) };
  const password = box.tokens[as];
  return {
    gitlab: createGitlabClient({ instanceUrl: box.url, token: () => Promise.resolve(password), http }),
    registry: createRegistryClient({
      host: box.registryHost,
      instanceUrl: box.url,
      credentials: () => Promise.resolve({ username: as, password }),
      http,
    }),
  };
}

/** The repository of `plantMany`, as a person's list shows it. */
export async function repositoryOf({ gitlab }: BoxClients): Promise<Repository> {
  const [repository] = (await gitlab.projectRepositories('acme/shop')).items;
  assert.ok(repository);
  return repository;
}

/** Removes as the catalog does, without a journal. */
export async function removeFrom(
  clients: BoxClients,
  repository: Repository,
  doomed: readonly DoomedName[],
  signal = new AbortController().signal,
): Promise<readonly TagOutcome[]> {
  const { gitlab: calls } = clients;
  const needs = {
    calls,
    patience: quickPatience(),
    readStates: (names: readonly string[]) => readTagStates(clients, repository, names),
    record: () => Promise.resolve(),
    recordOutcomes: () => Promise.resolve(),
  };
  return removeTags(needs, repository, doomed, { signal, onDone: () => undefined });
}

/** Outcomes have to say of each tag what is true on the server. */
export async function assertTrue(box: Box, outcomes: readonly TagOutcome[]): Promise<void> {
  const there = new Set(await box.backend.tagNames(manyPath));
  for (const { name, result } of outcomes) {
    if (result === 'deleted' || result === 'gone') assert.ok(!there.has(name), `${name} is said to be gone`);
    else if (result !== 'unclear') assert.ok(there.has(name), `${name} is said to be there (${result})`);
  }
}
