import { unknownMark } from './expansion.ts';
import type { NamedImage } from './reference.ts';

// distribution, reference/regexp.go. The repository of an image without a host may be one word.
const component = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const host = /^(?:\[[0-9a-fA-F:]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::\d{1,5})?$/;
const tagShape = /^\w[\w.-]{0,127}$/;
const digestShape = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;
const longestName = 255;

interface Pieces {
  readonly name: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** Takes a reference apart by its signs alone, whatever stands between them. */
export function piecesOf(text: string): Pieces {
  const at = text.indexOf('@');
  const digest = at < 0 ? undefined : text.slice(at + 1);
  const rest = at < 0 ? text : text.slice(0, at);
  const colon = rest.indexOf(':', rest.lastIndexOf('/') + 1);
  return colon < 0
    ? { name: rest, tag: undefined, digest }
    : { name: rest.slice(0, colon), tag: rest.slice(colon + 1), digest };
}

/** Whether a text is a reference by the grammar of all container tools; a name without a host is one, too. */
export function isReference(text: string): boolean {
  if (text.length > 1024) return false;
  const { name, tag, digest } = piecesOf(text);
  if (tag !== undefined && !tagShape.test(tag)) return false;
  if (digest !== undefined && !digestShape.test(digest)) return false;
  return isName(name);
}

function isName(name: string): boolean {
  if (name.length > longestName) return false;
  const parts = name.split('/');
  const [first = '', ...others] = parts;
  const path = isHost(first) && others.length > 0 ? others : parts;
  return path.every((part) => component.test(part));
}

/** Whether the first part of a name is a registry: it has a dot, a port or an upper-case letter, or is `localhost`. */
function isHost(first: string): boolean {
  return host.test(first) && (/[.:A-Z]/.test(first) || first === 'localhost');
}

/**
 * What an expansion names. `undefined` where host or path are not known in full, are not sound, or where there is no host.
 * `registry.example.com/a/b:1.0-?` names the repository, with an unknown tag; `registry.example.com/a/b?` nothing.
 */
export function namedImage(text: string): NamedImage | undefined {
  if (text.length > 1024) return undefined;
  const { name, tag, digest } = piecesOf(text);
  const slash = name.indexOf('/');
  if (slash < 0 || !isHost(name.slice(0, slash)) || !isName(name)) return undefined;
  const version = versionOf(tag, digest);
  return version && { host: name.slice(0, slash).toLowerCase(), path: name.slice(slash + 1), ...version };
}

type Version = Pick<NamedImage, 'tag' | 'digest' | 'isTagUnknown'>;

/** `undefined` for a tag that cannot be one. */
function versionOf(tag: string | undefined, digest: string | undefined): Version | undefined {
  if (tag === undefined && digest === undefined) return { tag: 'latest', isTagUnknown: false };
  const isTagUnknown = [tag, digest].some((part) => part?.includes(unknownMark));
  const hasTag = tag !== undefined && tagShape.test(tag);
  if (tag !== undefined && !hasTag && !isTagUnknown) return undefined;
  return { ...(hasTag ? { tag } : {}), ...digestOf(digest), isTagUnknown };
}

function digestOf(digest: string | undefined): { readonly digest?: string } {
  return digest !== undefined && digestShape.test(digest) ? { digest: digest.toLowerCase() } : {};
}

/** Paths of GitLab's registry hosts behind which other registries' images stand, or such that no project has. */
export function isProxied({ path }: NamedImage): boolean {
  return /(?:^|\/)(?:dependency_proxy\/containers|virtual_registries\/container)(?:\/|$)/.test(path);
}
