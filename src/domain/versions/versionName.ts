import { attachedPreRelease, type PreRelease } from './preRelease.ts';
import { isCommit, readSuffix, type SuffixPart } from './tagSuffix.ts';

/** A tag's name read as one of a line of versions. */
export interface VersionName {
  readonly name: string;
  /** What stands before the number and never changes: nothing, `v`, `V`, `bookworm-`, `app-v`. */
  readonly prefix: string;
  /** Digits of each part, as they are written: `1.02` is `['1', '02']`. The first is the major version. */
  readonly numbers: readonly [string, ...string[]];
  /** `-` in `2024-01-15`, else `.`. */
  readonly separator: '.' | '-';
  readonly preRelease?: PreRelease;
  readonly suffix: readonly SuffixPart[];
}

const plain = /^([vV]?)(\d+(?:\.\d+)*)([a-zA-Z_]\w*|)(?:-(.*))?$/s;
const isoDate = /^([vV]?)((?:19|20)\d\d)-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?(?:-(\D.*|\d+))?$/s;
const behindWord = /^([a-zA-Z][\w.]*(?:-[a-zA-Z][\w.]*)*?-[vV]?)(\d+(?:\.\d+)+|\d{6,})(?:-(.*))?$/s;
/** Signatures and the like of an image, and what builds keep for themselves. */
const machineMade = /^sha256-|^(?:build-?)?cache(?:-|$)/;
/** A branch's slug, in which the dots of a version are hyphens: `16-4-stable`. */
const slug = /^\d+-\d{1,5}-[a-zA-Z]/;

/** `undefined` for names that no version is in: words, branches, commits, signatures, caches. */
export function readVersionName(name: string): VersionName | undefined {
  if (name.length > 128 || isCommit(name) || machineMade.test(name)) return undefined;
  return readDate(name) ?? (slug.test(name) ? undefined : (readPlain(name) ?? readBehindWord(name)));
}

function readPlain(name: string): VersionName | undefined {
  const [, prefix = '', version, attached = '', rest = ''] = plain.exec(name) ?? [];
  if (version === undefined) return undefined;
  const { preRelease = attached === '' ? undefined : attachedPreRelease(attached), parts } = readSuffix(rest);
  return versionName({ name, prefix, numbers: version.split('.'), preRelease, suffix: parts });
}

function readDate(name: string): VersionName | undefined {
  const [, prefix = '', year, month, day, rest = ''] = isoDate.exec(name) ?? [];
  if (year === undefined || month === undefined) return undefined;
  const { preRelease, parts } = readSuffix(rest);
  const numbers = [year, month, ...(day === undefined ? [] : [day])];
  return versionName({ name, prefix, numbers, separator: '-', preRelease, suffix: parts });
}

/** A single small number behind a word is a counter of a branch (`main-1`), no version. */
function readBehindWord(name: string): VersionName | undefined {
  const [, prefix, version, rest = ''] = behindWord.exec(name) ?? [];
  if (prefix === undefined || version === undefined) return undefined;
  const { preRelease, parts } = readSuffix(rest);
  return versionName({ name, prefix, numbers: version.split('.'), preRelease, suffix: parts });
}

interface Read {
  readonly name: string;
  readonly prefix: string;
  readonly numbers: readonly string[];
  readonly separator?: VersionName['separator'];
  readonly preRelease: PreRelease | undefined;
  readonly suffix: readonly SuffixPart[];
}

function versionName({ numbers, separator = '.', preRelease, ...read }: Read): VersionName | undefined {
  const [major, ...others] = numbers;
  if (major === undefined) return undefined;
  return {
    ...read,
    numbers: [major, ...others],
    separator,
    ...(preRelease !== undefined && { preRelease }),
  };
}
