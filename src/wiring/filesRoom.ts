import { join } from 'node:path';
import { imageFiles } from '../catalog/files/imageFiles.ts';
import { imagePackages } from '../catalog/files/imagePackages.ts';
import { keptListings } from '../catalog/files/keptListings.ts';
import { layerReading } from '../catalog/images/layerReading.ts';
import type { Images } from '../catalog/images/images.ts';
import type { TagsBeside } from '../catalog/lists/tagsBeside.ts';
import { folderAt } from '../catalog/storage/folder.ts';
import { fileCommands } from '../commands/fileCommands.ts';
import type { FileCommands } from '../commands/shared/commandTable.ts';
import type { Memory } from '../commands/shared/memory.ts';
import type { Targets } from '../commands/shared/targets.ts';
import type { Changes } from '../protocol/changes.ts';
import type { Contents } from '../protocol/contents.ts';
import type { Log } from '../net/log.ts';
import { FilesTree } from '../tree/files/filesTree.ts';
import { ImageFileSystem } from '../ui/files/imageFileSystem.ts';
import { OpenedImages } from '../ui/files/openedImages.ts';
import type { Reading } from '../ui/files/registerFiles.ts';
import { changesPage, changesReading, contentsPage, contentsReading, type RoomPage } from './filesPages.ts';

/** What the files of images are read with. */
export interface FilesParts {
  readonly images: Images;
  readonly tags: TagsBeside;
  /** The extension's own folder: listings of layers are kept below it. */
  readonly storage: string;
  /** Of this workspace: which images are open. */
  readonly memento: Memory;
  readonly log: Log;
  /** Show pages by their keys. */
  readonly show: { readonly contents: (key: string) => void; readonly changes: (key: string) => void };
}

/** All that shows the files of images; loaded with the first command or address of theirs. */
export interface FilesRoom {
  commands(targets: Targets): FileCommands;
  readonly reading: Reading;
  readonly contents: RoomPage<Contents>;
  readonly changes: RoomPage<Changes>;
  dispose(): void;
}

/** The most bytes of listings on disk. */
const mostBytes = 256 * 2 ** 20;

/** Puts together what shows the files of images. */
export function filesRoom({ images, tags, storage, memento, log, show }: FilesParts): FilesRoom {
  const kept = keptListings(folderAt(join(storage, 'listings')), mostBytes, (message) => log.warn(message));
  const files = imageFiles(images, layerReading(images), kept);
  const source = contentsReading(files, imagePackages(images, files));
  const changes = changesReading(source, images);
  const opened = new OpenedImages(memento);
  const tree = new FilesTree(files, opened);
  return {
    commands: (targets) =>
      fileCommands({
        targets,
        files,
        tags,
        opened,
        contents: { source, show: show.contents },
        changes: { source: changes, show: show.changes },
        redraw: () => tree.redraw(),
      }),
    contents: contentsPage(source),
    changes: changesPage(changes, show.changes),
    reading: new ImageFileSystem(files),
    dispose: () => tree.dispose(),
  };
}
