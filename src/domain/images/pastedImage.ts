import { isDigest } from '../digest.ts';
import { parseImageReference } from '../imageReference.ts';

/** What a person pasted to find an image: a place, or a digest alone. */
export interface PastedImage {
  /** `group/project/image`; of a GitLab address the project or repository that it names. */
  readonly path?: string;
  /** `host[:port]` of the registry, or of GitLab itself. */
  readonly host?: string;
  readonly tag?: string;
  readonly digest?: string;
}

/**
 * Reads what is copied from elsewhere: a reference, a command or a line of a file that has one in it, an address of a page of
 * GitLab, a digest. Examples: `docker pull r.test/g/p:1`, `image: "r.test/g/p@sha256:…"`, `helm pull oci://r.test/g/c --version 1`,
 * `https://gitlab.test/g/p/-/container_registry/12`. `undefined` where nothing of that is in the text.
 */
export function readPastedImage(text: string): PastedImage | undefined {
  const words = text
    .slice(0, 2_000)
    .split(/[\s"'`,;=<>()[\]{}]+/)
    .filter((word) => word !== '');
  for (const word of words) {
    const found = fromReference(word, versionIn(words)) ?? fromAddress(word) ?? fromDigest(word);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `image:registry.test/…` stands for `image: registry.test/…`. */
function fromReference(word: string, version: string | undefined): PastedImage | undefined {
  const isChart = word.startsWith('oci://');
  const bare = word.replace(/^(?:oci|docker):\/\//, '').replace(/^image:/, '');
  if (/^https?:/.test(bare) || !isHostLike(bare)) return undefined;
  const reference = parseImageReference(bare);
  if (reference === undefined) return undefined;
  return isChart && version !== undefined ? { ...reference, tag: version.replaceAll('+', '_') } : reference;
}

/** The first part of a reference is a host only with a dot, a port, or as `localhost`. Source: distribution, reference. */
function isHostLike(text: string): boolean {
  const host = text.split('/')[0] ?? '';
  return /[.:]/.test(host) || host === 'localhost';
}

function versionIn(words: readonly string[]): string | undefined {
  const at = words.indexOf('--version');
  return at < 0 ? undefined : words[at + 1];
}

/** Pages of a project's registry, or of the project. Source: GitLab, config/routes/project.rb. */
function fromAddress(word: string): PastedImage | undefined {
  const [, host, pathname = ''] = /^https?:\/\/(?:[^/@]*@)?([^/?#]+)([^?#]*)/.exec(word) ?? [];
  if (host === undefined) return undefined;
  const path = pathname.replace(/\/(?:-\/)?(?:container_registry|-)(?:\/.*)?$/, '').replace(/^\/|\/$/g, '');
  return path === '' ? undefined : { host: host.toLowerCase(), path: path.toLowerCase() };
}

function fromDigest(word: string): PastedImage | undefined {
  return isDigest(word) ? { digest: word } : undefined;
}

/** Whether a repository is what was pasted: at its place, or below the project that a page of GitLab is of. */
export function isPlaceOf(
  pasted: PastedImage,
  image: { readonly path: string; readonly location: string; readonly gitlabHost: string },
): boolean {
  if (pasted.path === undefined) return false;
  const own = image.location.toLowerCase();
  if (pasted.host !== undefined && own === `${pasted.host}/${pasted.path}`) return true;
  const path = image.path.toLowerCase();
  return pasted.host === image.gitlabHost && (path === pasted.path || path.startsWith(`${pasted.path}/`));
}
