import '../fakes/vscodeStub.ts';
import { tenth, type Figure } from './figures.ts';

/** UTF-16 units of the longer text, unless no reader gets so many. */
const long = 30_000;
/** Times as long as the shorter text it is; a linear reader takes about as many times as long, a quadratic one a hundred times. */
const times = 10;
const mostGrowth = 40;
/** A reader that is through with the longer text within so many ms does not take a step for each pair of its characters. */
const linearMs = 5;
/** Below this, in ms, a time is noise. */
const noiseMs = 0.5;

/**
 * How the time of every reader of foreign texts grows with the text, each at its worst among texts of one repeated piece; 1 where it is
 * through too soon to be measured. The readers are found in the source.
 */
export async function measureGrowth(): Promise<Figure> {
  const { foreignParsers, foreignPieces, shortTexts } = await import('../fakes/foreignParsers.ts');
  const { loadLoneReaders } = await import('../fakes/textReaders.ts');
  const readers = { ...(await loadLoneReaders()), ...foreignParsers };
  const growths = Object.entries(readers).map(([name, parse]) => {
    const most = Math.min(long, shortTexts[name] ?? long);
    return [name, Math.max(...foreignPieces.map((piece) => growthOf(parse, piece, most)))] as const;
  });
  const worst = Math.max(...growths.map(([, growth]) => growth));
  const measured = growths.filter(([, growth]) => growth > 1);
  return {
    key: 'foreignText.growth',
    value: {
      readers: growths.length,
      worst: tenth(worst),
      ...Object.fromEntries(measured.map(([name, growth]) => [name, tenth(growth)])),
    },
    bound: `each ≤ ${mostGrowth} for ${times} times the text`,
    isMet: worst <= mostGrowth,
  };
}

function growthOf(parse: (text: string) => unknown, piece: string, most: number): number {
  const of = (length: number): number => fastest(parse, piece.repeat(length / piece.length));
  const slow = of(most);
  return slow <= linearMs ? 1 : slow / Math.max(of(most / times), noiseMs);
}

/** The best of two, in ms. */
function fastest(parse: (text: string) => unknown, text: string): number {
  const tries = [0, 1].map(() => {
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
