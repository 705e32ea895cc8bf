import type { BuiltImage } from './backend.ts';
import { assemble, blobOf, descriptorOf, jsonBytes, mediaTypes } from './blobs.ts';
import { gzip } from './layers.ts';
import { tar } from './tar.ts';

/** An image-shaped thing with the tag its tool gives it. */
export interface NamedImage {
  readonly name: string;
  readonly image: BuiltImage;
}

/** The `.sig` object that `cosign sign` puts beside an image of the same repository, under `sha256-<hex>.sig`. */
export function buildSignature(of: BuiltImage, reference = 'registry.example.com/group/project'): NamedImage {
  const payload = blobOf(
    jsonBytes({
      critical: {
        identity: { 'docker-reference': reference },
        image: { 'docker-manifest-digest': of.digest },
        type: 'cosign container image signature',
      },
      optional: null,
    }),
    'application/vnd.dev.cosign.simplesigning.v1+json',
    { 'dev.cosignproject.cosign/signature': 'MEUCIQC0zd7nfKb1GvwTqQ==' },
  );
  const created = '0001-01-01T00:00:00Z';
  const rootfs = { type: 'layers', diff_ids: [payload.descriptor.digest] };
  const config = { architecture: '', created, history: [{ created }], os: '', rootfs, config: {} };
  return {
    name: `${of.digest.replace(':', '-')}.sig`,
    image: assemble(mediaTypes.oci.manifest, blobOf(jsonBytes(config), mediaTypes.oci.config), [payload]),
  };
}

/** A chart as `helm push` writes it; its tag is the version, with `+` written as `_`. */
export function buildHelmChart(chart: {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
}): NamedImage {
  const { name, version, description = `Deploys ${chart.name}` } = chart;
  const lines = ['apiVersion: v2', `name: ${name}`, `version: ${version}`, `description: ${description}`];
  const archive = tar([
    { path: `${name}/Chart.yaml`, content: `${lines.join('\n')}\ntype: application\n` },
    { path: `${name}/values.yaml`, content: 'replicas: 2\n' },
    { path: `${name}/templates/deployment.yaml`, content: 'apiVersion: apps/v1\nkind: Deployment\n' },
  ]);
  const config = jsonBytes({ name, version, description, apiVersion: 'v2', type: 'application' });
  const content = blobOf(gzip(archive), 'application/vnd.cncf.helm.chart.content.v1.tar+gzip');
  const image = assemble(
    mediaTypes.oci.manifest,
    blobOf(config, 'application/vnd.cncf.helm.config.v1+json'),
    [content],
    {
      annotations: {
        'org.opencontainers.image.title': name,
        'org.opencontainers.image.version': version,
        'org.opencontainers.image.description': description,
      },
    },
  );
  return { name: version.replaceAll('+', '_'), image };
}

/** What an artifact (OCI 1.1) is to carry. */
interface ArtifactRecipe {
  /** Such as `application/spdx+json`. */
  readonly artifactType: string;
  readonly files: readonly { readonly name: string; readonly mediaType: string; readonly content: string }[];
  /** What it is about: makes it a referrer of that image. */
  readonly subject?: BuiltImage;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** An artifact with the empty config of OCI 1.1, as `oras attach` pushes it. */
export function buildArtifact({ artifactType, files, subject, annotations }: ArtifactRecipe): BuiltImage {
  const layers = files.map(({ name, mediaType, content }) =>
    blobOf(Buffer.from(content), mediaType, { 'org.opencontainers.image.title': name }),
  );
  const config = blobOf(jsonBytes({}), 'application/vnd.oci.empty.v1+json');
  return assemble(mediaTypes.oci.manifest, config, layers, {
    artifactType,
    annotations,
    subject: subject && descriptorOf(subject),
  });
}
