import { Failure } from '../base/failure.ts';
import type { ClientPool } from '../connections/clients.ts';
import type { Http } from '../net/http.ts';
import type { Catalog } from '../catalog/lists/catalog.ts';
import { Copies } from '../catalog/copies/copies.ts';
import type { AssertMay } from './writeGuard.ts';

/** Copies whose results show in the catalog's lists. */
export function openCopies(
  catalog: Catalog,
  parts: { readonly clients: ClientPool; readonly http: Http; readonly assertMay: AssertMay },
): Copies {
  return new Copies({
    ...parts,
    onBack: (id, path) => {
      // The tags are there all the same; a list that cannot be read says so itself.
      catalog.tagsBack(id, path).catch(() => undefined);
    },
    repositoriesOf: async (id, projectPath, signal) => {
      const list = catalog.repositoriesOfProject(id, projectPath);
      await list.refresh(signal);
      await list.until(Infinity, signal);
      if (list.incomplete === undefined) return list.items;
      throw new Failure('invalid', `not all repositories of ${projectPath} are listed`, { code: 'tooLarge' });
    },
  });
}
