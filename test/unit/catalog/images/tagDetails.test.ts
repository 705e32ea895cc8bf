import assert from 'node:assert/strict';
import { Images } from '../../../../src/catalog/images/images.ts';
import { detailsOfTag } from '../../../../src/catalog/images/tagDetails.ts';
import { coldProduct, connectionId, ofBox, repositoryAt } from '../../../fakes/product.ts';
import { startBox, type Box } from '../../../gitlab/box.ts';
import { buildImage, buildIndex } from '../../../gitlab/registry/images.ts';
import { addGroup, addMember, addProject, addRepository, type Plot } from '../../../gitlab/seed/plot.ts';
import { accessLevels } from '../../../gitlab/world/world.ts';

const image = buildImage({ seed: 'single' });
const index = buildIndex({
  seed: 'multi',
  attestations: true,
  platforms: [
    { os: 'linux', architecture: 'amd64' },
    { os: 'linux', architecture: 'arm64', variant: 'v8' },
  ],
});

interface Written {
  readonly config: { readonly size: number };
  readonly layers: readonly { readonly size: number }[];
}

/** Read from what was built, not from what was asked. */
function bytesOf(bytes: Uint8Array): number {
  const { config, layers } = JSON.parse(Buffer.from(bytes).toString('utf8')) as Written;
  return layers.reduce((sum, { size }) => sum + size, config.size);
}

async function seed(plot: Plot): Promise<void> {
  const acme = addGroup(plot, 'acme', 'private', 'Acme');
  addMember(plot, plot.people.maintainer, acme, accessLevels.maintainer);
  const { path } = addRepository(plot, addProject(plot, 'acme/shop'), 'web');
  await plot.backend.put(path, 'single', image);
  await plot.backend.put(path, 'multi', index);
}

describe('the details of a tag', () => {
  let box: Box;
  before(async () => {
    box = await startBox({ seed });
  });
  after(() => box.close());
  const signal = new AbortController().signal;

  const listed = async () => {
    const { catalog, clients, http } = await coldProduct(ofBox(box));
    const images = new Images(clients, http, () => ({ dispose: () => undefined }));
    const repository = repositoryAt(box, 'acme/shop/web');
    const list = catalog.tags(connectionId, repository);
    await list.start();
    box.log.clear();
    return {
      details: async (name: string, isByName = false) => {
        const tag = list.items.find((each) => each.name === name);
        assert.ok(tag !== undefined);
        const { path, location } = tag;
        const asked = isByName ? { name, path, location } : tag;
        return detailsOfTag({ clients, images }, { connectionId, repository, tag: asked }, signal);
      },
    };
  };

  it('are nothing new where the list told all, and cost nothing', async () => {
    const { details } = await listed();
    assert.equal((await details('single')).tag.digest, image.digest);
    assert.equal(box.log.count(), 0);
  });

  it('add up the images of an index, without attestations, and what they share once', async () => {
    const { details } = await listed();
    const { tag, indexSize } = await details('multi');
    assert.equal(tag.sizeBytes, undefined);
    const [amd, arm] = index.children.slice(0, 2).map(({ bytes }) => bytesOf(bytes));
    assert.deepEqual(indexSize?.images, [
      { platform: 'linux/amd64', bytes: amd },
      { platform: 'linux/arm64/v8', bytes: arm },
    ]);
    assert.ok(indexSize.totalBytes <= (amd ?? 0) + (arm ?? 0));
    assert.ok(indexSize.totalBytes > Math.max(amd ?? 0, arm ?? 0));
    assert.equal(box.log.count({ host: 'registry' }), 3);
    box.log.clear();
    await details('multi');
    assert.equal(box.log.count(), 0);
  });

  it('tell date, digest and size of a tag that was listed by name only, in one request', async () => {
    const { details } = await listed();
    const { tag } = await details('single', true);
    assert.equal(tag.digest, image.digest);
    assert.ok(tag.createdAt !== undefined && tag.sizeBytes !== undefined);
    assert.equal(box.log.count(), 1);
  });
});
