import assert from 'node:assert/strict';
import type { HistoryStep } from '../../../../src/domain/images/imageConfig.ts';
import { joinLayers } from '../../../../src/domain/images/layerSteps.ts';
import type { Descriptor } from '../../../../src/domain/manifest.ts';

const layer = (sizeBytes: number): Descriptor => ({
  mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
  digest: `sha256:${String(sizeBytes).padStart(64, '0')}`,
  sizeBytes,
  annotations: {},
});
const made = (createdBy: string): HistoryStep => ({ createdBy, isEmpty: false });
const empty = (createdBy: string): HistoryStep => ({ createdBy, isEmpty: true });

describe('Layers and history', () => {
  it('are joined: the steps not marked empty made the layers, in their order', () => {
    const { rows, fit, layerBytes } = joinLayers(
      [layer(30), layer(70)],
      [made('ADD'), empty('ENV'), made('RUN'), empty('CMD')],
    );
    assert.equal(fit, 'joined');
    assert.equal(layerBytes, 100);
    assert.deepEqual(
      rows.map(({ step, layer: of, position, share }) => [step?.createdBy, of?.sizeBytes, position, share]),
      [
        ['ADD', 30, 0, 0.3],
        ['ENV', undefined, undefined, 0],
        ['RUN', 70, 1, 0.7],
        ['CMD', undefined, undefined, 0],
      ],
    );
  });

  it('are the layers alone when there is no history', () => {
    const { rows, fit } = joinLayers([layer(1), layer(3)], []);
    assert.equal(fit, 'noHistory');
    assert.deepEqual(
      rows.map(({ share }) => share),
      [0.25, 0.75],
    );
    assert.ok(rows.every(({ step }) => step === undefined));
  });

  for (const [name, history] of [
    ['too few steps', [made('one')]],
    ['too many steps', [made('one'), made('two'), made('three')]],
    ['only empty steps', [empty('one')]],
  ] as const)
    it(`stand apart, none assigned, with ${name}`, () => {
      const { rows, fit } = joinLayers([layer(1), layer(2)], history);
      assert.equal(fit, 'mismatch');
      assert.equal(rows.length, 2 + history.length);
      assert.ok(rows.every(({ step, layer: of }) => step === undefined || of === undefined));
    });

  it('have no share of nothing', () => {
    assert.deepEqual(
      joinLayers([layer(0)], []).rows.map(({ share }) => share),
      [0],
    );
  });

  it('are joined in time that grows with their number: 200,000 layers', () => {
    const count = 200_000;
    const layers = Array.from({ length: count }, () => layer(1));
    const { rows, fit } = joinLayers(
      layers,
      Array.from({ length: count }, () => made('RUN x')),
    );
    assert.equal(fit, 'joined');
    assert.equal(rows.at(-1)?.position, count - 1);
  });
});
