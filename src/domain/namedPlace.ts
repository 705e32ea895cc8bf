import { trimEndOf, trimOf } from '../base/cut.ts';
import { asciiHost } from './accounts/asciiHost.ts';
import { parseGitRemote } from './accounts/gitRemote.ts';
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
  | {
      readonly kind: 'url';
      readonly origin: string;
      readonly path: string;
      /** The path is that of a group, with `groups/` in front. */
      readonly isGroup?: true;
      /** GitLab's number of the repository that the page is about. */
      readonly repositoryId?: number;
    }
  /** What GitLab knows by a number: a page or the API's address of a project, or the API's of a repository. */
  | {
      readonly kind: 'number';
      /** With a relative root, without a trailing slash. */
      readonly instanceUrl: string;
      readonly of: 'project' | 'repository';
      readonly id: number;
    }
  /** `group/project[/image]`. */
  | { readonly kind: 'path'; readonly path: string };

/** The longest text that is read. */
const longest = 2048;

/**
 * Reads an image reference, a whole command, line or snippet with one, the URL of a project's page, of a group's, of the API (by path or number) or to clone from, or a
 * bare path. `undefined` for anything else. Examples: `docker pull --platform linux/arm64 registry.example.com/a/b:1`,
 * `https://gitlab.com/a/b/container_registry/7`, `FROM registry.example.com/a/b AS base`, `git@gitlab.com:a/b.git`, `a/b/image`.
 */
export function parsePlace(text: string): PastedPlace | undefined {
  const bare = text.slice(0, longest).trim();
  const whole = placeOfWord(bare);
  if (whole !== undefined) return whole;
  const path = trimOf(bare, '/').replace(/:[\w][\w.-]*$|@sha256:\w+$/, '');
  if (isPath(path)) return { kind: 'path', path };
  const part = partOfPaste(bare);
  return part === undefined ? undefined : placeOfWord(part);
}

/** The part of a paste that names a place, where that is not the whole of it: the first reference or URL among its words. */
export function partOfPaste(text: string): string | undefined {
  const bare = text.slice(0, longest).trim();
  if (placeOfWord(bare) !== undefined) return undefined;
  const words = bare.split(/[\s"'`,;()<>[\]{}|=]+/).map((word) => trimEndOf(word, '.'));
  return words.find((word) => word !== '' && placeOfWord(word) !== undefined);
}

/** A reference with a host, or a URL. */
function placeOfWord(word: string): PastedPlace | undefined {
  if (/[\s"'`]/.test(word)) return undefined;
  const bare = inAscii(word.replace(/^(?:docker|oci|docker-daemon|containers-storage):\/\//, ''));
  if (/^https?:\/\//i.test(bare)) return placeOfUrl(bare);
  const reference = parseImageReference(trimEndOf(bare, '.').replace(/^([^/]*[^/.])\.+(?=\/|:\d+\/)/, '$1'));
  if (reference !== undefined && /[.:]|^localhost$/.test(reference.host))
    return { kind: 'reference', host: reference.host, path: reference.path };
  const remote = /@|:\/\//.test(bare) ? parseGitRemote(bare) : undefined;
  if (remote?.transport !== 'ssh' || !isPath(remote.path)) return undefined;
  return { kind: 'url', origin: `https://${remote.host}`, path: remote.path };
}

/** With the host as it is sent, where it is written in another script. */
function inAscii(word: string): string {
  return word.replace(
    /^((?:https?:\/\/)?)([^/?#@:]+)(?=[/:])/i,
    (_, scheme: string, host: string) => scheme + (/[^\x00-\x7f]/.test(host) ? asciiHost(host) : host),
  );
}

function placeOfUrl(text: string): PastedPlace | undefined {
  const match = /^(https?):\/\/([^/?#@\s]+)\/([^?#\s]*)/i.exec(text);
  if (match === null) return undefined;
  const [, scheme = '', authority = '', rest = ''] = match;
  const origin = `${scheme.toLowerCase()}://${trimEndOf(authority.toLowerCase(), '.')}`;
  const number = placeOfNumber(origin, rest);
  if (number !== undefined) return number;
  const group =
    /^((?:[^/]+\/)*?)groups\/([^/]+(?:\/[^/-][^/]*)*)(?:\/-(?:\/container_registries(?:\/(\d{1,15}))?)?.*)?$/.exec(
      rest,
    );
  if (group !== null) return placeOfGroup(origin, group);
  const page = projectOfApi(rest)
    .replace(/(?:^|\/)-(?:\/.*)?$/, '')
    .replace(/\/container_registry(?:\/.*)?$/, '');
  const path = trimEndOf(page, '/')
    .replace(/\.git$/, '')
    .replace(/:[\w][\w.-]*$|@sha256:\w+$/, '');
  return isPath(path) ? { kind: 'url', origin, path } : undefined;
}

/**
 * `api/v4/projects/12/…`, `api/v4/registry/repositories/5/…`, and the short pages `projects/12` and `-/p/12`, which only stand at the top: no group may
 * be called `projects`. Source: GitLab `config/routes/project.rb`, `lib/gitlab/path_regex.rb`.
 */
function placeOfNumber(origin: string, rest: string): PastedPlace | undefined {
  const [, root = '', kind = '', id] =
    /^((?:[\w.-]+\/)*?)(?:api\/v4\/(projects|registry\/repositories))\/(\d{1,15})(?=\/|$)/.exec(rest) ??
    /^()(projects|-\/p)\/(\d{1,15})\/?$/.exec(rest) ??
    [];
  if (id === undefined) return undefined;
  const instanceUrl = trimEndOf(`${origin}/${root}`, '/');
  const of = kind.endsWith('repositories') ? 'repository' : 'project';
  return { kind: 'number', instanceUrl, of, id: Number(id) };
}

/** A group's page; of one of its repositories with GitLab's number. */
function placeOfGroup(
  origin: string,
  [, root = '', path = '', number]: RegExpExecArray,
): PastedPlace | undefined {
  const known = `${root}groups/${trimEndOf(path, '/')}`;
  if (!isPath(known)) return undefined;
  const group = { kind: 'url', origin, path: known, isGroup: true } as const;
  return number === undefined ? group : { ...group, repositoryId: Number(number) };
}

/** `root/api/v4/projects/a%2Fb/registry/…` → `root/a/b`; anything else as it is. */
function projectOfApi(rest: string): string {
  const at = rest.search(/(?:^|\/)api\/v4\/projects\//);
  if (at < 0) return rest;
  const [id = ''] = rest.slice(rest.indexOf('projects/', at) + 'projects/'.length).split('/');
  const path = id.replaceAll(/%2f/gi, '/');
  return at === 0 ? path : `${rest.slice(0, at)}/${path}`;
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
