import { compareImageFile } from './files/compareImageFile.ts';
import { findImageFile } from './files/findImageFile.ts';
import { openImageFiles, type FilesOpening } from './files/openImageFiles.ts';
import { saveImageFiles, type FileReading } from './files/saveImageFiles.ts';
import type { CommandTable } from './shared/commandTable.ts';
import type { Targets } from './shared/targets.ts';

/** Lists and reads the files of images. */
export type FileNeeds = FilesOpening & FileReading;

/** The commands about the files of an image. */
export function fileCommands(
  targets: Targets,
  files: FileNeeds,
): Pick<CommandTable, 'openImageFiles' | 'findImageFile' | 'saveImageFiles' | 'compareImageFile'> {
  return {
    openImageFiles: openImageFiles(targets, files),
    findImageFile: findImageFile(files),
    saveImageFiles: saveImageFiles(files),
    compareImageFile: compareImageFile(),
  };
}
