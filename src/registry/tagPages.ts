import * as v from 'valibot';
import { kindOfMediaType } from '../domain/mediaType.ts';
import type { Page, Tag } from '../domain/tag.ts';
import { failureOf } from '../net/answers.ts';
import { nextQuery } from '../net/links.ts';
import type { HttpResponse } from '../net/message.ts';
import { checkedPath } from './address.ts';
import type { RegistryCall } from './content.ts';
import { decodeAnswer } from './json.ts';
import type { RegistryTransport } from './transport.ts';
import { optionalCount, optionalDate, optionalDigest, optionalMediaType, tagName } from '../net/shapes.ts';

/** How a page of tags is asked for. */
export interface TagsCall extends RegistryCall {
  /** `Page.next` of the page before. It goes with the same `sort` only. */
  readonly after?: string | undefined;
  /** 1 to 1,000, the default. */
  readonly perPage?: number | undefined;
}

/** Listing tags. */
export interface TagPageCalls {
  /**
   * GitLab's own listing: digests, sizes and dates of up to 1,000 tags a request; `name` filters by part of the name. Throws
   * `unsupported` on a registry without metadata database, `missing` for a repository that it does not know.
   */
  tagsPage(
    path: string,
    call?: TagsCall & {
      readonly sort?: 'name' | '-name' | 'published_at' | '-published_at' | undefined;
      readonly name?: string | undefined;
    },
  ): Promise<Page<Tag>>;
  /** The listing that every registry has: names only. Some registries ignore `perPage` and send everything at once. */
  v2TagsPage(path: string, call?: TagsCall): Promise<Page<Tag>>;
}

/** A page of a thousand tags has about 0.5 MB; a registry that sends 2 million names at once still fits. */
const mostBytes = 64 * 2 ** 20;
const mostPerPage = 1000;

const listedTag = v.object({
  name: tagName,
  digest: optionalDigest,
  config_digest: optionalDigest,
  media_type: optionalMediaType,
  size_bytes: optionalCount,
  created_at: optionalDate,
  updated_at: optionalDate,
  published_at: optionalDate,
});
const v2List = v.object({ tags: v.nullish(v.array(tagName)) });

/** The calls that list tags of the registry on `host`. */
export function tagPageCalls(send: RegistryTransport, host: string): TagPageCalls {
  return {
    tagsPage: async (path, call = {}) => {
      const query = pageQuery(call);
      if (call.sort !== undefined) query.set('sort', call.sort);
      if (call.name !== undefined) query.set('name', call.name);
      const target = `/gitlab/v1/repositories/${checkedPath(path)}/tags/list/?${query.toString()}`;
      const response = await send({ target, path, maxBytes: mostBytes, signal: call.signal });
      const tags = decodeAnswer(v.array(listedTag), response, 'tags');
      const place = placeOf(host, path);
      return { items: tags.map((tag) => tagOf(tag, place)), ...nextOf(response, call) };
    },
    v2TagsPage: async (path, call = {}) => {
      const target = `/v2/${checkedPath(path)}/tags/list?${pageQuery(call).toString()}`;
      const response = await send({ target, path, maxBytes: mostBytes, signal: call.signal });
      const names = decodeAnswer(v2List, response, 'tags').tags ?? [];
      const place = placeOf(host, path);
      return { items: names.map((name) => placed(name, place)), ...nextOf(response, call) };
    },
  };
}

function pageQuery(call: TagsCall): URLSearchParams {
  const n = Math.min(Math.max(call.perPage ?? mostPerPage, 1), mostPerPage);
  return new URLSearchParams({ n: String(n), ...(call.after !== undefined && { last: call.after }) });
}

/** Only `last` is taken from the link, relative or absolute. One that does not get on is a failure, not an end. */
function nextOf(response: HttpResponse, call: TagsCall): { readonly next?: string } {
  const query = nextQuery(response.headers.get('link'), response.url);
  if (query === undefined) return {};
  const last = query.get('last');
  if (last !== null && last !== '' && last !== call.after) return { next: last };
  throw failureOf(response, 'invalid', { code: 'foreignLink' });
}

/** What the tags of a page have in common. A list may hold 100,000 of them: equal texts are kept once. */
interface Place {
  readonly path: string;
  readonly location: string;
  readonly texts: Map<string, string>;
}

function placeOf(host: string, path: string): Place {
  return { path: `${path}:`, location: `${host}/${path}:`, texts: new Map() };
}

type Draft = { -readonly [Key in keyof Tag]: Tag[Key] };

function placed(name: string, { path, location }: Place): Draft {
  return { name, path: path + name, location: location + name };
}

function tagOf(tag: v.InferOutput<typeof listedTag>, place: Place): Tag {
  const found = placed(tag.name, place);
  if (tag.digest !== undefined) found.digest = once(tag.digest, place);
  if (tag.config_digest !== undefined) found.configDigest = once(tag.config_digest, place);
  if (tag.media_type !== undefined) found.mediaType = once(tag.media_type, place);
  const isIndex = kindOfMediaType(found.mediaType ?? '') === 'index';
  if (typeof tag.size_bytes === 'number' && tag.size_bytes !== 0 && !isIndex)
    found.sizeBytes = tag.size_bytes;
  addDates(found, tag);
  return found;
}

function addDates(found: Draft, tag: v.InferOutput<typeof listedTag>): void {
  const { created_at: created, updated_at: updated, published_at: published } = tag;
  if (created !== undefined) found.createdAt = created;
  if (updated !== undefined) found.updatedAt = updated;
  // Most tags were never moved, and have the same date twice.
  if (published !== undefined) found.publishedAt = published === created ? created : published;
}

function once(text: string, { texts }: Place): string {
  const known = texts.get(text);
  if (known === undefined) texts.set(text, text);
  return known ?? text;
}
