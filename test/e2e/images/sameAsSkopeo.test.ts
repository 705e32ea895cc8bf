// What the page shows of an image equals what skopeo says of it, on both kinds of registry.
import assert from 'node:assert/strict';
import { startBox, type Box } from '../../gitlab/box.ts';
import { buildHelmChart, buildSignature } from '../../gitlab/registry/artifacts.ts';
import { buildImage, buildIndex } from '../../gitlab/registry/images.ts';
import { plantShop, shopTags } from '../shop.ts';
import { compareWithSkopeo, type RawManifest } from './compareWithSkopeo.ts';
import { ImageBench } from './imageBench.ts';

for (const kind of ['metadataDatabase', 'legacy'] as const)
  describe(`images as skopeo and umoci see them, ${kind} registry`, function () {
    this.timeout(120_000);
    let box: Box;
    let bench: ImageBench;

    before(async () => {
      box = await startBox({ kind, seed: plantShop });
      bench = await ImageBench.open(box);
    });
    after(async () => {
      await box.close();
      await bench.close();
      assert.deepEqual(box.log.unknownRequests, []);
    });
    const inspect = (at: string, ...options: readonly string[]) => bench.inspect(at, ...options);
    const shown = (reference: string) => bench.shown(reference);

    const rich = { env: ['A=b=c', 'EMPTY='], labels: { team: 'blue', 'a.b': 'ü' } };
    for (const [name, image] of [
      ['oci', buildImage({ seed: 'oci', ...rich })],
      ['docker', buildImage({ seed: 'docker', format: 'docker', ...rich })],
      ['layers127', buildImage({ seed: 'many', layers: 127, layerBytes: 200 })],
      ['without-history', buildImage({ seed: 'bare', history: false })],
    ] as const)
      it(`are the same field by field: ${name}`, async () => {
        await box.backend.put(shopTags.path, name, image);
        const view = await shown(name);
        assert.equal(view.digest, ((await inspect(`:${name}`)) as { readonly Digest: string }).Digest);
        await compareWithSkopeo(bench, view, `:${name}`);
      });

    for (const [name, index] of [
      ['index', buildIndex({ seed: 'index', attestations: true })],
      ['list', buildIndex({ seed: 'list', format: 'docker' })],
    ] as const)
      it(`are the same for an ${name}: its platforms, and the image of one`, async () => {
        await box.backend.put(shopTags.path, name, index);
        const view = await shown(name);
        const { manifests } = (await inspect(`:${name}`, '--raw')) as RawManifest;
        const platforms = manifests.filter(({ platform }) => platform?.os !== 'unknown');
        assert.deepEqual(
          view.index?.platforms.map(({ digest, platform }) => [digest, platform]),
          platforms.map(({ digest, platform: of }) => [
            digest,
            [of?.os, of?.architecture, of?.variant].filter(Boolean).join('/'),
          ]),
        );
        assert.equal(
          view.index.platforms.flatMap(({ attestations }) => attestations).length,
          manifests.length - platforms.length,
        );
        await compareWithSkopeo(bench, view, `@${view.image?.digest ?? ''}`);
      });

    it('are called what they are when they are no images', async () => {
      const chart = buildHelmChart({ name: 'shop', version: '1.0.0' });
      const signature = buildSignature(buildImage({ seed: 'oci' }));
      await box.backend.put(shopTags.path, 'chart', chart.image);
      await box.backend.put(shopTags.path, signature.name, signature.image);
      for (const [tag, expected] of [
        ['chart', 'helmChart'],
        [signature.name, 'signature'],
      ] as const) {
        const { image, kind: found } = await shown(tag);
        const raw = (await inspect(`:${tag}`, '--raw')) as RawManifest;
        assert.equal(found, expected);
        assert.deepEqual(
          image?.steps.map(({ layer }) => layer?.digest),
          raw.layers.map(({ digest }) => digest),
        );
      }
    });
  });
