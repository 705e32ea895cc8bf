import { BulkDeletions } from '../../../../src/catalog/deletion/bulkDeletions.ts';
import type { Deletions } from '../../../../src/catalog/deletion/deletions.ts';
import type { DeletionJournal } from '../../../../src/catalog/journal/deletionJournal.ts';
import { Failure } from '../../../../src/base/failure.ts';
import { forecastBulk, type BulkGround } from '../../../../src/domain/deletion/bulkForecast.ts';
import type { Repository } from '../../../../src/domain/repository.ts';
import type { Box } from '../../../gitlab/box.ts';
import { deletionsOf } from '../../../fakes/journal.ts';
import { planted, type CaseClients, type Lane } from './matrixStage.ts';
import type { Statement } from './statements.ts';

/** What an act works with. */
export interface ActContext {
  readonly box: Box;
  readonly lane: Lane;
  readonly clients: CaseClients;
  readonly journal: DeletionJournal;
}

/** The product's deletions in a case. */
export function deletions({ box, clients, journal }: ActContext): Deletions {
  return deletionsOf(box, clients, journal);
}

/** A repository of the lane, as a person's list shows it. */
export function repositoryAt({ box }: ActContext, path: string): Repository {
  const row = [...box.world.repositories.values()].find((one) => one.path === path);
  if (row === undefined) throw new Error(`The box has no ${path}`);
  const { id, projectId, name } = row;
  return { id, projectId, name, path, location: `${box.registryHost}/${path}`, tagCount: 6 };
}

/** Deleting by GitLab's rule, and what was seen of it. */
export async function removeByRule(context: ActContext): Promise<readonly Statement[]> {
  const { lane, clients } = context;
  const repository = repositoryAt(context, lane.path);
  const before = Object.keys(planted);
  const tags = before.map((name) => ({ name, path: `${lane.path}:${name}`, location: '' }));
  const ground: BulkGround = {
    tags,
    isComplete: true,
    registry: context.box.backend.kind,
    hasDates: false,
    protections: [],
  };
  const rule = { nameRegexDelete: 't[12]' };
  const forecast = forecastBulk(rule, ground, clients.patience.now());
  if (forecast === undefined) throw new Error('The rule has no forecast');
  const bulk = bulkOf(context);
  const names = forecast.certain.map(({ name }) => name);
  const claim = (said: string, one: Statement['claim'], failure?: Failure): readonly Statement[] =>
    names.map((name) => ({ path: lane.path, name, said, claim: one, failure }));
  const sent = await bulk.send('c', repository, rule);
  const isRefused = sent instanceof Failure;
  const step = { signal: new AbortController().signal, onProgress: () => undefined };
  const watched = { before, forecast, idleMs: isRefused ? 5000 : 60_000 };
  const seen = await bulk.follow('c', repository, watched, step);
  if (seen.failure !== undefined) return claim('unclear', 'unclear', seen.failure);
  if (isRefused && seen.gone.length === 0) return claim('not taken', 'same', sent);
  return [
    ...claim('went', 'gone').filter(({ name }) => seen.gone.includes(name)),
    ...claim('still there', 'same').filter(({ name }) => seen.stillThere.includes(name)),
  ];
}

function bulkOf(context: ActContext): BulkDeletions {
  const { box, clients } = context;
  const noLists = (): never => {
    throw new Failure('offline', 'no lists here');
  };
  return new BulkDeletions({
    clients: { of: () => ({ gitlab: clients.gitlab, registry: () => clients.registry }) },
    lists: { tags: noLists, tagsGone: () => undefined },
    policies: { tags: noLists },
    deletions: deletions(context),
    http: clients.http,
    // GitLab's jobs take longer here than a minute that passes in a second.
    wait: async (ms, signal) => {
      await box.jobs.run();
      await clients.patience.wait(ms, signal);
    },
    now: clients.patience.now,
  });
}
