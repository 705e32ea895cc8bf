import { unknownMark, type Expansion } from './expansion.ts';
import { isProxied, isReference, namedImage, piecesOf } from './named.ts';
import type {
  FileReference,
  NamedImage,
  PlacedText,
  ReferenceFinding,
  ReferenceParts,
  ReferenceRole,
} from './reference.ts';
import type { SourceText } from './sourceText.ts';

/** A stretch of the source, by offsets. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A place that holds a reference, and what a reader found out about it. */
export interface Found extends Stretch {
  readonly role: ReferenceRole;
  /** Every value that it can have; several where jobs differ. At least one. */
  readonly expansions: readonly Expansion[];
  readonly users?: readonly string[];
  readonly isBuilt?: boolean;
  readonly valuesFrom?: FileReference['valuesFrom'];
  /** Only where the parts stand in keys of their own. */
  readonly parts?: ReferenceParts;
}

/** Gathers what a reader finds: one reference for each place, in the order of the text. */
export class Collected {
  readonly source: SourceText;
  readonly #references = new Map<number, FileReference>();
  readonly #findings = new Map<string, ReferenceFinding>();

  constructor(source: SourceText) {
    this.source = source;
  }

  /** What is known in full and is no reference by the grammar is left out; so is a place that was there before. */
  add(found: Found): void {
    if (found.to <= found.from || this.#references.has(found.from)) return;
    const reference = referenceOf(this.source, found);
    if (reference !== undefined) this.#references.set(found.from, reference);
  }

  /** Each place once. */
  addFinding(finding: ReferenceFinding): void {
    const { line, character } = finding.range.start;
    this.#findings.set(`${line}:${character}`, finding);
  }

  has(offset: number): boolean {
    return this.#references.has(offset);
  }

  references(): readonly FileReference[] {
    return [...this.#references].sort(([a], [b]) => a - b).map(([, reference]) => reference);
  }

  findings(): readonly ReferenceFinding[] {
    return [...this.#findings.values()];
  }
}

function referenceOf(source: SourceText, found: Found): FileReference | undefined {
  const { expansions, role, users = [], parts = partsOf(source, found) } = found;
  const values = valuesOf(expansions);
  if (values === undefined) return undefined;
  const named = commonName(expansions);
  return {
    ...source.placed(found.from, found.to),
    role,
    ...values,
    ...(named === undefined ? {} : { named }),
    parts,
    users,
    ...marksOf(found, named),
  };
}

/** `undefined` where all is known and nothing is a reference. */
function valuesOf(
  expansions: readonly Expansion[],
): Pick<FileReference, 'expanded' | 'alternatives' | 'unknownVariables'> | undefined {
  const complete = [...new Set(expansions.filter(isComplete).map(({ text }) => text))];
  const sound = complete.filter(isReference);
  const unknownVariables = [...new Set(expansions.flatMap(({ unknown }) => unknown))];
  const isKnown = expansions.every(isComplete);
  const [first] = sound;
  if (first === undefined) return isKnown ? undefined : { unknownVariables };
  const isOne = isKnown && complete.length === 1;
  return isOne ? { expanded: first, unknownVariables } : { alternatives: sound, unknownVariables };
}

function marksOf(
  { isBuilt = false, valuesFrom = [] }: Found,
  named: NamedImage | undefined,
): Pick<FileReference, 'isBuilt' | 'valuesFrom' | 'isProxied'> {
  return {
    ...(isBuilt ? { isBuilt: true } : {}),
    ...(valuesFrom.length === 0 ? {} : { valuesFrom }),
    ...(named !== undefined && isProxied(named) ? { isProxied: true } : {}),
  };
}

/**
 * A value that names an image of one of the hosts, as a reference; a name without a tag gets one elsewhere, and is not `latest`.
 * `undefined` for all other values.
 */
export function valueNaming(value: Expansion, hosts: readonly string[]): Expansion | undefined {
  const named = namedImage(value.text);
  if (named === undefined || !hosts.some((host) => host.toLowerCase() === named.host)) return undefined;
  const { tag, digest } = piecesOf(value.text);
  const isBare = tag === undefined && digest === undefined;
  return isBare ? { text: `${value.text}:${unknownMark}`, unknown: [...value.unknown, 'tag'] } : value;
}

function isComplete({ text, unknown }: Expansion): boolean {
  return unknown.length === 0 && !text.includes(unknownMark);
}

/** The image that all values name; of the same repository with several tags, the repository with an unknown tag. */
function commonName(expansions: readonly Expansion[]): FileReference['named'] {
  const names = expansions.map(({ text }) => namedImage(text));
  const [first] = names;
  if (first === undefined) return undefined;
  const isSameRepository = names.every((each) => each?.host === first.host && each.path === first.path);
  if (!isSameRepository) return undefined;
  const isSameImage = names.every((each) => each?.tag === first.tag && each?.digest === first.digest);
  return isSameImage ? first : { host: first.host, path: first.path, isTagUnknown: true };
}

/** The parts of a reference in one text; what stands in `${…}` is not looked into. */
function partsOf(source: SourceText, { from, to }: Stretch): ReferenceParts {
  const text = source.text.slice(from, to);
  const scheme = /^[a-z][a-z-]*:\/\//.exec(text)?.[0].length ?? 0;
  const { at, colon } = bordersOf(text, scheme);
  const part = (start: number, end: number): PlacedText => source.placed(from + start, from + end);
  return {
    repository: part(scheme, colon),
    ...(colon < at ? { tag: part(colon + 1, at) } : {}),
    ...(at < text.length ? { digest: part(at + 1, text.length) } : {}),
  };
}

/** Where the digest's and the tag's signs stand; the end of what is before them, where there are none. */
function bordersOf(text: string, from: number): { readonly at: number; readonly colon: number } {
  const signs = topLevelSigns(text, from);
  const at = signs.find(({ sign }) => sign === '@')?.at ?? text.length;
  const before = signs.filter((each) => each.at < at);
  const slash = before.findLast(({ sign }) => sign === '/')?.at ?? from;
  return { at, colon: before.find((each) => each.sign === ':' && each.at > slash)?.at ?? at };
}

function topLevelSigns(
  text: string,
  from: number,
): readonly { readonly sign: string; readonly at: number }[] {
  const signs: { sign: string; at: number }[] = [];
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const sign = text[at] ?? '';
    if (sign === '{') depth++;
    else if (sign === '}') depth = Math.max(0, depth - 1);
    else if (depth === 0 && /[/:@]/.test(sign)) signs.push({ sign, at });
  }
  return signs;
}
