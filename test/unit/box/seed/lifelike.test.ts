import assert from 'node:assert/strict';
import type { Box } from '../../../gitlab/box.ts';
import { startBox } from '../../../gitlab/box.ts';
import { repositoriesOf } from '../../../gitlab/world/lookup.ts';
import { repositoryAt } from '../../../fakes/callBox.ts';

const now = new Date('2026-09-01T12:00:00Z');

describe('the lifelike seed', () => {
  let box: Box;
  before(async () => (box = await startBox({ seed: 'lifelike', now: () => now })));
  after(() => box.close());

  it('has three top groups, sub-groups four deep, and fourteen projects of which five have no image', () => {
    const { groups, projects } = box.world;
    const depths = [...groups.values()].map(({ fullPath }) => fullPath.split('/').length);
    assert.equal(depths.filter((depth) => depth === 1).length, 3);
    assert.equal(Math.max(...depths), 4);
    assert.equal(projects.size, 14);
    const bare = [...projects.values()].filter((project) => repositoriesOf(box.world, project).length === 0);
    assert.equal(bare.length, 5);
  });

  it('has about thirty repositories: root images, an empty one, one with 12,000 tags', async () => {
    const { repositories } = box.world;
    assert.ok(repositories.size >= 28 && repositories.size <= 34);
    assert.ok([...repositories.values()].some(({ name }) => name === ''));
    assert.deepEqual(await box.backend.tagNames('acme/data/warehouse/scratch'), []);
    let [count, last]: [number, string | undefined] = [0, undefined];
    do {
      const page = await box.backend.listTags(repositoryAt(box, 'acme/data/warehouse/etl').path, {
        n: 1000,
        sort: 'name',
        ...(last === undefined ? {} : { last }),
      });
      count += page.tags.length;
      last = page.next;
    } while (last !== undefined);
    assert.equal(count, 12_000);
  });

  it('has indexes, signatures, charts, shared digests and rules', async () => {
    const { tags } = await box.backend.listTags('acme/shop/storefront/web', { n: 100 });
    const digests = tags.map(({ digest }) => digest);
    assert.ok(new Set(digests).size < digests.length);
    assert.ok(tags.some(({ mediaType }) => mediaType?.includes('index')));
    assert.ok(tags.some(({ name }) => name.endsWith('.sig')));
    const charts = await box.backend.tagNames('northwind/apps/crm/charts/crm');
    assert.deepEqual(charts, ['2.0.0', '2.1.0', '2.1.1']);
    assert.ok([...box.world.projects.values()].some(({ tagRules }) => tagRules.length > 0));
  });

  it('is the same every time', async () => {
    const other = await startBox({ seed: 'lifelike', now: () => now });
    const describeBox = async ({ world, backend }: Box): Promise<unknown> => [
      [...world.repositories.values()],
      await backend.listTags('acme/shop/storefront/web', { n: 1000 }),
      await backend.listTags('acme/data/warehouse/etl', { n: 1000 }),
    ];
    const [first, second] = [await describeBox(box), await describeBox(other)];
    await other.close();
    assert.deepEqual(second, first);
  });
});
