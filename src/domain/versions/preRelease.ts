/** A mark that a version isn't released yet: `rc.1`, `beta`, `SNAPSHOT`, or the `b1` of `3.8.0b1`. */
export interface PreRelease {
  /** Lower case: `rc`. */
  readonly word: string;
  /** What follows the word: `1`, `20240101`; empty without. */
  readonly rest: string;
  /** Directly behind the number (`1.2.0rc1`), not behind a hyphen. Names of the two forms are not mixed. */
  readonly isAttached: boolean;
}

const named = /^(rc|alpha|beta|preview|pre|dev|snapshot|nightly)(?:[._]([\w.]+)|(\d[\w.]*))?$/i;
const milestone = /^(m)[._]?(\d[\w.]*)$/i;

/** Reads one of the words between hyphens; `undefined` for a flavour. */
export function readPreRelease(text: string): PreRelease | undefined {
  const [, word, dotted, attached = ''] = named.exec(text) ?? milestone.exec(text) ?? [];
  if (word === undefined) return undefined;
  return { word: word.toLowerCase(), rest: dotted ?? attached, isAttached: false };
}

/** The mark directly behind a number: `b1`, `rc2`, or anything else that no hyphen parts from it. */
export function attachedPreRelease(text: string): PreRelease {
  const word = /^[a-z_]*/i.exec(text)?.[0] ?? '';
  return { word: word.toLowerCase(), rest: text.slice(word.length), isAttached: true };
}

/** From the earliest; other words come by the alphabet. Source: PEP 440 for `dev`, `a`, `b`, `rc` and `pre`. */
const stages = new Map(
  [
    ['dev', 'nightly', 'snapshot'],
    ['a', 'alpha'],
    ['b', 'beta'],
    ['m'],
    ['pre', 'preview', 'c', 'rc'],
  ].flatMap((words, stage) => words.map((word) => [word, stage] as const)),
);

/** Negative when `a` is the earlier one; a release (`undefined`) is later than all before it. */
export function comparePreReleases(a: PreRelease | undefined, b: PreRelease | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const [one, other] = [stages.get(a.word), stages.get(b.word)];
  const byStage = one !== undefined && other !== undefined ? one - other : compareTexts(a.word, b.word);
  return byStage || compareRests(partsOf(a.rest), partsOf(b.rest));
}

function partsOf(rest: string): readonly string[] {
  return rest.split(/[._]/).filter((part) => part !== '');
}

/** Part by part, fewer parts before more of them (`rc` before `rc.1`). */
function compareRests(a: readonly string[], b: readonly string[]): number {
  for (const [place, part] of a.entries()) {
    const other = b[place];
    if (other === undefined) return 1;
    const difference = comparePartsOfRest(part, other);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function comparePartsOfRest(a: string, b: string): number {
  return /^\d+$/.test(a) && /^\d+$/.test(b) ? compareDigits(a, b) : compareTexts(a, b);
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Compares decimal numbers in text, of any length, exactly. */
export function compareDigits(a: string, b: string): number {
  const [one, other] = [a, b].map((digits) => digits.replace(/^0+(?=\d)/, '')) as [string, string];
  return one.length - other.length || compareTexts(one, other);
}
