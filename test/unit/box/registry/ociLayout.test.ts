import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { digestOf } from '../../../gitlab/registry/blobs.ts';
import { buildImage, buildIndex } from '../../../gitlab/registry/images.ts';
import { writeOciLayout } from '../../../gitlab/registry/ociLayout.ts';

describe('an OCI layout', () => {
  // Source: OCI image-spec 1.1, image-layout.md.
  it('holds every blob under its digest and every image under its name', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'layout-'));
    try {
      const index = buildIndex({ seed: 'layout', attestations: true });
      const image = buildImage({ seed: 'layout' });
      await writeOciLayout(directory, [
        { name: '1.0', image: index },
        { name: 'amd64', image },
      ]);
      const blobs = join(directory, 'blobs', 'sha256');
      const names = await readdir(blobs);
      for (const name of names) assert.equal(digestOf(await readFile(join(blobs, name))), `sha256:${name}`);
      for (const { digest } of index.children) assert.ok(names.includes(digest.slice(7)));
      const { manifests } = JSON.parse(await readFile(join(directory, 'index.json'), 'utf8')) as {
        readonly manifests: readonly { digest: string; annotations: Record<string, string> }[];
      };
      assert.deepEqual(
        manifests.map(({ digest, annotations }) => [
          digest,
          annotations['org.opencontainers.image.ref.name'],
        ]),
        [
          [index.digest, '1.0'],
          [image.digest, 'amd64'],
        ],
      );
      assert.match(await readFile(join(directory, 'oci-layout'), 'utf8'), /"imageLayoutVersion":"1\.0\.0"/);
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
