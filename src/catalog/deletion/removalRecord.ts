import { Failure } from '../../base/failure.ts';
import { isUnanswered } from '../../base/sent.ts';
import type { DoomedName, TagOutcome } from '../../domain/deletion/outcome.ts';
import type { DeletedTag, SavedManifest } from '../../domain/deletion/journalEntry.ts';
import type { DeletionJournal } from '../journal/deletionJournal.ts';
import type { ManifestSaver, SavedImage } from './saveManifests.ts';

/** Where the tags of one removal are. */
export type RemovalPlace = Pick<
  DeletedTag,
  'connectionId' | 'instanceUrl' | 'repositoryId' | 'host' | 'path' | 'projectPath'
>;

/** What a record is made of. */
export interface RecordNeeds {
  readonly journal: DeletionJournal;
  readonly saver: Pick<ManifestSaver, 'save'>;
  readonly place: RemovalPlace;
  /** Whether a tag whose manifest cannot be kept must not be deleted. */
  readonly mustBeUndoable: boolean;
}

/** Keeps the journal of one removal. */
export class RemovalRecord {
  readonly #needs: RecordNeeds;
  readonly #ids = new Map<string, string>();

  constructor(needs: RecordNeeds) {
    this.#needs = needs;
  }

  /** Rejects when something that has to be kept could not be; then nothing of the batch may be deleted. */
  async record(batch: readonly DoomedName[]): Promise<void> {
    const { journal, place } = this.#needs;
    const images = await Promise.all(batch.map((tag) => this.#save(tag)));
    const tags = batch.map(({ name, digest }, index) => {
      const image = images[index];
      const known = image?.digest ?? digest;
      const children = image?.manifests.slice(0, -1).map((child) => child.digest) ?? [];
      return { ...place, name, children, ...(known === undefined ? {} : { digest: known }) };
    });
    const manifests = images.flatMap((image): readonly SavedManifest[] => image?.manifests ?? []);
    const intents = await journal.intend(tags, manifests);
    for (const { name, id } of intents) this.#ids.set(name, id);
  }

  /** What was sent and not answered stays restorable, whatever was seen of it since: a server may act on it all the same. */
  async recordOutcomes(outcomes: readonly TagOutcome[]): Promise<void> {
    const results = outcomes.flatMap(({ name, result, failure }) => {
      const id = this.#ids.get(name);
      const isSeen = result === 'deleted' || result === 'emptied';
      const isOpen = !isSeen && failure !== undefined && isUnanswered(failure);
      return id === undefined ? [] : [{ id, result: isOpen ? ('unclear' as const) : result }];
    });
    await this.#needs.journal.settle(results);
  }

  /** The journal's id of a tag that was put on record. */
  idOf(name: string): string | undefined {
    return this.#ids.get(name);
  }

  async #save({ name, digest }: DoomedName): Promise<SavedImage | undefined> {
    try {
      return await this.#needs.saver.save(digest ?? name);
    } catch (error) {
      if (this.#needs.mustBeUndoable) throw Failure.from(error);
      return undefined;
    }
  }
}
