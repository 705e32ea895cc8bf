import { readPreRelease, type PreRelease } from './preRelease.ts';

/** What stands behind the version in a tag's name, between hyphens: `1.2.3-alpine-r5` has a flavour and a build number. */
export type SuffixPart =
  | { readonly kind: 'flavour'; readonly text: string }
  /** A number of 6 or more digits: a date or an id, comparable only with one of as many digits. */
  | { readonly kind: 'id'; readonly digits: string }
  /** 7 to 40 hexadecimal digits with a letter among them: a commit, which has no order. */
  | { readonly kind: 'commit'; readonly text: string }
  /** `r5` or `5` at the end: counted up without a new version. `text` is what stands before the digits. */
  | { readonly kind: 'build'; readonly text: string; readonly digits: string };

/** The parts of a name's suffix. */
export interface TagSuffix {
  readonly preRelease?: PreRelease;
  readonly parts: readonly SuffixPart[];
}

/** Behind these a number says which one, not how often it was built: `debian-11`, `jdk-17`. */
const numberedNames = new Set(
  (
    'debian ubuntu fedora centos rocky rockylinux alma almalinux rhel ubi ol oraclelinux photon sles ' +
    'jdk jre java openjdk temurin python py node php ruby go cuda postgres postgresql pg mysql'
  ).split(' '),
);

/** Reads the text behind the first hyphen. Source of the words and forms: Renovate's and Dependabot's docker schemes, see `newerTags`. */
export function readSuffix(text: string): TagSuffix {
  if (text === '') return { parts: [] };
  const words = text.split('-');
  const at = words.findIndex((word) => readPreRelease(word) !== undefined);
  const preRelease = readPreRelease(words[at] ?? '');
  if (preRelease === undefined) return { parts: words.map(partOf) };
  // `rc-1` is `rc.1`.
  const next = words[at + 1] ?? '';
  const follows = preRelease.rest === '' && /^\d{1,20}$/.test(next);
  const others = [...words.slice(0, at), ...words.slice(at + 1 + Number(follows))];
  return { preRelease: follows ? { ...preRelease, rest: next } : preRelease, parts: others.map(partOf) };
}

function partOf(text: string, place: number, all: readonly string[]): SuffixPart {
  if (/^\d{6,}$/.test(text)) return { kind: 'id', digits: text };
  if (isCommit(text.startsWith('g') ? text.slice(1) : text)) return { kind: 'commit', text };
  const isLast = place === all.length - 1;
  return (isLast ? buildOf(text, all[place - 1]) : undefined) ?? { kind: 'flavour', text };
}

function buildOf(text: string, before: string | undefined): SuffixPart | undefined {
  const [, letter, digits] = /^(r?)(\d+)$/.exec(text) ?? [];
  if (letter === undefined || digits === undefined) return undefined;
  const names = letter === '' && before !== undefined && numberedNames.has(before.toLowerCase());
  return names ? undefined : { kind: 'build', text: letter, digits };
}

/** Whether a text can only be a commit's hash, whole or shortened. */
export function isCommit(text: string): boolean {
  return /^[0-9a-f]{7,40}$/.test(text) && /[a-f]/.test(text);
}
