import { isAttachedTag } from '../digest.ts';
import type { Descriptor, Manifest } from '../manifest.ts';
import { bareMediaType } from '../mediaType.ts';

/** What something in a registry is to a person. `unknown` has a type that this extension has no word for. */
export type ArtifactKind =
  | 'image'
  | 'index'
  | 'helmChart'
  | 'signature'
  | 'provenance'
  | 'attestation'
  | 'sbom'
  | 'wasm'
  | 'buildCache'
  | 'unknown';

/** Sorted by how much a match says; the first that fits wins. */
const words: readonly (readonly [RegExp, ArtifactKind])[] = [
  [/^application\/vnd\.cncf\.helm\./, 'helmChart'],
  [/^application\/vnd\.dev\.cosign\.(?:simplesigning|artifact\.sig)\./, 'signature'],
  [/^application\/vnd\.(?:cncf\.notary|dev\.sigstore\.bundle)\b/, 'signature'],
  [/^(?:application|text)\/(?:vnd\.)?(?:spdx|cyclonedx|syft)\b|dev\.cosign\.artifact\.sbom/, 'sbom'],
  [/^application\/(?:vnd\.wasm\.|wasm$)|\bwasm\b/, 'wasm'],
  [/^application\/vnd\.(?:in-toto\b|dsse\.envelope)|slsa\.dev\/provenance/, 'attestation'],
  [/^application\/vnd\.buildkit\.cacheconfig\./, 'buildCache'],
];

/** What a media type or artifact type stands for; `undefined` for one without a word. */
export function kindOfType(type: string): ArtifactKind | undefined {
  const bare = bareMediaType(type);
  return words.find(([pattern]) => pattern.test(bare))?.[1];
}

/** What a manifest is: told by its artifact type, its config's type, else by its lowest layer. */
export function artifactKindOf(manifest: Manifest): ArtifactKind {
  const { artifactType = '' } = manifest;
  if (manifest.kind === 'index') return kindOfType(artifactType) ?? 'index';
  const { config, layers } = manifest;
  const isImage = artifactType === '' && imageConfigs.has(bareMediaType(config.mediaType));
  return (
    kindOfType(artifactType) ??
    kindOfType(config.mediaType) ??
    layers.slice(0, 1).map(kindOfLayer)[0] ??
    (isImage ? 'image' : 'unknown')
  );
}

/** What an in-toto statement states is in an annotation of its layer. Source: in-toto attestation specification. */
function kindOfLayer({ mediaType, annotations }: Descriptor): ArtifactKind | undefined {
  const kind = kindOfType(mediaType);
  return kind === 'attestation' ? kindOfPredicate(annotations['in-toto.io/predicate-type'] ?? '') : kind;
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

/** What an attestation of a predicate type states. Example: `https://slsa.dev/provenance/v0.2` → provenance. */
export function kindOfPredicate(predicateType: string): ArtifactKind {
  if (/slsa\.dev\/provenance/.test(predicateType)) return 'provenance';
  return /spdx|cyclonedx/i.test(predicateType) ? 'sbom' : 'attestation';
}

const imageConfigs = new Set([
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
]);
