/** What a manifest is: one image (or artifact), or a list of manifests. */
export type ManifestKind = 'image' | 'index';

const kinds: Readonly<Record<string, ManifestKind>> = {
  'application/vnd.oci.image.index.v1+json': 'index',
  'application/vnd.docker.distribution.manifest.list.v2+json': 'index',
  'application/vnd.oci.image.manifest.v1+json': 'image',
  'application/vnd.docker.distribution.manifest.v2+json': 'image',
};

/**
 * The four media types to accept, always all of them: with fewer a registry silently answers with a converted manifest,
 * one platform of a list, or 404. Source: distribution, registry/handlers/manifests.go.
 */
export const manifestMediaTypes: readonly string[] = Object.keys(kinds);

/** What a media type says a manifest is; parameters such as `; charset=utf-8` are ignored. */
export function kindOfMediaType(mediaType: string): ManifestKind | undefined {
  return kinds[bareMediaType(mediaType)];
}

/** Whether this is Docker's schema 1, which has neither config nor layer sizes and is too old to show. */
export function isSchema1(mediaType: string): boolean {
  return /^application\/vnd\.docker\.distribution\.manifest\.v1\+/.test(bareMediaType(mediaType));
}

/** Without parameters, in lower case. */
export function bareMediaType(mediaType: string): string {
  return (mediaType.split(';')[0] ?? '').trim().toLowerCase();
}
