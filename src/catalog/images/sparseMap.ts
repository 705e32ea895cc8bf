import { numberAt, TarError } from './tarHeader.ts';

/** Where in a file a piece of its stored content belongs, in bytes. What lies between is a hole of zeros. */
export interface SparsePart {
  readonly offset: number;
  readonly bytes: number;
}

/** More parts than this have no honest use. */
const mostParts = 1_000_000;

/** Offsets and lengths in turn, as parts. Throws `TarError` for what is no map. */
export function partsOf(numbers: readonly number[]): readonly SparsePart[] {
  if (numbers.length % 2 !== 0 || numbers.length / 2 > mostParts) throw new TarError('a map of no use');
  const parts: SparsePart[] = [];
  for (let at = 0; at < numbers.length; at += 2) {
    const [offset = 0, bytes = 0] = [numbers[at], numbers[at + 1]];
    if (!Number.isSafeInteger(offset + bytes) || offset < 0 || bytes < 0)
      throw new TarError('a map of no use');
    parts.push({ offset, bytes });
  }
  return parts;
}

/** Reads a map that goes on over blocks of 512 bytes. */
export interface MapReader {
  /** Takes the next block; the parts once the map is whole. */
  take(block: Uint8Array): readonly SparsePart[] | undefined;
  /** Whether the blocks count as content of the entry. */
  readonly isContent: boolean;
}

/** The map in an old GNU header, which goes on in blocks behind it where there are more than four parts. */
export function oldMapOf(header: Uint8Array): readonly SparsePart[] | MapReader {
  const numbers = numbersAt(header, 386, 4);
  if (header[482] === 0) return partsOf(numbers);
  return {
    isContent: false,
    take: (block) => {
      numbers.push(...numbersAt(block, 0, 21));
      if (numbers.length / 2 > mostParts) throw new TarError('a map of no use');
      return block[504] === 0 ? partsOf(numbers) : undefined;
    },
  };
}

/** The real size of a file in an old GNU header of a sparse one, in bytes. */
export function oldRealSize(header: Uint8Array): number {
  return numberAt(header, 483, 12);
}

/** The map of format 1.0 at the beginning of the content: lines of decimal numbers, the count of parts first. */
export function mapInContent(): MapReader {
  const numbers: number[] = [];
  let begun = '';
  const isWhole = (): boolean => numbers.length > 0 && numbers.length > 2 * (numbers[0] ?? 0);
  const add = (line: string): void => {
    if (isWhole()) return;
    if (!/^\d{1,16}$/.test(line) || numbers.length > 2 * mostParts) throw new TarError('a map of no use');
    numbers.push(Number(line));
  };
  return {
    isContent: true,
    take: (block) => {
      const lines = (begun + Buffer.from(block).toString('latin1')).split('\n');
      begun = lines.pop() ?? '';
      for (const line of lines) add(line);
      if (isWhole()) return partsOf(numbers.slice(1));
      if (begun.length > 16) throw new TarError('a map of no use');
      return undefined;
    },
  };
}

/** Pairs of 12 bytes each; one of length nothing ends them, as GNU tar reads them. */
function numbersAt(block: Uint8Array, at: number, most: number): number[] {
  const numbers: number[] = [];
  for (let part = 0; part < most; part += 1) {
    const start = at + part * 24;
    if (block[start + 12] === 0) break;
    numbers.push(numberAt(block, start, 12), numberAt(block, start + 12, 12));
  }
  return numbers;
}
