import { isAttachedTag } from '../digest.ts';
import { dateOfTag, type Tag } from '../tag.ts';

/**
 * The tag that was published last before another one and points at something else: what a person means by "the previous one".
 * Signatures and such, which tools keep under `sha256-…`, do not count. `undefined` when no date is known, or none is older.
 */
export function previousTag(tag: Tag, all: readonly Tag[]): Tag | undefined {
  const at = dateMs(tag) ?? -Infinity;
  const older = all
    .filter(({ name, digest }) => !isAttachedTag(name) && (digest === undefined || digest !== tag.digest))
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
