import assert from 'node:assert/strict';
import { removeRepository } from '../../../src/catalog/deletion/removeRepository.ts';
import { startBox, type Box } from '../../gitlab/box.ts';
import type { FaultAction } from '../../gitlab/faultAction.ts';
import { repositoryAt } from '../../fakes/callBox.ts';
import { clientsOf, manyPath, plantMany, quickPatience, repositoryOf, timeoutFor } from './deletionBox.ts';

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

const options = () => ({ patience: quickPatience() });

describe('deleting a repository', () => {
  let box: Box;
  beforeEach(async () => {
    box = await startBox({ seed: plantMany(1) });
    box.knobs.holdJobs = true;
  });
  afterEach(() => box.close());

  it('is done when GitLab has taken it on', async () => {
    const { gitlab } = clientsOf(box);
    const repository = await repositoryOf({ ...clientsOf(box), gitlab });
    assert.deepEqual(await removeRepository(gitlab, repository, options()), { result: 'going' });
    assert.equal(repositoryAt(box, manyPath).status, 'delete_scheduled');
  });

  for (const [what, act] of Object.entries(faults))
    it(`says what is true after ${what}`, async () => {
      const clients = clientsOf(box, 'maintainer', timeoutFor(act));
      const repository = await repositoryOf(clients);
      box.knobs.faults = [{ act, method: 'DELETE' }];
      const { result: said } = await removeRepository(clients.gitlab, repository, options());
      const isGoing = repositoryAt(box, manyPath).status !== undefined;
      assert.equal(said, isGoing ? 'going' : 'stays');
      assert.equal(box.log.entries.filter(({ method }) => method === 'DELETE').length, 1);
    });

  it('knows it to be unclear where GitLab does not answer any more', async () => {
    const clients = clientsOf(box);
    const repository = await repositoryOf(clients);
    for (const act of [{ kind: 'status', status: 403 } as const, { kind: 'reset', when: 'after' } as const]) {
      box.knobs.faults = [
        { act, method: 'DELETE' },
        { act: { kind: 'reset', when: 'before' }, method: 'GET' },
      ];
      const { result } = await removeRepository(clients.gitlab, repository, options());
      assert.equal(result, 'unclear');
    }
  });

  it('takes a refusal in words for more than a “not found” of one who is shown nothing', async () => {
    const clients = clientsOf(box);
    const repository = await repositoryOf(clients);
    const hidden = { kind: 'status', status: 404, body: '{"message":"404 Not found"}' } as const;
    box.knobs.faults = [
      { act: { kind: 'status', status: 403 }, method: 'DELETE' },
      { act: hidden, method: 'GET', path: /registry/ },
    ];
    const removal = await removeRepository(clients.gitlab, repository, options());
    assert.equal(removal.result, 'stays');
    assert.equal(repositoryAt(box, manyPath).status, undefined);
  });

  it('takes what a proxy makes of it for no yes', async () => {
    const clients = clientsOf(box);
    const repository = await repositoryOf(clients);
    for (const body of ['', '{}', '[]']) {
      box.knobs.faults = [{ act: { kind: 'status', status: 200, body }, method: 'DELETE' }];
      assert.equal((await removeRepository(clients.gitlab, repository, options())).result, 'stays');
    }
  });
});
