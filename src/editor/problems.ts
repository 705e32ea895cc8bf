import type { ReferenceFinding, TextRange } from '../domain/references/reference.ts';
import { isTagMissing, type KnownRepository } from '../domain/references/knownRepository.ts';
import { newerTags } from '../domain/versions/newerTags.ts';
import type { ImageKnowledge } from './knowledge.ts';
import { isCertain, type PlacedImage } from './placedImages.ts';

/** Something that is certainly wrong with what a file says. */
export type Problem =
  | { readonly code: 'noRepository'; readonly range: TextRange; readonly placed: PlacedImage }
  | {
      readonly code: 'noTag';
      readonly range: TextRange;
      readonly placed: PlacedImage;
      readonly tag: string;
      /** Another tag to take, best first. */
      readonly instead: readonly string[];
    }
  | {
      readonly code: 'otherDigest';
      readonly range: TextRange;
      readonly placed: PlacedImage;
      readonly tag: string;
      /** What the tag points at now. */
      readonly digest: string;
    }
  | {
      readonly code: 'willBeDeleted';
      readonly range: TextRange;
      readonly placed: PlacedImage;
      readonly tag: string;
      /** Epoch ms. */
      readonly at: number;
    }
  | { readonly code: 'finding'; readonly range: TextRange; readonly finding: ReferenceFinding };

/** What is known for sure is wrong. `children` are the digests of the images below a tag's index, where they are known. */
export function problemsOf(
  reading: { readonly images: readonly PlacedImage[]; readonly findings: readonly ReferenceFinding[] },
  knowledge: Pick<ImageKnowledge, 'known' | 'fate'>,
  children: (placed: PlacedImage) => readonly string[] | undefined,
): readonly Problem[] {
  const found = reading.images.flatMap((placed) => {
    const known = isCertain(placed) ? knowledge.known(placed.image) : undefined;
    return known === undefined ? [] : (problemOf(placed, known, { knowledge, children }) ?? []);
  });
  const findings = reading.findings.map((finding): Problem => ({
    code: 'finding',
    range: finding.range,
    finding,
  }));
  return [...found, ...findings];
}

interface Asking {
  readonly knowledge: Pick<ImageKnowledge, 'fate'>;
  readonly children: (placed: PlacedImage) => readonly string[] | undefined;
}

function problemOf(placed: PlacedImage, known: KnownRepository, asking: Asking): Problem | undefined {
  const { named, reference } = placed;
  const { range } = reference;
  if (known.state === 'missing') return { code: 'noRepository', range, placed };
  const { tag } = named;
  if (tag === undefined || named.isTagUnknown) return undefined;
  return known.byName.has(tag)
    ? problemOfTag(placed, tag, { ...asking, listed: known.byName.get(tag)?.digest })
    : problemOfAbsence(placed, tag, known);
}

function problemOfAbsence(placed: PlacedImage, tag: string, known: KnownRepository): Problem | undefined {
  // What is pinned is pulled by its digest, whatever became of the tag.
  if (placed.named.digest !== undefined || isTagMissing(known, tag) !== true) return undefined;
  const { range } = placed.reference;
  return { code: 'noTag', range, placed, tag, instead: tagsInstead(tag, known) };
}

function problemOfTag(
  placed: PlacedImage,
  tag: string,
  asking: Asking & { readonly listed: string | undefined },
): Problem | undefined {
  const { digest } = placed.named;
  if (digest !== undefined) return otherDigest(placed, { tag, digest, listed: asking.listed }, asking);
  const fate = asking.knowledge.fate(placed.image, tag);
  if (fate?.code !== 'inRun' || !fate.isCertain) return undefined;
  return { code: 'willBeDeleted', range: placed.reference.range, placed, tag, at: fate.at };
}

/** A tag that points at an index may be pinned to one of its images; that is only certain when the index was read. */
function otherDigest(
  placed: PlacedImage,
  at: { readonly tag: string; readonly digest: string; readonly listed: string | undefined },
  { children }: Asking,
): Problem | undefined {
  const { tag, digest, listed } = at;
  if (listed === undefined || listed === digest) return undefined;
  const below = children(placed);
  if (below === undefined || below.includes(digest)) return undefined;
  return { code: 'otherDigest', range: placed.reference.range, placed, tag, digest: listed };
}

const mostInstead = 3;

/** The newest of the same line first, then names that look alike. */
function tagsInstead(tag: string, known: KnownRepository): readonly string[] {
  const line = newerTags(tag, known.tags)[0];
  const major = newerTags(tag, known.tags, 'major')[0];
  const alike = nearestNames(
    tag,
    known.tags.map(({ name }) => name),
  );
  return [...new Set([major, line, ...alike].filter((name) => name !== undefined))].slice(0, mostInstead);
}

/** The names that differ least, at most in half of their letters. Of very many only the newest are compared. */
export function nearestNames(name: string, names: readonly string[]): readonly string[] {
  const near = names.slice(0, 2000).map((other) => ({ other, distance: distanceOf(name, other) }));
  const most = Math.max(2, Math.ceil(name.length / 2));
  return near
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, mostInstead)
    .map(({ other }) => other);
}

/** Levenshtein's; names of tags have at most 128 characters. A name that only goes on costs little. */
function distanceOf(a: string, b: string): number {
  if (b.startsWith(a)) return 1;
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + Number(a[i - 1] !== b[j - 1]);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
