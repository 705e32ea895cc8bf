import * as vscode from 'vscode';

const { t } = vscode.l10n;

/** What a person reads when the files of an image cannot be shown, by the failure's code: why, and what to do. */
export const aboutFiles = {
  layerUnreadable: () => ({
    why: t(
      'A layer of this image isn’t a tar archive, is damaged, or is compressed in a way that can’t be read here.',
    ),
    next: t('Pull the image to see whether a container engine can read it.'),
  }),
  largeFile: () => ({
    why: t('The file is larger than 64 MiB.'),
    next: t('Pull the image to read it.'),
  }),
  tooManyFiles: () => ({
    why: t('The image has more files than can be shown.'),
    next: t('Open its layers one by one from the image details, or pull the image.'),
  }),
};
