import { Copies } from '../../../src/catalog/copies/copies.ts';
import type { CopyOutcome } from '../../../src/domain/copies/copyOutcome.ts';
import type { CopyPlan } from '../../../src/domain/copies/copyPlan.ts';
import type { Box } from '../../gitlab/box.ts';
import { addProject, type Plot } from '../../gitlab/seed/plot.ts';
import { buildIndex } from '../../gitlab/registry/images.ts';
import { testHttp } from '../../fakes/httpServer.ts';
import { manyPath, plantMany, quickPatience, type BoxClients } from './deletionBox.ts';

/** Three platforms with their attestations. */
export const multi = buildIndex({ seed: 'multi', layers: 1, layerBytes: 60, attestations: true });

/** A repository of another project, which is not there until something is copied to it. */
export const storePath = 'acme/store/web';

/** `plantMany`, `multi`, and a project `acme/store` without images. */
export function plantForCopying(count: number): (plot: Plot) => Promise<void> {
  return async (plot) => {
    await plantMany(count)(plot);
    await plot.backend.put(manyPath, 'multi', multi);
    addProject(plot, 'acme/store');
  };
}

/** Copies over one connection to a box; `back` collects the repositories to be listed again. */
export function copiesOf(
  clients: BoxClients,
  back: string[] = [],
  assertMay: () => void = () => undefined,
): Copies {
  const { http = testHttp({ now: Date.now }).http, patience = quickPatience() } = clients;
  return new Copies({
    clients: { of: () => ({ registry: () => clients.registry }) },
    http,
    patience,
    assertMay,
    onBack: (_, path) => back.push(path),
    repositoriesOf: async (_, path) => (await clients.gitlab.projectRepositories(path)).items,
  });
}

/** Plans to copy tags under their names from `manyPath`. */
export function planFor(
  box: Box,
  copies: Copies,
  names: readonly string[] | undefined,
  to = storePath,
): Promise<CopyPlan> {
  const place = { connectionId: 'c', host: box.registryHost, from: manyPath, to };
  const tags = names?.map((name) => ({ name, as: name }));
  return copies.plan(place, tags, new AbortController().signal);
}

/** Copies that nobody watches. */
export function copyUnwatched(
  copies: Copies,
  plan: CopyPlan,
  options: { readonly mayReplace?: boolean; readonly signal?: AbortSignal } = {},
): Promise<readonly CopyOutcome[]> {
  return copies.copy(plan, {
    signal: options.signal ?? new AbortController().signal,
    mayReplace: options.mayReplace ?? false,
    onDone: () => undefined,
    onSent: () => undefined,
  });
}
