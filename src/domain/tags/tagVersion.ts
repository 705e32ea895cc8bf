/** A tag's name read as a version: `1.2.3`, `v1.2`, `1.2.3-rc.1`. */
export interface TagVersion {
  /** Major, minor, patch; those that the name leaves out are 0. */
  readonly numbers: readonly [number, number, number];
  /** How many of the three the name has. */
  readonly parts: number;
  /** Identifiers of the pre-release; none in a release. */
  readonly preRelease: readonly (string | number)[];
}

const shape = /^v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(?:-([0-9A-Za-z.-]+))?(?:_[\w.-]*)?$/i;

/**
 * Reads a name as a version, more generously than the standard: a leading `v`, missing minor and patch, and `_` for the `+` of
 * build metadata, which tag names cannot hold. `undefined` for any other name. Source: Semantic Versioning 2.0.0.
 */
export function versionOf(name: string): TagVersion | undefined {
  const found = shape.exec(name);
  if (found === null) return undefined;
  const [, major = '0', minor, patch, preRelease] = found;
  return {
    numbers: [Number(major), Number(minor ?? 0), Number(patch ?? 0)],
    parts: 1 + Number(minor !== undefined) + Number(patch !== undefined),
    preRelease: preRelease === undefined ? [] : preRelease.split('.').map(identifier),
  };
}

/**
 * Negative when `a` precedes `b`. A release is above its pre-releases, numeric identifiers below the others (Semantic Versioning
 * 2.0.0, section 11); of `1.2` and `1.2.0` the longer one is above.
 */
export function compareVersions(a: TagVersion, b: TagVersion): number {
  for (const at of [0, 1, 2] as const) {
    const difference = a.numbers[at] - b.numbers[at];
    if (difference !== 0) return difference;
  }
  return comparePreReleases(a.preRelease, b.preRelease) || a.parts - b.parts;
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
