import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { gunzipSync } from 'node:zlib';
import { describe, it } from 'mocha';
import type { BuiltImage } from '../../../gitlab/registry/backend.ts';
import { digestOf } from '../../../gitlab/registry/blobs.ts';
import { buildImage, buildIndex } from '../../../gitlab/registry/images.ts';

interface Manifest {
  readonly config: { readonly digest: string; readonly size: number; readonly mediaType: string };
  readonly layers: readonly {
    readonly digest: string;
    readonly size: number;
    readonly mediaType: string;
  }[];
}

interface Config {
  readonly created?: string;
  readonly architecture: string;
  readonly rootfs: { readonly diff_ids: readonly string[] };
  readonly history?: readonly { readonly created?: string; readonly empty_layer?: boolean }[];
}

function read(image: BuiltImage): { manifest: Manifest; config: Config; layers: readonly Uint8Array[] } {
  const manifest = JSON.parse(Buffer.from(image.bytes).toString()) as Manifest;
  const layers = manifest.layers.map(({ digest }) => image.blobs.get(digest)!);
  const config = JSON.parse(Buffer.from(image.blobs.get(manifest.config.digest)!).toString()) as Config;
  return { manifest, config, layers };
}

describe('built images', () => {
  it('have the same digest for the same recipe and another for another', () => {
    assert.equal(buildImage({ seed: 1 }).digest, buildImage({ seed: 1 }).digest);
    assert.notEqual(buildImage({ seed: 1 }).digest, buildImage({ seed: 2 }).digest);
  });

  it('are coherent: digests, sizes, diff ids and history all fit', () => {
    for (const count of [1, 2, 3, 7]) {
      const image = buildImage({ seed: 'whole', layers: count, layerBytes: 5000 });
      const { manifest, config, layers } = read(image);
      assert.equal(layers.length, count);
      assert.equal(image.digest, digestOf(image.bytes));
      for (const [digest, bytes] of image.blobs) assert.equal(digest, digestOf(bytes));
      assert.deepEqual(
        manifest.layers.map((layer) => layer.size),
        layers.map((bytes) => bytes.length),
      );
      assert.equal(
        image.layerBytes,
        layers.reduce((sum, bytes) => sum + bytes.length, 0),
      );
      assert.deepEqual(
        config.rootfs.diff_ids,
        layers.map((bytes) => digestOf(gunzipSync(bytes))),
      );
      assert.equal(config.history?.filter((step) => step.empty_layer !== true).length, count);
    }
  });

  it('hold layers that tar reads', () => {
    const [base, packages, app] = read(buildImage({ seed: 'files' })).layers;
    const list = (layer: Uint8Array | undefined) =>
      execFileSync('tar', ['-tzf', '-'], { input: layer }).toString().split('\n');
    assert.ok(list(base).includes('etc/os-release'));
    assert.ok(list(packages).includes('etc/.wh.motd'));
    assert.ok(list(app).includes('app/server'));
    const release = execFileSync('tar', ['-xzOf', '-', 'etc/os-release'], { input: base }).toString();
    assert.match(release, /^NAME="Box Linux"$/m);
  });

  it('share their base layer, and only that, when they have one base seed', () => {
    const digests = (image: BuiltImage) => read(image).manifest.layers.map(({ digest }) => digest);
    const [one, two] = [digests(buildImage({ seed: 1 })), digests(buildImage({ seed: 2 }))];
    assert.equal(one[0], two[0]);
    assert.notEqual(one[1], two[1]);
    assert.notEqual(one[2], two[2]);
    assert.notEqual(digests(buildImage({ seed: 1, baseSeed: 'other' }))[0], one[0]);
  });

  it('can be without any date', () => {
    const { config } = read(buildImage({ seed: 1, created: null }));
    assert.equal(config.created, undefined);
    assert.ok(config.history?.every((step) => step.created === undefined));
    assert.equal(read(buildImage({ seed: 1, history: false })).config.history, undefined);
  });

  it('speak the media types of their format', () => {
    const { manifest } = read(buildImage({ seed: 1, format: 'docker' }));
    assert.equal(manifest.config.mediaType, 'application/vnd.docker.container.image.v1+json');
    assert.equal(manifest.layers[0]?.mediaType, 'application/vnd.docker.image.rootfs.diff.tar.gzip');
  });
});

describe('built indexes', () => {
  const index = buildIndex({ seed: 'multi', attestations: true });
  const { manifests } = JSON.parse(Buffer.from(index.bytes).toString()) as {
    readonly manifests: readonly {
      readonly digest: string;
      readonly size: number;
      readonly platform: { readonly os: string; readonly architecture: string; readonly variant?: string };
      readonly annotations?: Record<string, string>;
    }[];
  };

  it('list their children in order, each an image of its platform', () => {
    assert.deepEqual(
      manifests.map(({ digest, size }) => [digest, size]),
      index.children.map(({ digest, bytes }) => [digest, bytes.length]),
    );
    assert.deepEqual(
      manifests.slice(0, 3).map(({ platform }) => platform.architecture),
      index.children.slice(0, 3).map((child) => read(child).config.architecture),
    );
  });

  // Source: BuildKit, docs/attestations/attestation-storage.md.
  it('carry attestations that name the image they are about', () => {
    const proofs = manifests.slice(3);
    assert.equal(proofs.length, 3);
    for (const [position, { platform, annotations }] of proofs.entries()) {
      assert.deepEqual(platform, { os: 'unknown', architecture: 'unknown' });
      assert.equal(annotations?.['vnd.docker.reference.type'], 'attestation-manifest');
      assert.equal(annotations['vnd.docker.reference.digest'], manifests[position]?.digest);
    }
  });
});
