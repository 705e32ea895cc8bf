import assert from 'node:assert/strict';
import type { Box } from '../../../gitlab/box.ts';
import { startBox } from '../../../gitlab/box.ts';
import { addGit, commitNamed } from '../../../gitlab/seed/git.ts';
import { addGroup, addMember, addProject, type Plot } from '../../../gitlab/seed/plot.ts';
import { call, statusOf } from '../../../fakes/callBox.ts';

function plant(plot: Plot): Promise<void> {
  const acme = addGroup(plot, 'acme', 'private');
  addMember(plot, plot.people.reporter, acme, 20);
  addMember(plot, plot.people.guest, acme, 10);
  addProject(plot, 'acme/bare');
  addGit(plot, addProject(plot, 'acme/shop'), {
    branches: ['develop'],
    tags: ['v1'],
    mergeRequests: [
      { branch: 'squashed', state: 'merged', daysAgo: 5, commits: [commitNamed('a')] },
      { branch: 'kept', state: 'merged', daysAgo: 4, commits: [commitNamed('b')], keepsCommits: true },
    ],
  });
  return Promise.resolve();
}

describe('git repositories of the box', () => {
  let box: Box;
  before(async () => (box = await startBox({ seed: plant })));
  after(() => box.close());
  const shop = 'projects/acme%2Fshop/repository';
  const namesOf = (body: unknown): readonly string[] =>
    (body as readonly { readonly name: string }[]).map(({ name }) => name);
  const refsOf = async (sha: string, query = ''): Promise<readonly string[]> =>
    namesOf((await call(box, 'reporter', 'GET', `${shop}/commits/${sha}/refs${query}`)).body);

  it('list branches by name with the default one marked, and pages as every list', async () => {
    const { body, headers } = await call(box, 'reporter', 'GET', `${shop}/branches?per_page=1&page=2`);
    assert.deepEqual(namesOf(body), ['main']);
    assert.equal((body as { default: boolean }[])[0]?.default, true);
    assert.equal(headers.get('x-total'), '2');
  });

  it('list git tags', async () => {
    assert.deepEqual(namesOf((await call(box, 'reporter', 'GET', `${shop}/tags`)).body), ['v1']);
  });

  it('tell the refs that contain a commit: none of a squashed one', async () => {
    assert.deepEqual(await refsOf(commitNamed('a')), []);
    assert.deepEqual(await refsOf(commitNamed('b').slice(0, 8)), ['main', 'develop']);
    assert.deepEqual(await refsOf(commitNamed('acme/shop first'), '?type=tag'), ['v1']);
  });

  it('tell the merge requests that a commit is in', async () => {
    const path = `${shop}/commits/${commitNamed('a')}/merge_requests`;
    const { body } = await call(box, 'reporter', 'GET', path);
    assert.deepEqual(
      (body as { iid: number; state: string; source_branch: string }[]).map((one) => [
        one.iid,
        one.state,
        one.source_branch,
      ]),
      [[1, 'merged', 'squashed']],
    );
  });

  it('are for reporters, and not there where nothing was pushed', async () => {
    assert.equal(await statusOf(box, 'guest', 'GET', `${shop}/branches`), 403);
    assert.equal(await statusOf(box, 'outsider', 'GET', `${shop}/branches`), 404);
    assert.equal(await statusOf(box, 'reporter', 'GET', 'projects/acme%2Fbare/repository/branches'), 404);
    assert.equal(await statusOf(box, 'reporter', 'GET', `${shop}/commits/deadbeef/refs`), 404);
  });
});
