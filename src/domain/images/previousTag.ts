import { isAttachedTag } from '../digest.ts';
import { compareVersions, versionOf } from '../tags/tagVersion.ts';
import { dateOfTag, type Tag } from '../tag.ts';

/**
 * What a person means by "the previous one": of a version the next lower version of the same line, since dates lie where tags were
 * restored or pushed again; of any other name the tag that was published last before it. It points at something else. Signatures and
 * such, which tools keep under `sha256-…`, do not count. `undefined` when no date is known, or none is older.
 */
export function previousTag(tag: Tag, all: readonly Tag[]): Tag | undefined {
  const others = all.filter(
    ({ name, digest }) => !isAttachedTag(name) && (digest === undefined || digest !== tag.digest),
  );
  return lowerVersion(tag, others) ?? publishedBefore(tag, others);
}

/** The next lower one of those whose names differ in their numbers only: a flavour follows the same flavour. */
function lowerVersion(tag: Tag, others: readonly Tag[]): Tag | undefined {
  const own = versionOf(tag.name);
  if (own === undefined) return undefined;
  const lower = others.flatMap((other) => {
    const version = shapeOf(other.name) === shapeOf(tag.name) ? versionOf(other.name) : undefined;
    return version !== undefined && compareVersions(version, own) < 0 ? [{ other, version }] : [];
  });
  const next = lower.reduce<(typeof lower)[number] | undefined>(
    (best, one) => (best === undefined || compareVersions(one.version, best.version) > 0 ? one : best),
    undefined,
  );
  return next?.other;
}

/** `1.10.0-alpine3` → `0.0.0-alpine0`. */
function shapeOf(name: string): string {
  return name.replace(/\d+/g, '0');
}

function publishedBefore(tag: Tag, others: readonly Tag[]): Tag | undefined {
  const at = dateMs(tag) ?? -Infinity;
  const older = others
    .map((other) => ({ other, at: dateMs(other) ?? Infinity }))
    .filter((one) => one.at < at);
  const newest = older.reduce<(typeof older)[number] | undefined>(
    (best, one) => (best !== undefined && best.at >= one.at ? best : one),
    undefined,
  );
  return newest?.other;
}

/** Whether two tags have to change places to stand in the order of their dates; as given when a date is not known. */
export function orderByDate(one: Tag, two: Tag): 'asGiven' | 'swapped' {
  const [first, second] = [dateMs(one), dateMs(two)];
  return first !== undefined && second !== undefined && first > second ? 'swapped' : 'asGiven';
}

function dateMs(tag: Tag): number | undefined {
  const ms = Date.parse(dateOfTag(tag) ?? '');
  return Number.isNaN(ms) ? undefined : ms;
}
