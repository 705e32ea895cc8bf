/**
 * How long the cleanup workbench takes: in the host from a keystroke to the verdicts of all tags, and on the page the longest
 * stall while somebody types over 100,000 rows.
 */
import type { Figure } from './figures.ts';
import '../fakes/vscodeStub.ts';
import { dailyTags, testDrafts, testManifests, testNow, TestSource } from '../fakes/cleanupSource.ts';
import { PageBench } from '../e2e/pages/openPage.ts';
import { themes } from '../e2e/pages/themes.ts';
import type { CleanupQuery, CleanupWorkbench, PolicyDraft } from '../../src/protocol/cleanup.ts';

const repeats = 9;
const query: CleanupQuery = {
  filter: 'all',
  text: '',
  order: 'name',
  isDescending: false,
  slice: { from: 0, count: 100 },
};

function namesOf(count: number): readonly string[] {
  const kinds = ['dev', 'mr', 'main', 'release', 'v1.2'];
  return Array.from({ length: count }, (_, index) => `${kinds[index % 5]}-${String(index).padStart(6, '0')}`);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** ms from a keystroke to the verdicts in the host, and as a ratio to matching the same names once with JavaScript's RegExp. */
async function measureHost(count: number): Promise<{ readonly ms: number; readonly ratio: number }> {
  const { CleanupSession } = await import('../../src/panels/cleanup/session.ts');
  const names = namesOf(count);
  const session = new CleanupSession(() => testNow);
  session.setProject(new TestSource().project_);
  session.setTags([dailyTags('g/p/app', names, 0.01)]);
  const draft: PolicyDraft = {
    enabled: true,
    cadence: '7d',
    keepN: '10',
    olderThan: '30d',
    nameRegex: '',
    nameRegexKeep: '(?:v.+|main.*)',
  };
  // Each keystroke makes a pattern that was not compiled before.
  const patterns = Array.from(
    { length: repeats + 3 },
    (_, index) => `(?:dev|mr|release)-.*[0-9]{1,${index + 1}}`,
  );
  const times = patterns.map((nameRegex) => timed(() => session.simulate({ ...draft, nameRegex }, query)));
  const plain = patterns.map((pattern) => {
    const regex = new RegExp(`^${pattern}$`);
    return timed(() => names.filter((name) => regex.test(name)));
  });
  const ms = median(times.slice(3));
  return { ms, ratio: ms / median(plain.slice(3)) };
}

/** ms; the pages have to be built. */
async function measurePage(): Promise<number> {
  const { CleanupDesk } = await import('../../src/panels/cleanup/desk.ts');
  const { cleanupHandlers } = await import('../../src/panels/cleanup/handlers.ts');
  const { cleanupWorkbenchStrings } = await import('../../src/panels/cleanup/strings.ts');
  const [theme] = themes;
  if (theme === undefined) throw new Error('there is no theme');
  const source = new TestSource();
  source.tags_ = [dailyTags('g/p/app', namesOf(100_000), 0.01)];
  const bench = await PageBench.start();
  try {
    let isOpen = false;
    const desk = new CleanupDesk({ connectionId: 'c', projectPath: 'g/p' }, 'key', {
      source,
      drafts: testDrafts(),
      describe: ({ message }) => ({ why: message, next: '' }),
      findUses: () => Promise.resolve([]),
      readManifests: testManifests,
      now: () => testNow,
      onChanged: (view) => {
        if (isOpen) opened.server.send('view', view);
      },
    });
    const outside = {
      copy: () => Promise.resolve(),
      openText: () => Promise.resolve(),
      askFormat: () => Promise.resolve(undefined),
      deleteTags: () => Promise.resolve(),
      testPatterns: () => undefined,
    };
    const opened = await bench.open<CleanupWorkbench>({
      name: 'cleanup',
      title: 'Cleanup',
      strings: cleanupWorkbenchStrings(),
      theme,
      width: 1280,
      handlers: cleanupHandlers(desk, outside),
    });
    isOpen = true;
    const { page } = opened;
    await page.getByRole('heading', { level: 1 }).waitFor();
    opened.server.send('view', desk.view());
    await page.getByRole('heading', { name: /tags will be deleted/ }).waitFor();
    // A timer that comes every few milliseconds: the longest gap between two is the longest stall. Nothing in here has a name
    // of its own, because the loader would wrap it in a function that the page does not have.
    await page.evaluate(() => {
      const stall = { ms: 0, last: performance.now() };
      Object.assign(window, { stall });
      setInterval(() => {
        const now = performance.now();
        stall.ms = Math.max(stall.ms, now - stall.last);
        stall.last = now;
      }, 1);
    });
    const field = page.getByRole('textbox', { name: 'Delete tags matching' });
    await page.waitForTimeout(1000);
    await field.pressSequentially('|(?:dev|mr)-0[0-4].*', { delay: 40 });
    // Until all that was asked is answered: the host shares this process.
    await page.waitForTimeout(4000);
    const stall = await page.evaluate(() => (window as unknown as { stall: { ms: number } }).stall.ms);
    await opened.close();
    return stall;
  } finally {
    await bench.stop();
  }
}

/** From a keystroke to the verdicts, in ms and as a ratio, and the page's longest stall while typing over 100,000 rows, in ms. */
export async function measureCleanup(): Promise<readonly Figure[]> {
  const host = async (key: string, tags: number, mostMs: number): Promise<Figure> => {
    const value = { ...(await measureHost(tags)) };
    return { key, value, bound: `at most ${mostMs} ms`, isMet: value.ms <= mostMs };
  };
  const stall = await measurePage();
  return [
    await host('cleanup.tenThousand', 10_000, 60),
    await host('cleanup.hundredThousand', 100_000, 400),
    { key: 'cleanup.frame', value: stall, bound: 'at most 50 ms', isMet: stall <= 50 },
  ];
}
