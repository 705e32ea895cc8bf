import type { DeletionHistory } from '../ui/restoreEntries.ts';
import type { CommandTable } from './commandTable.ts';
import { copyImages } from './copyImages.ts';
import { deleteRepository, type RepositoryRemover } from './deleteRepository.ts';
import { deleteTags, type TagDeletion } from './deleteTags.ts';
import type { ImageIndex } from './goToImage.ts';
import { moveImages, type ImageMover, type SourceDeletion } from './moveImages.ts';
import { journalCommands, type JournalShowing } from './restoreDeletedTags.ts';
import { retagImage, type Retagger } from './retagImage.ts';
import type { Targets } from './targets.ts';

/** What the commands that change images need. */
export interface ImageChangeNeeds {
  readonly tree: Pick<ImageIndex, 'images'>;
  readonly deletions: DeletionHistory & RepositoryRemover & Retagger;
  readonly tagDeletion: TagDeletion & SourceDeletion & JournalShowing;
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
  const { deletions, tagDeletion, copies, tree } = needs;
  return {
    deleteTags: deleteTags(targets, tagDeletion),
    ...journalCommands(deletions, tagDeletion),
    deleteRepository: deleteRepository(targets, deletions),
    retagImage: retagImage(targets, deletions),
    copyImages: copyImages(targets, copies, tree),
    moveImages: moveImages(targets, { mover: copies, deletion: tagDeletion, index: tree }),
  };
}
