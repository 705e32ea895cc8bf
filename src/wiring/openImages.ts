import { join } from 'node:path';
import type { Event } from '../base/event.ts';
import type { Http } from '../net/http.ts';
import type { Log } from '../net/log.ts';
import { createContentStore } from '../catalog/storage/contentStore.ts';
import { folderAt } from '../catalog/storage/folder.ts';
import { Images, type RegistryPool } from '../catalog/images/images.ts';
import { keepingContent } from '../catalog/images/keptContent.ts';

/** The most bytes of manifests, configs and the like on disk. */
const mostBytes = 256 * 2 ** 20;

/** What images need from the rest. */
interface ImagesNeeds {
  readonly connections: { readonly onDidChangeAccess: Event<string> };
  readonly http: Http;
  readonly log: Log;
}

/** The images of the registries, with what is addressed by a digest kept below `storage`, the extension's own folder. */
export function openImages(
  pool: RegistryPool,
  storage: string,
  { connections, http, log }: ImagesNeeds,
): Images {
  const files = folderAt(join(storage, 'content'));
  const store = createContentStore(files, mostBytes, (message) => log.warn(message));
  return new Images(keepingContent(pool, store), http, connections.onDidChangeAccess);
}
