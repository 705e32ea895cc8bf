import type { CommandTable } from './shared/commandTable.ts';
import { copyImages } from './copies/copyImages.ts';
import { deleteRepository, type RepositoryRemover } from './deletion/deleteRepository.ts';
import { deleteTags } from './deletion/deleteTags.ts';
import { moveImages, type ImageMover, type SourceDeletion } from './copies/moveImages.ts';
import { journalCommands, type JournalShowing } from './deletion/restoreDeletedTags.ts';
import { retagImage, type Retagger } from './copies/retagImage.ts';
import type { Targets } from './shared/targets.ts';
import type { TagDeletion } from './shared/tagDeletion.ts';
import type { KnownImages } from './shared/knownImages.ts';
import type { DeletionHistory } from '../ui/deletion/deletionHistory.ts';

/** What the commands that change images need. */
export interface ImageChangeNeeds {
  readonly tree: Pick<KnownImages, 'images'>;
  readonly deletions: DeletionHistory & RepositoryRemover & Retagger;
  readonly tagDeletion: TagDeletion & SourceDeletion;
  readonly journal: JournalShowing;
  readonly copies: ImageMover;
}

type Changes = Pick<
  CommandTable,
  | 'deleteTags'
  | 'restoreDeletedTags'
  | 'showDeletedTags'
  | 'deleteRepository'
  | 'retagImage'
  | 'copyImages'
  | 'moveImages'
>;

/** Everything that deletes images, brings them back, or puts them under other names. */
export function imageChanges(targets: Targets, needs: ImageChangeNeeds): Changes {
  const { deletions, tagDeletion, journal, copies, tree } = needs;
  return {
    deleteTags: deleteTags(targets, tagDeletion),
    ...journalCommands(deletions, journal),
    deleteRepository: deleteRepository(targets, deletions),
    retagImage: retagImage(targets, deletions),
    copyImages: copyImages(targets, copies, tree),
    moveImages: moveImages(targets, { mover: copies, deletion: tagDeletion, index: tree }),
  };
}
