import { join } from 'node:path';
import type { Log } from '../net/log.ts';
import { createContentStore } from './contentStore.ts';
import { folderAt } from './folder.ts';
import type { RegistryPool } from './images.ts';
import { keepingContent } from './keptContent.ts';

/** The most bytes of manifests, configs and the like on disk. */
const mostBytes = 256 * 2 ** 20;

/** The registries, with their content kept below `storage`, the extension's own folder. */
export function openContent(pool: RegistryPool, storage: string, log: Log): RegistryPool {
  const files = folderAt(join(storage, 'content'));
  return keepingContent(
    pool,
    createContentStore(files, mostBytes, (message) => log.warn(message)),
  );
}
