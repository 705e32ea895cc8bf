import { addressOf, type RepositoryAddress } from './repositoryAddress.ts';
import { createTargets, type Rows } from './targets.ts';

/** Lets the person pick a repository of any connection; `undefined` when they give up. */
export async function pickRepository(rows: Rows): Promise<RepositoryAddress | undefined> {
  const row = await createTargets(rows, () => []).one(['repository'], undefined);
  return row && addressOf(row);
}
