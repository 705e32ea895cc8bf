import assert from 'node:assert/strict';
import { startBox } from '../gitlab/box.ts';
import { clientsOf, manyPath, namesTo, plantMany, repositoryOf } from '../e2e/stack/deletionBox.ts';
import { deletionsOf, journalIn, unwatched } from '../fakes/journal.ts';
import { temporaryFolder } from '../vscode/temporaryFolder.ts';
import type { Figure } from './figures.ts';

const count = 1000;

/**
 * Deleting 1,000 tags of 1,000 different images: all requests from the question to the last answer, and apart from them those
 * that keep a manifest for undo, one for each image. Tags that share an image share that request.
 */
export async function measureDeletion(): Promise<Figure> {
  const folder = temporaryFolder('bench');
  const box = await startBox({ seed: plantMany(count) });
  try {
    const clients = clientsOf(box, 'maintainer', 30_000);
    const deletions = deletionsOf(box, clients, journalIn(folder.path));
    const repository = await repositoryOf(clients);
    const doomed = namesTo(count).map((name) => ({ name }));
    const options = unwatched();
    box.log.clear();
    await deletions.know('c', repository, doomed, options.signal);
    const outcomes = await deletions.remove('c', repository, doomed, options);
    assert.ok(outcomes.every(({ result }) => result === 'deleted'));
    assert.deepEqual(await box.backend.tagNames(manyPath), ['alias']);
    const entries = await deletions.entries();
    assert.equal(entries.filter(({ manifests }) => manifests !== undefined).length, count);
    const manifests = box.log.entries.filter(({ path }) => path.includes('/manifests/')).length;
    const requests = box.log.count() - manifests;
    const value = { requests, manifests };
    return {
      key: 'requests.deleteThousand',
      value,
      bound: 'requests ≤ 110: a deletion and a look before it for each twenty',
      isMet: requests <= 110,
    };
  } finally {
    await box.close();
    folder.remove();
  }
}
