import { foreignParsers, foreignPieces } from '../fakes/foreignParsers.ts';
import { tenth, type Figure } from './figures.ts';

/** UTF-16 units of the shorter text. */
const short = 20_000;
/** Times as long as it is the longer one; a linear reader takes about as many times as long, a quadratic one a hundred times. */
const times = 10;
const mostGrowth = 40;
/** Below this, in ms, a time is noise. */
const noise = 3;

/** How the time of every reader of foreign texts grows with the text, each at its worst among texts of one repeated piece. */
export function measureGrowth(): Figure {
  const value: Record<string, number> = {};
  for (const [name, parse] of Object.entries(foreignParsers)) {
    const growths = foreignPieces.map((piece) => growthOf(parse, piece));
    value[name] = tenth(Math.max(...growths));
  }
  const isMet = Object.values(value).every((growth) => growth <= mostGrowth);
  return {
    key: 'foreignText.growth',
    value,
    bound: `each ≤ ${mostGrowth} for ${times} times the text`,
    isMet,
  };
}

function growthOf(parse: (text: string) => unknown, piece: string): number {
  const of = (length: number): number => fastest(parse, piece.repeat(length / piece.length));
  return of(short * times) / Math.max(of(short), noise / times);
}

/** The best of three, in ms. */
function fastest(parse: (text: string) => unknown, text: string): number {
  const tries = [0, 1, 2].map(() => {
    const start = performance.now();
    try {
      parse(text);
    } catch {
      // A Failure is an answer, too; the unit tests see to it that nothing else is thrown.
    }
    return performance.now() - start;
  });
  return Math.min(...tries);
}
