/** A tag's name read as a version: `1.2.3`, `v1.2`, `1.2.3-rc.1`, `release-1.2.3`, `1.2.3.4`, `8u412`. */
export interface TagVersion {
  /** Major, minor, patch and so on, as many as the name has. */
  readonly numbers: readonly number[];
  /** Identifiers of the pre-release; none in a release. */
  readonly preRelease: readonly (string | number)[];
}

const shape =
  /^(?:(?:release|rel|version|ver|stable)[-_.]?)?v?(\d{1,9}(?:u\d{1,9}|(?:\.\d{1,9}){0,7}))(?:-([0-9A-Za-z.-]+))?(?:_[\w.-]*)?$/i;

/**
 * Reads a name as a version, more generously than the standard: a leading `v` or word for a release, fewer or more numbers than three, Java's
 * `8u412`, and `_` for the `+` of build metadata, which tag names cannot hold. `undefined` for any other name. Source: Semantic Versioning
 * 2.0.0.
 */
export function versionOf(name: string): TagVersion | undefined {
  const found = shape.exec(name);
  if (found === null) return undefined;
  const [, numbers = '', preRelease] = found;
  return {
    numbers: numbers.split(/[.u]/i).map(Number),
    preRelease: preRelease === undefined ? [] : preRelease.split('.').map(identifier),
  };
}

/**
 * Negative when `a` precedes `b`. A release is above its pre-releases, numeric identifiers below the others (Semantic Versioning
 * 2.0.0, section 11); of `1.2` and `1.2.0` the longer one is above.
 */
export function compareVersions(a: TagVersion, b: TagVersion): number {
  const most = Math.max(a.numbers.length, b.numbers.length);
  for (let at = 0; at < most; at += 1) {
    const difference = (a.numbers[at] ?? 0) - (b.numbers[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return comparePreReleases(a.preRelease, b.preRelease) || a.numbers.length - b.numbers.length;
}

function comparePreReleases(a: TagVersion['preRelease'], b: TagVersion['preRelease']): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (const [at, one] of a.entries()) {
    const other = b[at];
    if (other === undefined) return 1;
    const difference = compareIdentifiers(one, other);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function compareIdentifiers(a: string | number, b: string | number): number {
  if (a === b) return 0;
  if (typeof a === 'number') return typeof b === 'number' ? a - b : -1;
  return typeof b === 'number' ? 1 : a < b ? -1 : 1;
}

function identifier(text: string): string | number {
  return /^\d{1,15}$/.test(text) ? Number(text) : text;
}
