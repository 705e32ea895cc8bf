import { setTimeout as sleep } from 'node:timers/promises';
import type { Box } from '../../../gitlab/box.ts';
import type { Fault } from '../../../gitlab/faults.ts';
import { DeletionJournal } from '../../../../src/catalog/journal/deletionJournal.ts';
import type { JournalFiles } from '../../../../src/catalog/journal/journalFiles.ts';
import type { MatrixAct } from './matrixActs.ts';
import { lateMs, type MatrixFault } from './matrixFaults.ts';
import { caseClients, resetLane, type Lane, type Person } from './matrixStage.ts';
import { happened, judge, keyOf, type Statement, type Truth } from './statements.ts';
import type { Repository as Row } from '../../../gitlab/world/world.ts';

/** One case: an act, with a fault, on a registry. */
export interface MatrixCase {
  readonly kind: string;
  readonly actName: string;
  readonly act: MatrixAct;
  readonly fault: MatrixFault;
}

/** What came of a case. */
export interface CaseResult {
  readonly kind: string;
  readonly act: string;
  readonly fault: string;
  readonly verdict: 'told' | 'unclear' | 'untrue';
  /** Whether it was said to be unclear although it could have been read. */
  readonly isNeedless: boolean;
  /** `said / what happened`, of each name. */
  readonly rows: readonly string[];
  /** Names beside those of the case whose state changed. */
  readonly others: readonly string[];
  readonly leaks: readonly string[];
}

/** Where cases happen. */
export interface MatrixHouse {
  readonly box: Box;
  readonly person: Person;
  readonly rows: ReadonlyMap<string, Row>;
  /** What would be a leak, wherever it appears. */
  readonly secrets: readonly string[];
  /** What the server elsewhere has heard of each case: method, path and credentials. */
  readonly heardElsewhere: (label: string) => readonly string[];
}

/** Runs a case in a lane that nobody else is in. Rejects only where the test bench itself fails. */
export async function runCase(
  house: MatrixHouse,
  lane: Lane,
  { kind, actName, act, fault }: MatrixCase,
  label: string,
): Promise<CaseResult> {
  const { box, person } = house;
  const paths = act.at.map((what) => [what, lane[what]] as const);
  await resetLane(box, paths, house.rows);
  const files = memoryFiles();
  const journal = journalOn(files, label);
  const underWay = { count: 0, since: 0, unhurt: 0 };
  const isHeld = (): boolean =>
    underWay.unhurt > 0 || (underWay.count > 0 && Date.now() - underWay.since > lateMs);
  const clients = caseClients(box, label, { person: act.person ?? person, isHeld });
  const context = { box, lane, clients, journal };
  await act.prepare?.(context);
  const at = paths.map(([, path]) => path);
  const before = await truthOf(house, at);
  const faults = faultsFor(act, fault, { label, underWay });
  box.knobs.faults.push(...faults);
  let statements: readonly Statement[];
  try {
    statements = await act.run(context);
  } finally {
    const own = new Set<Fault>(faults);
    box.knobs.faults = box.knobs.faults.filter((one) => !own.has(one));
  }
  const after = await quietTruth(house, at, underWay);
  const verdicts = statements.map((one) => judge(one, before, after));
  const verdict = (['untrue', 'unclear', 'told'] as const).find((one) => verdicts.includes(one)) ?? 'untrue';
  const concerned = new Set(statements.map(keyOf));
  const others = [...new Set([...before.keys(), ...after.keys()])].filter(
    (key) => !isOf(concerned, key) && happened(key, before, after) !== 'nothing',
  );
  return {
    kind,
    act: actName,
    fault: `${fault.name} (${fault.acted}${fault.isOnce ? '' : ', always'})`,
    verdict,
    isNeedless: verdict === 'unclear' && !fault.isAllDown,
    rows: statements.map((one) => `${one.said} / ${happened(keyOf(one), before, after)}`),
    others,
    leaks: leaksOf(house, label, [...clients.lines, ...files.texts(), ...statements.map(textOf)]),
  };
}

/** What a statement about a whole repository speaks of are its tags as well. */
function isOf(concerned: ReadonlySet<string>, key: string): boolean {
  const path = key.slice(0, key.lastIndexOf(':'));
  return concerned.has(key) || concerned.has(`${path}:*`);
}

function textOf({ failure }: Statement): string {
  return failure === undefined ? '' : `${failure.message} ${JSON.stringify(failure.details)}`;
}

function leaksOf(house: MatrixHouse, label: string, texts: readonly string[]): readonly string[] {
  const all = [...texts, ...house.heardElsewhere(label)];
  const jwt = /\beyJ[\w-]{10,}\.[\w-]+/;
  return all.filter((text) => jwt.test(text) || house.secrets.some((secret) => text.includes(secret)));
}

/** How many of the requests that a fault hit are not acted on yet. */
interface UnderWay {
  count: number;
  /** ms since 1970; when the last of them came. */
  since: number;
  /** How many writes that no fault hit the box is at, for as long as a busy machine takes. */
  unhurt: number;
}

function faultsFor(
  act: MatrixAct,
  fault: MatrixFault,
  { label, underWay }: { readonly label: string; readonly underWay: UnderWay },
): readonly Fault[] {
  const isOfCase: NonNullable<Fault['when']> = ({ headers }) => headers['x-case'] === label;
  let isDone = false;
  const pattern = fault.isOnce ? (act.firstWrite ?? act.write) : act.write;
  const main: Fault = {
    act: fault.act,
    when: (request) => {
      const line = `${request.method ?? ''} ${request.url ?? ''}`;
      const isHit = isOfCase(request) && request.headers['x-write'] !== undefined && pattern.test(line);
      if (isHit) isDone = true;
      if (isHit && (main.times ?? 1) > 0)
        Object.assign(underWay, { count: underWay.count + 1, since: Date.now() });
      return isHit;
    },
    onActed: () => (underWay.count -= 1),
    ...(fault.isOnce ? { times: 1 } : {}),
  };
  const noGraphql: Fault = {
    act: { kind: 'status', status: 404, body: '{"message":"404 Not Found"}' },
    when: (request) => isOfCase(request) && /graphql/.test(request.url ?? ''),
  };
  const noSharing: Fault = {
    act: { kind: 'dropQuery' },
    method: 'POST',
    path: /mount=/,
    when: isOfCase,
  };
  const down: Fault = {
    act: { kind: 'reset', when: 'before' },
    when: (request) => isDone && isOfCase(request),
  };
  const unhurt: Fault = {
    act: { kind: 'delay', ms: 0 },
    when: (request) => {
      const isHit = isOfCase(request) && request.headers['x-write'] !== undefined;
      if (isHit) underWay.unhurt += 1;
      return isHit;
    },
    onActed: () => (underWay.unhurt -= 1),
  };
  return [
    main,
    ...(act.registryHasNoGraphql ? [noGraphql] : []),
    ...(act.sharesNoBlobs ? [noSharing] : []),
    ...(fault.isAllDown ? [down] : []),
    unhurt,
  ];
}

/** What is there: of each of these repositories every name, and whether GitLab lists it and has not begun to delete it. */
async function truthOf({ box }: MatrixHouse, paths: readonly string[]): Promise<Truth> {
  const truth = new Map<string, string | undefined>();
  for (const path of paths) {
    for (const [name, digest] of await box.backend.digests(path)) truth.set(`${path}:${name}`, digest);
    const row = [...box.world.repositories.values()].find((one) => one.path === path);
    truth.set(`${path}:*`, row === undefined || row.status !== undefined ? undefined : 'listed');
  }
  return truth;
}

/** The truth when nothing changes any more: also what acts late has acted by then. */
async function quietTruth(house: MatrixHouse, paths: readonly string[], underWay: UnderWay): Promise<Truth> {
  while (underWay.count + underWay.unhurt > 0) await sleep(20);
  let truth = await truthOf(house, paths);
  for (;;) {
    await house.box.jobs.run();
    if (house.box.backend.kind === 'legacy') await sleep(30);
    const next = await truthOf(house, paths);
    if (JSON.stringify([...truth]) === JSON.stringify([...next])) return next;
    truth = next;
  }
}

interface MemoryFiles extends JournalFiles {
  texts(): readonly string[];
}

function memoryFiles(): MemoryFiles {
  const files = new Map<string, string>();
  return {
    append: (name, text) => {
      files.set(name, (files.get(name) ?? '') + text);
      return Promise.resolve();
    },
    list: () =>
      Promise.resolve(
        [...files].map(([name, text]) => ({ name, sizeBytes: text.length, changedAt: Date.now() })),
      ),
    read: (name) => Promise.resolve(files.get(name) ?? ''),
    remove: (name) => {
      files.delete(name);
      return Promise.resolve();
    },
    texts: () => [...files.values()],
  };
}

function journalOn(files: JournalFiles, label: string): DeletionJournal {
  let last = 0;
  return new DeletionJournal({ files, now: Date.now, newId: () => `${label}-${(last += 1)}` });
}
