import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { startBox } from '../gitlab/box.ts';
import { ratio, tenth, type Figure } from './figures.ts';
import { bigRepository, plantTags } from '../fakes/plantScale.ts';
import { ofBox, repositoryAt } from '../fakes/product.ts';
import type { ScaleResult, ScaleTask } from './scaleProbe.ts';

const mostHeapBytes = 200_000_000;

/** How much dearer a tag may be in a list ten times as long. */
const mostGrowth = 1.2;

/** Lists 1,000, 10,000 and 100,000 tags, each in a process of its own, and sorts and filters the most. */
export async function measureScale(): Promise<readonly Figure[]> {
  const thousand = await probe(1000, 10);
  const tenThousand = await probe(10_000, 5);
  const most = await probe(100_000, 3);
  return [
    {
      key: 'scale.hundredThousand',
      value: {
        loadPerParse: ratio(most.loadMs / most.parseMs),
        sortPerParse: ratio(most.sortMs / most.parseMs),
        filterPerParse: ratio(most.filterMs / most.parseMs),
        globFilterPerParse: ratio(most.globMs / most.parseMs),
        regexFilterPerParse: ratio(most.regexMs / most.parseMs),
        parseMs: most.parseMs,
        peakHeapBytes: most.peakHeapBytes,
      },
      bound: 'every filter ≤ 1 parse, heap ≤ 200 MB',
      isMet:
        Math.max(most.filterMs, most.globMs, most.regexMs) <= most.parseMs &&
        most.peakHeapBytes <= mostHeapBytes,
    },
    growthFigure(thousand.loadMs, tenThousand.loadMs, most.loadMs),
  ];
}

function growthFigure(thousandMs: number, tenThousandMs: number, hundredThousandMs: number): Figure {
  const growth = hundredThousandMs / (10 * tenThousandMs);
  return {
    key: 'scale.growth',
    value: {
      thousandMs,
      tenThousandMs,
      hundredThousandMs,
      tenThousandPerTenTimesThousand: ratio(tenThousandMs / (10 * thousandMs)),
      hundredThousandPerTenTimesTenThousand: ratio(growth),
    },
    bound: `ten times the tags ≤ ${tenth(mostGrowth * 10)} times the time`,
    isMet: growth <= mostGrowth && tenThousandMs <= 10 * mostGrowth * thousandMs,
  };
}

async function probe(count: number, rounds: number): Promise<ScaleResult> {
  const box = await startBox({ seed: plantTags(count) });
  try {
    const repository = repositoryAt(box, bigRepository);
    return await run({ ...ofBox(box), registryUrl: box.registryUrl, repository, count, rounds });
  } finally {
    await box.close();
  }
}

function run(task: ScaleTask): Promise<ScaleResult> {
  const script = join(import.meta.dirname, 'scaleProbe.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(text) as ScaleResult);
      else reject(new Error(`the probe for ${task.count} tags ended with ${code ?? 'a signal'}`));
    });
  });
}
