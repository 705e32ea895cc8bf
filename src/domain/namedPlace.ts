import { trimEndOf, trimOf } from '../base/cut.ts';
import { parseImageReference } from './imageReference.ts';
import type { Repository } from './repository.ts';

/** What a person added to a connection by name. */
export type NamedPlace =
  | { readonly kind: 'project'; readonly path: string }
  | {
      readonly kind: 'repository';
      /** `registry.host[:port]/group/project[/image]`, without a tag. */
      readonly location: string;
      /** Where the registry's token tells which part of the path is the project. */
      readonly projectPath?: string;
    };

/** What somebody pasted to say which project or image they mean, before anybody was asked. */
export type PastedPlace =
  /** Looks like an image reference; it may still be the address of a page without its `https://`. */
  | { readonly kind: 'reference'; readonly host: string; readonly path: string }
  /** A page of GitLab, or of the registry. `path` has no page part and may begin with a relative root. */
  | { readonly kind: 'url'; readonly origin: string; readonly path: string }
  /** `group/project[/image]`. */
  | { readonly kind: 'path'; readonly path: string };

/** The longest text that is read. */
const longest = 2048;

/**
 * Reads an image reference, a whole pull command, the URL of a project's page, or a bare path. `undefined` for anything else.
 * Examples: `docker pull registry.example.com/a/b:1`, `https://gitlab.com/a/b/container_registry/7`, `a/b/image`.
 */
export function parsePlace(text: string): PastedPlace | undefined {
  const bare = text
    .slice(0, longest)
    .trim()
    .replace(
      /^(?:sudo )?(?:docker|podman|nerdctl|crane|skopeo) +(?:image +)?(?:pull|run|inspect|manifest|copy) +/,
      '',
    )
    .replace(/^(?:docker|oci):\/\//, '');
  if (/^https?:\/\//i.test(bare)) return placeOfUrl(bare);
  const reference = parseImageReference(bare);
  if (reference !== undefined && /[.:]|^localhost$/.test(reference.host))
    return { kind: 'reference', host: reference.host, path: reference.path };
  const path = trimOf(bare, '/').replace(/:[\w][\w.-]*$|@sha256:\w+$/, '');
  return isPath(path) ? { kind: 'path', path } : undefined;
}

function placeOfUrl(text: string): PastedPlace | undefined {
  const match = /^(https?):\/\/([^/?#@\s]+)\/([^?#\s]*)/i.exec(text);
  if (match === null) return undefined;
  const [, scheme = '', authority = '', rest = ''] = match;
  const page = rest.replace(/(?:^|\/)-(?:\/.*)?$/, '').replace(/\/container_registry(?:\/.*)?$/, '');
  const path = trimEndOf(page, '/')
    .replace(/\.git$/, '')
    .replace(/:[\w][\w.-]*$|@sha256:\w+$/, '');
  if (!isPath(path)) return undefined;
  return { kind: 'url', origin: `${scheme.toLowerCase()}://${authority.toLowerCase()}`, path };
}

/** GitLab's paths: letters, digits, `_`, `.`, `-`; at least a namespace and a project. Source: GitLab `lib/gitlab/path_regex.rb`. */
function isPath(path: string): boolean {
  return path.length <= 500 && /^\w[\w.-]*(?:\/\w[\w.-]*)+$/.test(path);
}

/** The repository of a place. GitLab's number of it is not known: a negative one is made from its location, and stays the same. */
export function repositoryOfPlace(place: Extract<NamedPlace, { readonly kind: 'repository' }>): Repository {
  const path = place.location.slice(place.location.indexOf('/') + 1);
  const project = place.projectPath?.toLowerCase();
  const isBelow = project !== undefined && path.startsWith(`${project}/`);
  return {
    id: -1 - hash(place.location),
    name: isBelow ? path.slice(project.length + 1) : '',
    path,
    location: place.location,
  };
}

/** FNV-1a, 32 bits: `http://www.isthe.com/chongo/tech/comp/fnv`. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1)
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return value;
}

/** One word for a place, to compare and to show. */
export function keyOfPlace(place: NamedPlace): string {
  return place.kind === 'project' ? place.path : place.location;
}
