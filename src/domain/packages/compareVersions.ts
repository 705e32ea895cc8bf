/**
 * Which version is newer: negative where the first is older. Debian's as dpkg orders them (deb-version(7)); the others by numbers and words,
 * where a pre-release (`-rc.1`, `a1`, `_beta2`) comes before what it leads to.
 */
export function compareVersions(type: string, one: string, other: string): number {
  return type === 'deb' ? compareDebian(one, other) : compareLoose(one, other);
}

function compareDebian(one: string, other: string): number {
  const [a, b] = [partsOf(one), partsOf(other)];
  return a.epoch - b.epoch || compareRuns(a.upstream, b.upstream) || compareRuns(a.revision, b.revision);
}

function partsOf(version: string): {
  readonly epoch: number;
  readonly upstream: string;
  readonly revision: string;
} {
  const colon = version.indexOf(':');
  const epoch = colon < 0 ? 0 : Number.parseInt(version.slice(0, colon), 10) || 0;
  const rest = version.slice(colon + 1);
  const dash = rest.lastIndexOf('-');
  return dash < 0
    ? { epoch, upstream: rest, revision: '' }
    : { epoch, upstream: rest.slice(0, dash), revision: rest.slice(dash + 1) };
}

/** Runs of no digits and of digits by turns; `~` comes before the end, the end before letters, letters before the rest. */
function compareRuns(one: string, other: string): number {
  const [a, b] = [runsOf(one), runsOf(other)];
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const [left = '', right = ''] = [a[at], b[at]];
    const order = at % 2 === 0 ? compareWords(left, right) : compareNumbers(left, right);
    if (order !== 0) return order;
  }
  return 0;
}

/** `1.2a` → ``, `1`, `.`, `2`, `a`: words at even places. */
function runsOf(text: string): readonly string[] {
  return [...text.matchAll(/([^0-9]*)([0-9]*)/g)].flatMap(([, word = '', number = '']) => [word, number]);
}

function compareWords(one: string, other: string): number {
  for (let at = 0; at < Math.max(one.length, other.length); at += 1) {
    const order = rankOf(one[at]) - rankOf(other[at]);
    if (order !== 0) return order;
  }
  return 0;
}

function rankOf(character: string | undefined): number {
  if (character === '~') return -1;
  if (character === undefined) return 0;
  const code = character.charCodeAt(0);
  return /[A-Za-z]/.test(character) ? code : code + 256;
}

/** Of any length. */
function compareNumbers(one: string, other: string): number {
  const [a, b] = [one.replace(/^0+/, ''), other.replace(/^0+/, '')];
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

const early = /^(?:a|alpha|b|beta|c|rc|pre|preview|dev|canary|next|nightly|snapshot)$/i;

/** Numbers and words by turns; an early word comes before the end, any other after it. */
function compareLoose(one: string, other: string): number {
  const [a, b] = [piecesOf(one), piecesOf(other)];
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const order = comparePieces(a[at], b[at]);
    if (order !== 0) return order;
  }
  return 0;
}

function piecesOf(version: string): readonly string[] {
  return (version.split('+', 1)[0] ?? '').match(/\d+|[A-Za-z]+/g) ?? [];
}

function comparePieces(one: string | undefined, other: string | undefined): number {
  const [a, b] = [placeOf(one), placeOf(other)];
  if (a !== b) return a - b;
  if (one === undefined || other === undefined) return 0;
  return a === 3 ? compareNumbers(one, other) : one.localeCompare(other);
}

/** An early word, the end, another word, a number. */
function placeOf(piece: string | undefined): number {
  if (piece === undefined) return 1;
  if (/^\d/.test(piece)) return 3;
  return early.test(piece) ? 0 : 2;
}
