/**
 * `npm run bench`: every figure that this project promises, measured now, as a table; `--json` prints one flat object instead,
 * and words print only the figures whose key begins with one of them. Exit code 1 when a bound is missed.
 */
import { measureActivation } from '../bench/activation.ts';
import { measureBundle } from '../bench/bundle.ts';
import { measureCleanup } from '../bench/cleanup.ts';
import { measureDeletion } from '../bench/deletion.ts';
import type { Figure } from '../bench/figures.ts';
import { measureGrowth } from '../bench/growth.ts';
import { measureLayers } from '../bench/layers.ts';
import { measureRatio } from '../bench/ratio.ts';
import { measureFirstPaint, measureThousandTags, measureTree } from '../bench/requests.ts';
import { measureScale } from '../bench/scale.ts';

const measures: readonly (readonly [string, () => Figure | Promise<Figure | readonly Figure[]>])[] = [
  ['requests.firstPaint', measureFirstPaint],
  ['requests.thousandDatedTags', measureThousandTags],
  ['requests.tree', measureTree],
  ['requests.deleteThousand', measureDeletion],
  ['ratio.thousandDatedTags', measureRatio],
  ['foreignText.growth', measureGrowth],
  ['scale', measureScale],
  ['layers', measureLayers],
  ['cleanup', measureCleanup],
  ['activation', measureActivation],
  ['bundle', measureBundle],
];

function tableLine({ key, value, bound, isMet }: Figure): string {
  const values = typeof value === 'number' ? { value } : value;
  const rows = Object.entries(values).map(
    ([name, number]) => `    ${name.padEnd(40)} ${number.toLocaleString('en').padStart(14)}`,
  );
  return [`${isMet ? 'ok  ' : 'MISS'} ${key}: ${bound}`, ...rows].join('\n');
}

const isJson = process.argv.includes('--json');
const words = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const figures: Figure[] = [];
for (const [name, measure] of measures) {
  if (words.length > 0 && !words.some((word) => name.startsWith(word) || word.startsWith(name))) continue;
  const measured = [await measure()].flat();
  figures.push(...measured);
  if (!isJson) console.log(measured.map(tableLine).join('\n'));
}
if (isJson) console.log(JSON.stringify(Object.fromEntries(figures.map(({ key, value }) => [key, value]))));
const missed = figures.filter(({ isMet }) => !isMet).map(({ key }) => key);
if (missed.length > 0) console.error(`missed: ${missed.join(', ')}`);
process.exitCode = missed.length > 0 ? 1 : 0;
