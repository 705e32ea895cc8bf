import assert from 'node:assert/strict';
import { startBox } from '../gitlab/box.ts';
import { ratio, timed, type Figure } from './figures.ts';
import { bigRepository, plantTags } from '../fakes/plantScale.ts';
import { browse, coldProduct, connectionId, ofBox, repositoryAt, type Product } from '../fakes/product.ts';
import { datedTagsByManifest, datedTagsByRest } from './rivals.ts';

/**
 * Wall time of ours against two rivals' ways, for 1,000 tags with dates, from cold, one after the other. The bound is on the way of
 * a registry client; GitLab's REST API with no limit on what is in flight is shown beside it. Ours cannot take less than two
 * requests after each other (token, page), so there the latency alone keeps the ratio above 1/20 on one machine.
 */
export async function measureRatio(): Promise<Figure> {
  const value: Record<string, number> = {};
  const box = await startBox({ seed: plantTags(1000) });
  try {
    const repository = repositoryAt(box, bigRepository);
    const cold = async (): Promise<Product> => {
      const product = await coldProduct(ofBox(box));
      await browse(product, 'acme/big');
      return product;
    };
    const ours = async ({ catalog }: Product): Promise<void> => {
      const list = catalog.tags(connectionId, repository);
      await list.until(1000);
      assert.ok(list.items.length === 1000 && list.items.every(({ publishedAt }) => publishedAt));
    };
    await ours(await cold());
    for (const latency of [0, 50]) {
      box.knobs.latencyMs = latency;
      const product = await cold();
      const own = await timed(() => ours(product));
      const rest = await timed(() => datedTagsByRest(box, repository.projectId ?? 0, repository.id));
      const manifests = await timed(() => datedTagsByManifest(box));
      for (const { value: dated } of [rest, manifests])
        assert.ok(dated.length === 1000 && dated.every(({ date }) => date !== ''));
      value[`oursMs${latency}`] = own.ms;
      value[`restMs${latency}`] = rest.ms;
      value[`manifestsMs${latency}`] = manifests.ms;
      value[`toRest${latency}`] = ratio(own.ms / rest.ms);
      value[`toManifests${latency}`] = ratio(own.ms / manifests.ms);
    }
  } finally {
    await box.close();
  }
  const isMet = (value['toManifests50'] ?? 1) <= 1 / 20;
  return { key: 'ratio.thousandDatedTags', value, bound: 'toManifests50 ≤ 0.05', isMet };
}
