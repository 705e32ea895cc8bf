import assert from 'node:assert/strict';
import { removeRepository } from '../../../src/catalog/deletion/removeRepository.ts';
import { Failure } from '../../../src/base/failure.ts';
import { startBox, type Box } from '../../gitlab/box.ts';
import type { FaultAction } from '../../gitlab/faultAction.ts';
import { repositoryAt } from '../../fakes/callBox.ts';
import { clientsOf, manyPath, plantMany, repositoryOf, timeoutFor } from './deletionBox.ts';

const faults: Readonly<Record<string, FaultAction>> = {
  'no answer in time, nothing done': { kind: 'silence', when: 'before' },
  'no answer in time, all done': { kind: 'silence', when: 'after' },
  'a reset before': { kind: 'reset', when: 'before' },
  'a reset after': { kind: 'reset', when: 'after' },
  '401': { kind: 'status', status: 401 },
  '403': { kind: 'status', status: 403 },
  '404': { kind: 'status', status: 404 },
  '500': { kind: 'status', status: 500 },
};

describe('deleting a repository', () => {
  let box: Box;
  beforeEach(async () => {
    box = await startBox({ seed: plantMany(1) });
    box.knobs.holdJobs = true;
  });
  afterEach(() => box.close());

  it('is done when GitLab has taken it on', async () => {
    const { gitlab } = clientsOf(box);
    await removeRepository(gitlab, await repositoryOf({ ...clientsOf(box), gitlab }));
    assert.equal(repositoryAt(box, manyPath).status, 'delete_scheduled');
  });

  for (const [what, act] of Object.entries(faults))
    it(`says what is true after ${what}`, async () => {
      const clients = clientsOf(box, 'maintainer', timeoutFor(act));
      const repository = await repositoryOf(clients);
      box.knobs.faults = [{ act, method: 'DELETE' }];
      const said = await removeRepository(clients.gitlab, repository).then(
        () => 'going',
        (error: unknown) => {
          assert.ok(error instanceof Failure);
          return 'stays';
        },
      );
      const isGoing = repositoryAt(box, manyPath).status !== undefined;
      assert.equal(said, isGoing ? 'going' : 'stays');
      assert.equal(box.log.entries.filter(({ method }) => method === 'DELETE').length, 1);
    });
});
