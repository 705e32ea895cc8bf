import type { Manifest } from '../manifest.ts';

const dockerImage = 'application/vnd.docker.distribution.manifest.v2+json';
/** A config that says anything of an image has more bytes; GitLab's `{"config":{}}` has 22. */
const mostConfigBytes = 64;

/**
 * Whether this is what GitLab puts under a tag that it deletes from a plain Docker registry: an image without layers and with nothing in
 * its config. The registry can only delete by digest, and so GitLab gives the tag a digest of its own first. What has gone wrong when the
 * tag still points there: the deletion by digest, for instance because the registry's storage does not allow it. The image that had the
 * name is still in the registry until its garbage is collected.
 * Source: GitLab `Projects::ContainerRepository::ThirdParty::DeleteTagsService`, `ContainerRegistry::Client#generate_empty_manifest`.
 */
export function isEmptied(manifest: Manifest): boolean {
  if (manifest.kind !== 'image' || manifest.mediaType !== dockerImage) return false;
  return manifest.layers.length === 0 && manifest.config.sizeBytes <= mostConfigBytes;
}
