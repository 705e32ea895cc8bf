// Documents of public projects (skopeo, go-containerregistry, regclient, image-spec, buildkit, cosign, helm), each with a hand-made statement of
// what it is: test/fixtures/documents.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { Failure } from '../../../src/base/failure.ts';
import { artifactKindOf } from '../../../src/domain/images/artifactKind.ts';
import { readImageConfig } from '../../../src/domain/images/imageConfig.ts';
import { imagesOfIndex } from '../../../src/domain/images/indexPlatforms.ts';
import type { ImageIndex, ImageManifest } from '../../../src/domain/manifest.ts';
import { formatPlatform, isUnknownPlatform } from '../../../src/domain/platform.ts';
import { readManifest } from '../../../src/registry/documents.ts';

interface Stated {
  readonly file: string;
  readonly text: string;
  readonly kind: string;
  readonly mediaType: string | null;
  readonly note?: string;
  readonly configSize?: number;
  readonly layers?: number;
  readonly layersSize?: number;
  readonly hasSubject?: boolean;
  readonly manifests?: number;
  readonly platforms?: readonly string[];
  readonly unknownPlatformEntries?: number;
  readonly entriesWithoutPlatform?: number;
  readonly attestationManifests?: number;
  readonly platform?: string;
  readonly diffIds?: number;
  readonly history?: number;
  readonly emptyLayers?: number;
}

const file = new URL('../../fixtures/documents/documents.json.gz', import.meta.url);
const documents = JSON.parse(
  gunzipSync(readFileSync(fileURLToPath(file))).toString('utf8'),
) as readonly Stated[];

/** The type with which a registry serves a document that does not name its own. */
const served: Readonly<Record<string, string>> = {
  'oci-image-manifest': 'application/vnd.oci.image.manifest.v1+json',
  'docker-v2s2-manifest': 'application/vnd.docker.distribution.manifest.v2+json',
  'docker-v2s1-manifest': 'application/vnd.docker.distribution.manifest.v1+prettyjws',
  'oci-image-index': 'application/vnd.oci.image.index.v1+json',
};
/** What we call what is stated. */
const names: Readonly<Record<string, readonly string[]>> = {
  'oci-image-manifest': ['image'],
  'docker-v2s2-manifest': ['image'],
  'oci-artifact-manifest': ['unknown'],
  'attestation-manifest': ['sbom'],
  'oci-image-index': ['index'],
  'docker-manifest-list': ['index'],
};

function asImage(stated: Stated, read: ImageManifest): void {
  assert.equal(read.config.sizeBytes, stated.configSize);
  assert.equal(read.layers.length, stated.layers);
  assert.equal(
    read.layers.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    stated.layersSize,
  );
  assert.equal(read.subject !== undefined, stated.hasSubject);
}

function asIndex(stated: Stated, read: ImageIndex): void {
  const { manifests } = read;
  assert.equal(manifests.length, stated.manifests);
  const platforms = manifests.flatMap(({ platform }) => platform ?? []);
  const known = platforms.filter((platform) => !isUnknownPlatform(platform));
  assert.deepEqual(known.map(formatPlatform), stated.platforms);
  assert.equal(platforms.length - known.length, stated.unknownPlatformEntries);
  assert.equal(manifests.length - platforms.length, stated.entriesWithoutPlatform);
  // Images are what has a platform, and what stands alone; attestations and the like belong to them.
  assert.equal(imagesOfIndex(read).length, known.length + (stated.entriesWithoutPlatform ?? 0));
}

function check(stated: Stated): void {
  const { kind, text } = stated;
  const json: unknown = JSON.parse(text);
  if (kind === 'image-config') {
    const config = readImageConfig(json);
    assert.equal(config.platform && formatPlatform(config.platform), stated.platform);
    assert.equal(config.diffIds.length, stated.diffIds);
    assert.equal(config.history.length, stated.history);
    assert.equal(config.history.filter(({ isEmpty }) => isEmpty).length, stated.emptyLayers);
    return;
  }
  const read = readManifest(json, stated.mediaType ?? served[kind] ?? 'application/json');
  assert.ok(names[kind]?.includes(artifactKindOf(read)), `${kind} is called ${artifactKindOf(read)}`);
  if (read.kind === 'image') asImage(stated, read);
  else asIndex(stated, read);
}

/** Of another format, too old, or with digests that are none: these are refused, each with a reason that has a sentence. */
const refused: Readonly<Record<string, string>> = {
  'docker-v2s1-manifest': 'schema1',
  unknown: 'unsupported',
  'not-oci': 'unsupported',
  'simple-signing-payload': 'unsupported',
};

describe('A document of a public project', () => {
  for (const stated of documents) {
    const code = stated.note?.includes('not valid digests') === true ? 'wrongShape' : refused[stated.kind];
    it(`${stated.file} is ${code === undefined ? stated.kind : `refused: ${code}`}`, () => {
      if (code === undefined) check(stated);
      else
        assert.throws(
          () => check(stated),
          (error) => Failure.is(error, 'invalid') && error.details.code === code,
        );
    });
  }

  it('stands here 41 times', () => assert.equal(documents.length, 41));
});
