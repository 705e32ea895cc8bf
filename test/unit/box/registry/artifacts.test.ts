import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'mocha';
import { buildArtifact, buildHelmChart, buildSignature } from '../../../gitlab/registry/artifacts.ts';
import type { BuiltImage } from '../../../gitlab/registry/backend.ts';
import { buildImage } from '../../../gitlab/registry/images.ts';

interface Manifest {
  readonly artifactType?: string;
  readonly config: { readonly mediaType: string; readonly digest: string };
  readonly layers: readonly { readonly mediaType: string; readonly digest: string }[];
  readonly subject?: { readonly digest: string };
}

function manifestOf(image: BuiltImage): Manifest {
  return JSON.parse(Buffer.from(image.bytes).toString()) as Manifest;
}

const signed = buildImage({ seed: 'signed' });

describe('built artifacts', () => {
  // Source: sigstore/cosign, specs/SIGNATURE_SPEC.md.
  it('include a cosign signature that stands under the digest it signs', () => {
    const { name, image } = buildSignature(signed);
    assert.equal(name, `sha256-${signed.digest.slice(7)}.sig`);
    const [layer] = manifestOf(image).layers;
    assert.equal(layer?.mediaType, 'application/vnd.dev.cosign.simplesigning.v1+json');
    const payload = Buffer.from(image.blobs.get(layer.digest)!).toString();
    assert.match(payload, new RegExp(signed.digest));
  });

  // Source: helm.sh/docs/topics/registries, "Helm chart manifest"; `+` becomes `_`.
  it('include a Helm chart whose archive tar reads', () => {
    const { name, image } = buildHelmChart({ name: 'web', version: '1.2.3+build.4' });
    assert.equal(name, '1.2.3_build.4');
    const { config, layers } = manifestOf(image);
    assert.equal(config.mediaType, 'application/vnd.cncf.helm.config.v1+json');
    const chart = execFileSync('tar', ['-xzOf', '-', 'web/Chart.yaml'], {
      input: image.blobs.get(layers[0]!.digest),
    }).toString();
    assert.match(chart, /^version: 1\.2\.3\+build\.4$/m);
  });

  // Source: OCI image-spec 1.1, manifest.md, "Guidelines for Artifact Usage"; digest of `{}` from its descriptor.md.
  it('include OCI 1.1 artifacts that name their subject', () => {
    const artifactType = 'application/spdx+json';
    const files = [{ name: 'sbom.json', mediaType: artifactType, content: '{}' }];
    const manifest = manifestOf(buildArtifact({ artifactType, files, subject: signed }));
    assert.equal(manifest.artifactType, artifactType);
    assert.equal(manifest.subject?.digest, signed.digest);
    assert.deepEqual(manifest.config, {
      mediaType: 'application/vnd.oci.empty.v1+json',
      digest: 'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
      size: 2,
    });
  });
});
