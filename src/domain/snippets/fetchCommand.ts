import { isAttachedTag } from '../digest.ts';
import type { ArtifactKind } from '../images/artifactTypes.ts';
import { pullCommand, type PullTool } from './pullCommand.ts';
import { quoted } from './shellWord.ts';

/** Kinds that container engines pull and run, or at least store. */
const pulled: ReadonlySet<ArtifactKind> = new Set(['image', 'index', 'enginePlugin', 'lazyIndex']);

/** What cosign downloads of an image, by what is attached to it. Source: cosign's `download` commands. */
const downloads: Partial<Readonly<Record<ArtifactKind, string>>> = {
  signature: 'signature',
  attestation: 'attestation',
  provenance: 'attestation',
  sbom: 'sbom',
};

/**
 * The command line that fetches what a tag stands for: a container engine's for an image, `helm pull` for a chart, `cosign
 * download` of the image that a signature or attestation belongs to, `oras pull` for other artifacts. `location`:
 * `registry.host/group/project/name:tag`. Sources: helm.sh "Use OCI-based registries", oras.land "oras pull".
 */
export function fetchCommand(kind: ArtifactKind, tool: PullTool, location: string): string {
  if (pulled.has(kind)) return pullCommand(tool, location);
  const { path, tag } = splitTag(location);
  if (kind === 'helmChart')
    return `helm pull ${quoted(`oci://${path}`)} --version ${quoted(chartVersion(tag))}`;
  const download = downloads[kind];
  const subject = subjectOfTag(tag);
  if (download !== undefined && subject !== undefined && /\.\w+$/.test(tag))
    return `cosign download ${download} ${quoted(`${path}@${subject}`)}`;
  // An index is no artifact that oras unpacks; it copies one whole.
  if (kind === 'buildCache' || isAttachedTag(tag))
    return `oras copy ${quoted(location)} --to-oci-layout ${quoted(tag)}`;
  return `oras pull ${quoted(location)}`;
}

/** The digest of the image that a tag's content is attached to: `sha256-ab….sig` → `sha256:ab…`. */
function subjectOfTag(tag: string): string | undefined {
  if (!isAttachedTag(tag)) return undefined;
  return tag.slice(0, tag.indexOf('.')).replace('-', ':');
}

/** Tags have no “+”, so helm writes “_” for it. Source: helm.sh "Use OCI-based registries", on version numbers. */
function chartVersion(tag: string): string {
  return tag.replaceAll('_', '+');
}

function splitTag(location: string): { readonly path: string; readonly tag: string } {
  const at = location.lastIndexOf(':');
  return { path: location.slice(0, at), tag: location.slice(at + 1) };
}
