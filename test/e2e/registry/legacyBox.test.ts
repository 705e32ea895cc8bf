import assert from 'node:assert/strict';
import type { Box } from '../../gitlab/box.ts';
import { startBox } from '../../gitlab/box.ts';
import { named, plant, releases, together } from '../../gitlab/seed/contents.ts';
import type { Plot } from '../../gitlab/seed/plot.ts';
import { addGroup, addMember, addProject, addRepository } from '../../gitlab/seed/plot.ts';
import { apiPathOf, call, projectAt, statusOf } from '../../fakes/callBox.ts';

/** `g/p` with `1.0.0`, `1.0` and `latest` on one image, and `old`. */
async function plantFew(plot: Plot): Promise<void> {
  const group = addGroup(plot, 'g', 'private');
  addMember(plot, plot.people.owner, group, 50);
  const repository = addRepository(plot, addProject(plot, 'g/p'), '');
  await plant(plot, repository, together([releases({ count: 1 }), named('old')]));
}

describe('a box with a real docker-registry', function () {
  this.timeout(120_000);
  let box: Box;
  before(async () => (box = await startBox({ kind: 'legacy', seed: plantFew })));
  after(() => box.close());
  const tags = (): string => `${apiPathOf(box, 'g/p')}/tags`;

  it('lists by offset only', async () => {
    const { body } = await call(box, 'owner', 'GET', tags());
    const names = (body as { name: string }[]).map(({ name }) => name);
    assert.deepEqual(names, ['1.0', '1.0.0', 'latest', 'old']);
    assert.equal(await statusOf(box, 'owner', 'GET', `${tags()}?pagination=keyset`), 405);
  });

  it('knows no size of a repository and takes no tag rules', async () => {
    const { body } = await call(
      box,
      'owner',
      'GET',
      `registry/repositories/${apiPathOf(box, 'g/p').split('/').at(-1) ?? ''}?size=true`,
    );
    assert.equal((body as { size: unknown }).size, null);
    const rules = 'projects/g%2Fp/registry/protection/tag/rules';
    const levels = { minimum_access_level_for_push: 'owner', minimum_access_level_for_delete: 'owner' };
    const made = await call(box, 'owner', 'POST', rules, { tag_name_pattern: '^v', ...levels });
    assert.deepEqual(
      [made.status, made.body],
      [422, { message: 'GitLab container registry API not supported' }],
    );
    assert.deepEqual((await call(box, 'owner', 'GET', rules)).body, []);
  });

  it('deletes a tag and leaves the others of its image', async () => {
    assert.equal(await statusOf(box, 'owner', 'DELETE', `${tags()}/1.0`), 200);
    assert.deepEqual(await box.backend.tagNames('g/p'), ['1.0.0', 'latest', 'old']);
    assert.equal(await statusOf(box, 'owner', 'DELETE', `${tags()}/1.0`), 404);
    assert.equal(await statusOf(box, 'owner', 'GET', `${tags()}/latest`), 200);
  });

  it('cleans up by the build dates of the images', async () => {
    const { id, policy } = projectAt(box, 'g/p');
    assert.ok(policy);
    // The seed counts from the day's beginning: `1.0.0` is at most 1.3 days old, `old` more than 3.
    Object.assign(policy, { enabled: true, keepN: undefined, olderThan: '3d', nameRegex: '.*' });
    await box.runPolicy(id);
    assert.deepEqual(await box.backend.tagNames('g/p'), ['1.0.0', 'latest']);
  });
});
