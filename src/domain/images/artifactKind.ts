import { isAttachedTag } from '../digest.ts';
import type { Descriptor, ImageManifest, Manifest, Referrer } from '../manifest.ts';
import { bareMediaType } from '../mediaType.ts';
import { kindOfType, type ArtifactKind } from './artifactTypes.ts';
import { kindOfBundle, kindOfPredicate } from './predicateKind.ts';

/**
 * What a manifest is: told by its artifact type, its config's type, else by its lowest layer. Of a sigstore bundle and of statements an
 * annotation says what is stated. Source: OCI image specification, manifest.md, "Guidelines for Artifact Usage".
 */
export function artifactKindOf(manifest: Manifest): ArtifactKind {
  const told = kindOfType(manifest.artifactType ?? '');
  if (manifest.kind === 'index') return told ?? kindOfEntries(manifest.manifests) ?? 'index';
  return kindOfImage(manifest, told);
}

function kindOfImage(manifest: ImageManifest, told: ArtifactKind | undefined): ArtifactKind {
  const { artifactType = '', annotations, config, layers } = manifest;
  const kind = told ?? kindOfType(config.mediaType) ?? layers.slice(0, 1).map(kindOfLayer)[0];
  if (kind === 'attestation') return kindOfStatements(annotations, layers);
  if (kind === 'signature') return kindOfBundle(annotations) ?? kind;
  return kind ?? (isImage(artifactType, config, layers) ? 'image' : 'unknown');
}

/** BuildKit's cache is an index of layers with one entry that is its own config. Source: buildkit, cache/remotecache/v1/spec.go. */
function kindOfEntries(entries: readonly Descriptor[]): ArtifactKind | undefined {
  return entries.some(({ mediaType }) => kindOfType(mediaType) === 'buildCache') ? 'buildCache' : undefined;
}

function kindOfLayer({ mediaType, annotations }: Descriptor): ArtifactKind | undefined {
  const kind = kindOfType(mediaType);
  return kind === 'attestation' ? kindOfAnnotations(annotations) : kind;
}

/** Several statements of one kind are that; of different kinds, attestations. */
function kindOfStatements(
  annotations: Descriptor['annotations'],
  layers: readonly Descriptor[],
): ArtifactKind {
  const own = kindOfBundle(annotations) ?? kindOfAnnotations(annotations);
  if (own !== 'attestation') return own;
  const kinds = new Set(layers.map((layer) => kindOfLayer(layer) ?? 'attestation'));
  const [only] = kinds;
  return kinds.size === 1 && only !== undefined ? only : 'attestation';
}

/** Sources: in-toto attestation specification (BuildKit's annotation); cosign, pkg/oci/static (`predicateType`). */
function kindOfAnnotations(annotations: Descriptor['annotations']): ArtifactKind {
  return kindOfPredicate(annotations['in-toto.io/predicate-type'] ?? annotations['predicateType'] ?? '');
}

/** Configs of images, with the types that Docker 1.10 and drafts of the OCI specification gave them. */
const imageConfigs = new Set([
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
]);
const oldConfigs = new Set([
  '',
  'application/octet-stream',
  'application/json',
  'text/plain',
  'application/vnd.oci.image.serialization.config.v1+json',
]);

/** An old type says nothing, so that the layers decide. */
function isImage(artifactType: string, { mediaType }: Descriptor, layers: readonly Descriptor[]): boolean {
  const own = bareMediaType(mediaType);
  if (artifactType !== '' && bareMediaType(artifactType) !== own) return false;
  if (imageConfigs.has(own)) return true;
  return oldConfigs.has(own) && layers.length > 0 && layers.every((layer) => isImageLayer(layer.mediaType));
}

function isImageLayer(mediaType: string): boolean {
  return /^application\/(?:vnd\.docker\.image\.rootfs\.|vnd\.oci\.image\.(?:layer|serialization\.rootfs)\.)/.test(
    bareMediaType(mediaType),
  );
}

/** Whether an entry of an index says itself that it is something else than an image: by its artifact type. */
export function isArtifactEntry({ artifactType = '' }: Descriptor): boolean {
  return artifactType !== '' && !imageConfigs.has(bareMediaType(artifactType));
}

/** What refers to a manifest is, as far as the list of referrers tells. */
export function kindOfReferrer({ artifactType, mediaType, annotations, tag }: Referrer): ArtifactKind {
  const told = kindOfType(artifactType ?? mediaType ?? '') ?? kindOfAttachedTag(tag ?? '');
  if (told === 'signature') return kindOfBundle(annotations) ?? told;
  if (told === 'attestation') return kindOfBundle(annotations) ?? kindOfAnnotations(annotations);
  return told ?? 'unknown';
}

/** What cosign keeps under a tag of this name, beside the image. Example: `sha256-….att` → attestation. */
export function kindOfAttachedTag(name: string): ArtifactKind | undefined {
  return isAttachedTag(name) ? suffixes[name.slice(name.lastIndexOf('.'))] : undefined;
}

const suffixes: Readonly<Record<string, ArtifactKind>> = {
  '.sig': 'signature',
  '.att': 'attestation',
  '.sbom': 'sbom',
};
