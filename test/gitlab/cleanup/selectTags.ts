import { RE2JS } from 're2js';
import type { BackendTag } from '../registry/backend.ts';
import { secondsOfDuration } from './olderThan.ts';

/** What a cleanup may be told, spelled as the service's parameters. Undefined is Ruby's nil, which `''` is not. */
export interface CleanupParameters {
  readonly nameRegexDelete?: string | undefined;
  readonly nameRegex?: string | undefined;
  readonly nameRegexKeep?: string | undefined;
  readonly keepN?: number | undefined;
  readonly olderThan?: string | undefined;
}

/** Throws where one of the raw patterns is no RE2 (step 2 of CleanupTagsService). */
export function checkPatterns({ nameRegexDelete, nameRegex, nameRegexKeep }: CleanupParameters): void {
  for (const pattern of [nameRegexDelete, nameRegex, nameRegexKeep]) {
    if (pattern?.trim()) RE2JS.compile(pattern);
  }
}

/** Drops `latest` and what the patterns do not choose. GitLab wraps them in `\A…\z` without a group. */
export function candidates<T extends { readonly name: string }>(
  tags: readonly T[],
  parameters: CleanupParameters,
): T[] {
  const chosen = RE2JS.compile(`\\A${parameters.nameRegexDelete ?? parameters.nameRegex ?? ''}\\z`);
  const kept = RE2JS.compile(`\\A${parameters.nameRegexKeep ?? ''}\\z`);
  return tags.filter(
    ({ name }) => name !== 'latest' && chosen.matcher(name).find() && !kept.matcher(name).find(),
  );
}

/** Newest first by `dateOf`, a missing date counting as now, without the first `keepN`; all where it is undefined. */
export function withoutNewest(
  tags: readonly BackendTag[],
  keepN: number | undefined,
  now: Date,
  dateOf: (tag: BackendTag) => string | undefined,
): BackendTag[] {
  if (keepN === undefined) return [...tags];
  const time = (tag: BackendTag): number => {
    const date = dateOf(tag);
    return date === undefined ? now.getTime() : Date.parse(date);
  };
  return [...tags].sort((a, b) => time(b) - time(a)).slice(keepN);
}

/** Those with a date strictly before now less `olderThan`; all where it is undefined. */
export function onlyOlder(
  tags: readonly BackendTag[],
  olderThan: string | undefined,
  now: Date,
  dateOf: (tag: BackendTag) => string | undefined,
): BackendTag[] {
  if (olderThan === undefined) return [...tags];
  const limit = now.getTime() - secondsOfDuration(olderThan) * 1000;
  return tags.filter((tag) => {
    const date = dateOf(tag);
    return date !== undefined && Date.parse(date) < limit;
  });
}
