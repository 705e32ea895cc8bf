/** Under which the images whose files are shown are remembered. */
export const openedImagesKey = 'openedImages';
