import type { OpenedImage } from '../ui/files/openedImages.ts';
import { compareImageFile, type FileComparing, type TagsBeside } from './files/compareImageFile.ts';
import { imageRowOf } from './files/fileAt.ts';
import { findImageFile } from './files/findImageFile.ts';
import { findTextInImage, type ContentsReading } from './files/findTextInImage.ts';
import { openImageFiles } from './files/openImageFiles.ts';
import { saveImageFiles } from './files/saveImageFiles.ts';
import { showChanges, type ChangesShowing, type TagList } from './files/showChanges.ts';
import { showContents, type ContentsSource } from './files/showContents.ts';
import type { FileCommands } from './shared/commandTable.ts';
import type { Targets } from './shared/targets.ts';

/** What the commands about the files of an image need. */
export interface FileNeeds {
  readonly targets: Targets;
  /** Lists and reads the files of images. */
  readonly files: FileComparing & ContentsReading & Parameters<typeof openImageFiles>[1];
  readonly tags: TagsBeside & TagList;
  readonly changes: ChangesShowing;
  readonly opened: {
    readonly all: readonly OpenedImage[];
    add(image: OpenedImage): void;
    remove(image: OpenedImage): void;
  };
  readonly contents: { readonly source: ContentsSource; readonly show: (key: string) => void };
  /** Draws the view of files again, so that what failed is tried again. */
  readonly redraw: () => void;
}

/** Every command about the files of an image with what it needs. */
export function fileCommands({
  targets,
  files,
  tags,
  opened,
  contents,
  changes,
  redraw,
}: FileNeeds): FileCommands {
  return {
    openImageFiles: openImageFiles(targets, files, opened),
    findImageFile: findImageFile(files, opened),
    findTextInImage: findTextInImage(files, opened),
    saveImageFiles: saveImageFiles(files, opened),
    compareImageFile: compareImageFile(files, opened, tags),
    showContents: showContents(targets, files, contents),
    showChanges: showChanges(targets, { files, tags }, changes),
    closeImageFiles: async (given) => {
      const row = await imageRowOf(given, opened);
      if (row !== undefined) opened.remove(row.image);
    },
    refreshImageFiles: () => {
      redraw();
      return Promise.resolve();
    },
  };
}
