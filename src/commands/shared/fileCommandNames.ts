import type { CommandTable } from './commandTable.ts';

/** The names of the commands about the files of an image, which live in a file that is loaded with the first of them. */
export const fileCommandNames = [
  'openImageFiles',
  'findImageFile',
  'findTextInImage',
  'saveImageFiles',
  'compareImageFile',
  'closeImageFiles',
  'refreshImageFiles',
  'showContents',
  'showChanges',
] as const;

/** The commands about the files of an image. */
export type FileCommands = Pick<CommandTable, (typeof fileCommandNames)[number]>;
