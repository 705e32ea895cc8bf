import { Failure } from '../../base/failure.ts';
import { limit } from '../../base/limit.ts';
import type { Capability } from '../../domain/accounts/access.ts';
import { isRestorable, type JournalEntry } from '../../domain/deletion/journalEntry.ts';
import {
  goneNames,
  type DoomedName,
  type RepositoryRemoval,
  type TagOutcome,
} from '../../domain/deletion/outcome.ts';
import type { RepositoryKnowledge } from '../../domain/deletion/plan.ts';
import {
  isBack,
  type Examination,
  type PutResult,
  type Restoration,
} from '../../domain/deletion/restoration.ts';
import type { Manifest } from '../../domain/manifest.ts';
import { projectPathOf, type Repository } from '../../domain/repository.ts';
import type { Clients } from '../../connections/clients.ts';
import type { ConnectionRecord } from '../../connections/record.ts';
import type { Http } from '../../net/http.ts';
import type { RegistryClient } from '../../registry/client.ts';
import type { DeletionJournal } from '../journal/deletionJournal.ts';
import { RemovalRecord } from './removalRecord.ts';
import { removeRepository } from './removeRepository.ts';
import { removeTags, type RemovalOptions } from './removeTags.ts';
import { knowRepository } from './repositoryKnowledge.ts';
import { blobsOf } from './blobsOf.ts';
import { lookAtTarget, putTag } from './putTag.ts';
import { realPatience, type Patience } from './quiet.ts';
import { ManifestSaver, readImages } from './saveManifests.ts';
import { registryHostOf } from '../lists/tagLadder.ts';
import { readTagStates } from './tagStates.ts';

/** What deleting works with. */
export interface DeletionNeeds {
  readonly clients: { of(connectionId: string): Pick<Clients, 'gitlab' | 'registry'> };
  readonly connections: { list(): readonly ConnectionRecord[] };
  readonly journal: DeletionJournal;
  readonly http: Pick<Http, 'during'>;
  /** Throws when this may not be done over the connection. */
  readonly assertMay: (capability: Capability, connectionId: string) => void;
  /** The lists of a repository have to follow: these tags are gone, or some have come back. */
  readonly onGone: (connectionId: string, repository: Repository, names: ReadonlySet<string>) => void;
  readonly onBack: (connectionId: string, repositoryPath: string) => void;
  /** GitLab has begun to delete a repository. */
  readonly onGoing: (connectionId: string, repository: Repository) => void;
  /** The real clock, unless told. */
  readonly patience?: Patience;
}

/** How tags are deleted. */
export interface DeletionOptions extends RemovalOptions {
  /** Whether a tag whose manifest cannot be kept for “Undo” must not be deleted. */
  readonly mustBeUndoable: boolean;
}

/** Deletes tags with a journal, and puts them back from it. */
export class Deletions {
  readonly #needs: DeletionNeeds;
  readonly #patience: Patience;

  constructor(needs: DeletionNeeds) {
    this.#needs = needs;
    this.#patience = needs.patience ?? realPatience;
  }

  assertMayDelete(connectionId: string): void {
    this.#needs.assertMay('deleteTags', connectionId);
  }

  /** What a person should know before tags are deleted; see `knowRepository`. */
  know(
    connectionId: string,
    repository: Repository,
    doomed: readonly DoomedName[],
    signal: AbortSignal,
  ): Promise<RepositoryKnowledge> {
    const { gitlab, registry: registryAt } = this.#needs.clients.of(connectionId);
    const registry = registryAt(registryHostOf(repository));
    const know = () => knowRepository({ gitlab, registry }, repository, doomed, signal);
    return this.#needs.http.during(`plan to delete tags of ${repository.path}`, know);
  }

  /** Manifests of images, for counting bytes; see `readImages`. */
  readManifests(
    connectionId: string,
    repository: Repository,
    digests: readonly string[],
    options: RemovalOptions,
  ): Promise<ReadonlyMap<string, Manifest>> {
    const { path } = repository;
    const registry = this.#needs.clients.of(connectionId).registry(registryHostOf(repository));
    const read = () => readImages(new ManifestSaver(registry, path), digests, options);
    return this.#needs.http.during(`read ${digests.length} manifests of ${path}`, read);
  }

  /** Settles always, see `removeTags`. What each outcome was put on record as is its `entryId`. */
  async remove(
    connectionId: string,
    repository: Repository,
    doomed: readonly DoomedName[],
    options: DeletionOptions,
  ): Promise<readonly TagOutcome[]> {
    const { clients, http } = this.#needs;
    const { gitlab, registry: registryAt } = clients.of(connectionId);
    const { path } = repository;
    const registry = registryAt(registryHostOf(repository));
    const record = this.recordFor(connectionId, repository, options);
    const needs = {
      calls: gitlab,
      patience: this.#patience,
      readStates: (names: readonly string[]) => readTagStates({ gitlab, registry }, repository, names),
      record: (batch: readonly DoomedName[]) => record.record(batch),
      recordOutcomes: (outcomes: readonly TagOutcome[]) => record.recordOutcomes(outcomes),
    };
    const remove = () => removeTags(needs, repository, doomed, options);
    const outcomes = await http.during(`delete ${doomed.length} tags of ${path}`, remove);
    this.#needs.onGone(connectionId, repository, goneNames(outcomes));
    return outcomes.map((outcome) => {
      const entryId = record.idOf(outcome.name);
      return entryId === undefined ? outcome : { ...outcome, entryId };
    });
  }

  /** A part of the journal for tags of a repository that are about to go, however they are deleted. */
  recordFor(
    connectionId: string,
    repository: Repository,
    { mustBeUndoable }: Pick<DeletionOptions, 'mustBeUndoable'>,
  ): RemovalRecord {
    const { clients, connections, journal } = this.#needs;
    const { id: repositoryId, path } = repository;
    const host = registryHostOf(repository);
    const instanceUrl = connections.list().find(({ id }) => id === connectionId)?.instanceUrl ?? '';
    return new RemovalRecord({
      journal,
      saver: new ManifestSaver(clients.of(connectionId).registry(host), path),
      place: { connectionId, instanceUrl, repositoryId, host, path, projectPath: projectPathOf(repository) },
      mustBeUndoable,
    });
  }

  /** With tag count and size as they are now, as far as GitLab tells. */
  async freshRepository(connectionId: string, repository: Repository): Promise<Repository> {
    const { gitlab } = this.#needs.clients.of(connectionId);
    const fresh = await gitlab.repository(repository.id, { tagCount: true, size: true });
    return { ...repository, ...fresh };
  }

  /** Rejects only when it may not be done over this connection; see `removeRepository`. */
  async removeRepository(
    connectionId: string,
    repository: Repository,
    signal?: AbortSignal,
  ): Promise<RepositoryRemoval> {
    const { clients, http, assertMay, onGoing } = this.#needs;
    assertMay('deleteRepository', connectionId);
    const { gitlab } = clients.of(connectionId);
    const options = { patience: this.#patience, signal };
    const remove = () => removeRepository(gitlab, repository, options);
    const removal = await http.during(`delete ${repository.path}`, remove);
    if (removal.result === 'going') onGoing(connectionId, repository);
    return removal;
  }

  /** Gives an image another name in its repository; a name that is taken stays as it is. Rejects when the image cannot be read. */
  async retag(
    connectionId: string,
    repository: Repository,
    { from, to }: { readonly from: DoomedName; readonly to: string },
  ): Promise<PutResult> {
    const { clients, http, assertMay, onBack } = this.#needs;
    assertMay('restoreTags', connectionId);
    const { path } = repository;
    const registry = clients.of(connectionId).registry(registryHostOf(repository));
    const result = await http.during(`tag ${path}:${from.name} as ${to}`, async () => {
      const image = await new ManifestSaver(registry, path).save(from.digest ?? from.name);
      return putTag(registry, { path, name: to, ...image }, { patience: this.#patience });
    });
    if (result.result === 'restored') onBack(connectionId, path);
    return result;
  }

  /** Everything in the journal, the newest first. */
  entries(): Promise<readonly JournalEntry[]> {
    return this.#needs.journal.entries();
  }

  /** Drops entries of the journal for ever. */
  forget(entries: readonly JournalEntry[]): Promise<void> {
    return this.#needs.journal.forget(entries.map(({ id }) => id));
  }

  /** How large the journal is, and how large it may be. */
  journalUsage(): Promise<{ readonly bytes: number; readonly mostBytes: number }> {
    return this.#needs.journal.usage();
  }

  /** Compressed bytes of a deleted image, each blob once; `undefined` where its manifests were not kept. */
  sizeOf({ manifests }: JournalEntry): number | undefined {
    return manifests && blobsOf(manifests).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  }

  /** Looks whether tags could be put back. Settles always, with one answer for each entry that was come to. */
  async examine(
    entries: readonly JournalEntry[],
    { signal, onDone }: RemovalOptions,
  ): Promise<readonly Examination[]> {
    const run = limit(4);
    const found: Examination[] = [];
    const look = async (entry: JournalEntry): Promise<void> => {
      if (signal.aborted) return;
      const registry = this.#registryOf(entry);
      const obstacle = 'result' in registry ? registry : await lookAtTarget(registry, entry, signal);
      if (obstacle?.result === 'notTried') return;
      found.push({ entry, ...(obstacle === undefined ? {} : { obstacle }) });
      onDone(found.length);
    };
    const examine = () => Promise.all(entries.map((entry) => run(() => look(entry))));
    await this.#needs.http.during(`look at ${entries.length} deleted tags`, examine);
    return found;
  }

  /** Puts tags back, oldest deletion first. Settles always, with one result for each entry, in the order given. */
  async restore(
    entries: readonly JournalEntry[],
    { signal, onDone }: RemovalOptions,
  ): Promise<readonly Restoration[]> {
    const run = limit(4);
    let settled = 0;
    const restorations = await Promise.all(
      entries.map((entry) =>
        run(async (): Promise<Restoration> => {
          if (signal.aborted) return { entry, result: 'notTried' };
          const restoration = await this.#restoreOne(entry, signal);
          settled += 1;
          onDone(settled);
          return restoration;
        }),
      ),
    );
    const back = restorations.filter(isBack);
    await this.#needs.journal.restored(back.map(({ entry }) => entry.id));
    const places = new Map(back.map(({ entry }) => [`${entry.instanceUrl} ${entry.path}`, entry]));
    for (const entry of places.values()) {
      const connection = this.#connectionOf(entry);
      if (connection !== undefined) this.#needs.onBack(connection.id, entry.path);
    }
    return restorations;
  }

  /** The one that was used then, or another one to the same instance. */
  #connectionOf({ connectionId, instanceUrl }: JournalEntry): ConnectionRecord | undefined {
    const connections = this.#needs.connections.list();
    return (
      connections.find(({ id }) => id === connectionId) ??
      connections.find((one) => one.instanceUrl === instanceUrl)
    );
  }

  /** The one that the tag was in, or why it is out of reach. */
  #registryOf(entry: JournalEntry): RegistryClient | PutResult {
    const connection = this.#connectionOf(entry);
    if (connection !== undefined) return this.#needs.clients.of(connection.id).registry(entry.host);
    const failure = new Failure('missing', 'the connection was removed', { host: entry.instanceUrl });
    return { result: 'failed', failure };
  }

  async #restoreOne(entry: JournalEntry, signal: AbortSignal): Promise<Restoration> {
    if (!isRestorable(entry)) return { entry, result: 'notSaved' };
    const registry = this.#registryOf(entry);
    if ('result' in registry) return { entry, ...registry };
    try {
      this.#needs.assertMay('restoreTags', this.#connectionOf(entry)?.id ?? '');
    } catch (error) {
      return { entry, result: 'refused', failure: Failure.from(error) };
    }
    const restore = () => putTag(registry, entry, { signal, patience: this.#patience });
    return { entry, ...(await this.#needs.http.during(`restore ${entry.path}:${entry.name}`, restore)) };
  }
}
