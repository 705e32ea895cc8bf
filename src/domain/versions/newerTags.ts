import { compareDigits, comparePreReleases } from './preRelease.ts';
import { isCommit, type SuffixPart } from './tagSuffix.ts';
import { readVersionName, type VersionName } from './versionName.ts';

/** A tag as far as its place in a line of versions goes. */
export interface DatedName {
  readonly name: string;
  /** ISO 8601. Only decides between equal versions that differ in their commit. */
  readonly publishedAt?: string | undefined;
}

/** How far an update may go: to the newest of the line, or to the newest with the same first number. */
export type UpdateRange = 'line' | 'major';

/**
 * The tags of the same line as `current` that are newer, newest first. Nothing where the name is no version.
 *
 * A line is what differs in its numbers only: the same `v` or word before them, as many of them, the same flavour behind them. From a
 * release only releases are newer; from a pre-release, releases and later pre-releases of the same version. Numbers of 6 and more
 * digits are dates or ids: never newer than small ones.
 * Source: Renovate's docker versioning (`lib/modules/versioning/docker/index.ts`) and Dependabot's (`docker/lib/dependabot/docker/tag.rb`),
 * with deviations that suit a registry of one's own builds: `v` stays as it is, `-rc.1` is a pre-release and no flavour, dates and
 * commits behind a version may change, and where most tags are shortened commits one of digits only is a commit, too.
 */
export function newerTags(
  current: string,
  tags: readonly DatedName[],
  range: UpdateRange = 'line',
): readonly string[] {
  const from = readVersionName(current);
  if (from === undefined || isDigitsCommit(current, tags)) return [];
  const dates = new Map(tags.map(({ name, publishedAt }) => [name, publishedAt]));
  const compare = (a: VersionName, b: VersionName): number =>
    compareInLine(a, b) || compareDates(dates.get(a.name), dates.get(b.name));
  const newer = tags.flatMap(({ name }) => {
    const to = name === current ? undefined : readVersionName(name);
    if (to === undefined || !isSameLine(from, to)) return [];
    if (range === 'major' && !isSameMajor(from, to)) return [];
    return mayFollow(from, to) && compare(to, from) > 0 ? [to] : [];
  });
  return newer.sort((a, b) => compare(b, a)).map(({ name }) => name);
}

/** A commit's first 8 digits are all decimal in one of 43 cases; what can be a day is taken for one. */
function isDigitsCommit(current: string, tags: readonly DatedName[]): boolean {
  if (!/^\d{8}$/.test(current) || isDay(current)) return false;
  const names = new Set([current, ...tags.map(({ name }) => name)]);
  const short = [...names].filter((name) => /^[0-9a-f]{8}$/.test(name));
  return short.length * 2 > names.size && short.filter(isCommit).length * 3 >= short.length;
}

function isDay(digits: string): boolean {
  return /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(digits);
}

function isSameLine(a: VersionName, b: VersionName): boolean {
  return (
    a.prefix === b.prefix &&
    a.separator === b.separator &&
    a.numbers.length === b.numbers.length &&
    a.numbers.every((number, place) => isComparable(number, b.numbers[place] ?? '')) &&
    !mixesYears(a.numbers[0], b.numbers[0]) &&
    a.suffix.length === b.suffix.length &&
    a.suffix.every((part, place) => isSamePart(part, b.suffix[place]))
  );
}

function isComparable(a: string, b: string): boolean {
  return a.length === b.length || (a.length < 6 && b.length < 6);
}

/** 24.1 and 2024.1 are no versions of one line. */
function mixesYears(a: string, b: string): boolean {
  const isYear = (digits: string): boolean => /^(?:19|20)\d\d$/.test(digits);
  return (isYear(a) && b.length === 2) || (isYear(b) && a.length === 2);
}

function isSamePart(a: SuffixPart, b: SuffixPart | undefined): boolean {
  if (b === undefined) return false;
  if (a.kind !== b.kind) return isSameCommitForm(a, b) || isSameCommitForm(b, a);
  if (a.kind === 'commit' || b.kind === 'commit') return true;
  if (a.kind === 'id' && b.kind === 'id') return a.digits.length === b.digits.length;
  return 'text' in a && 'text' in b && a.text === b.text;
}

function isSameCommitForm(a: SuffixPart, b: SuffixPart): boolean {
  return a.kind === 'commit' && b.kind === 'id' && isShortCommit(b.digits, a.text);
}

/** A shortened commit may have no letter in it. */
function isShortCommit(digits: string, commit: string): boolean {
  return digits.length === commit.length && !isDay(digits);
}

function mayFollow(from: VersionName, to: VersionName): boolean {
  if (to.preRelease === undefined) return true;
  if (from.preRelease?.isAttached !== to.preRelease.isAttached) return false;
  return compareNumbers(from, to) === 0;
}

function compareInLine(a: VersionName, b: VersionName): number {
  const byVersion = compareNumbers(a, b) || comparePreReleases(a.preRelease, b.preRelease);
  if (byVersion !== 0) return byVersion;
  for (const [place, part] of a.suffix.entries()) {
    const difference = compareParts(part, b.suffix[place]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareNumbers(a: VersionName, b: VersionName): number {
  for (const [place, number] of a.numbers.entries()) {
    const difference = compareDigits(number, b.numbers[place] ?? '');
    if (difference !== 0) return difference;
  }
  return 0;
}

function isSameMajor(a: VersionName, b: VersionName): boolean {
  return compareDigits(a.numbers[0], b.numbers[0]) === 0;
}

function compareParts(a: SuffixPart, b: SuffixPart | undefined): number {
  if (a.kind === 'build' && b?.kind === 'build') return compareDigits(a.digits, b.digits);
  if (a.kind === 'id' && b?.kind === 'id') return compareDigits(a.digits, b.digits);
  return 0;
}

function compareDates(a: string | undefined, b: string | undefined): number {
  const [one, other] = [a, b].map((date) => (date === undefined ? NaN : Date.parse(date)));
  const difference = (one ?? NaN) - (other ?? NaN);
  return Number.isNaN(difference) ? 0 : difference;
}
