import { isDigest } from './digest.ts';

/** Where an image is, taken apart. At least the path is there; tag and digest may both be missing, or both be given. */
export interface ImageReference {
  /** `host[:port]`, lower case; IPv6 in brackets. */
  readonly host: string;
  /** `group/project/image`, lower case. */
  readonly path: string;
  readonly tag?: string;
  readonly digest?: string;
}

// Source of the three shapes: distribution, reference/regexp.go. A tag has at most 128 characters.
const hostShape = /^(?:\[[0-9a-f:]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::\d{1,5})?$/i;
const pathShape = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
const anyPath = /^[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/;
const parts = /^([^/@]+)\/([^:@]+)(?::([^@]*))?(?:@(.*))?$/s;
const tagShape = /^\w[\w.-]{0,127}$/;

/**
 * Reads `host[:port]/path[:tag][@digest]`. The host has to be there (no default to Docker Hub): what GitLab calls a location
 * always has one. `undefined` for anything else.
 */
export function parseImageReference(text: string): ImageReference | undefined {
  const [, host = '', path = '', tag, digest] = parts.exec(text.slice(0, 1024)) ?? [];
  const reference = {
    host: host.toLowerCase(),
    path: path.toLowerCase(),
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  };
  return isSound(reference) ? reference : undefined;
}

function isSound({ host, path, tag, digest }: ImageReference): boolean {
  if (tag !== undefined && !tagShape.test(tag)) return false;
  if (digest !== undefined && !isDigest(digest)) return false;
  return hostShape.test(host) && pathShape.test(path);
}

/** The text of a reference, as every container tool reads it. */
export function formatImageReference(reference: ImageReference): string {
  const tag = reference.tag === undefined ? '' : `:${reference.tag}`;
  const digest = reference.digest === undefined ? '' : `@${reference.digest}`;
  return `${reference.host}/${reference.path}${tag}${digest}`;
}

/** Whether a text can be the path of a repository. GitLab's own may have more separators in a row than docker takes. */
export function isRepositoryPath(text: string): boolean {
  return text.length <= 255 && anyPath.test(text);
}

/** Whether a text is `host[:port]/path`, or that with a tag behind it, and nothing else: no scheme, user, query or line break. */
export function isLocation(text: string, of: 'repository' | 'tag'): boolean {
  if (text.length > 1024) return false;
  const slash = text.indexOf('/');
  const host = text.slice(0, slash);
  const rest = text.slice(slash + 1);
  const colon = rest.indexOf(':');
  if (slash < 0 || !hostShape.test(host) || (of === 'tag') !== colon >= 0) return false;
  const path = of === 'tag' ? rest.slice(0, colon) : rest;
  return isRepositoryPath(path) && (of === 'repository' || isTagName(rest.slice(colon + 1)));
}

/** Whether a text can be the full path of a group or project. Source: GitLab `lib/gitlab/path_regex.rb`. */
export function isProjectPath(text: string): boolean {
  return text.length <= 1000 && /^[\w.-]+(?:\/[\w.-]+)*$/.test(text) && !/(?:^|\/)\.{1,2}(?:\/|$)/.test(text);
}

/** Whether a text can be the name of a tag. */
export function isTagName(text: string): boolean {
  return tagShape.test(text);
}
