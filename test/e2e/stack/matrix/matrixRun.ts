import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startBox, type Box } from '../../../gitlab/box.ts';
import { matrixActs } from './matrixActs.ts';
import { matrixFaults } from './matrixFaults.ts';
import { lanesOf, plantLanes } from './matrixStage.ts';
import { runCase, type CaseResult, type MatrixCase, type MatrixHouse } from './runCase.ts';

/**
 * The registries. `metadataDatabase`: GitLab's own. `legacy`: a plain one behind a GitLab. `plain`: the same, by a credential to which
 * GitLab itself is closed.
 */
export const matrixKinds = ['metadataDatabase', 'legacy', 'plain'] as const;
export type MatrixKind = (typeof matrixKinds)[number];

/** How many cases happen at once on one registry. */
const atOnce = 10;

/** Runs the matrix of one kind, or of its cases every `step`th from `first` on. `only`: those whose act and fault match. */
export async function runMatrix(
  kind: MatrixKind,
  {
    step = 1,
    first = 0,
    only,
  }: { readonly step?: number; readonly first?: number; readonly only?: RegExp } = {},
): Promise<readonly CaseResult[]> {
  const elsewhere = await listenElsewhere();
  const box = await startBox({
    kind: kind === 'metadataDatabase' ? kind : 'legacy',
    seed: plantLanes(atOnce),
    order: 'linguistic',
  });
  try {
    const cases = casesOf(kind, elsewhere.url).filter(
      ({ actName, fault }, index) =>
        index % step === first % step && (only?.test(`${actName} ${fault.name} ${fault.acted}`) ?? true),
    );
    return await runAll(houseOf(box, kind, elsewhere.heard), cases);
  } finally {
    await Promise.all([box.close(), elsewhere.close()]);
  }
}

function casesOf(kind: MatrixKind, elsewhere: string): readonly MatrixCase[] {
  return Object.entries(matrixActs).flatMap(([actName, act]) =>
    kind === 'plain' && act.needsGitlab
      ? []
      : matrixFaults(act.speaker, elsewhere).map((fault) => ({ kind, actName, act, fault })),
  );
}

function houseOf(box: Box, kind: MatrixKind, heardElsewhere: MatrixHouse['heardElsewhere']): MatrixHouse {
  return {
    box,
    person: kind === 'plain' ? 'registryOnly' : 'maintainer',
    rows: new Map([...box.world.repositories.values()].map((row) => [row.path, { ...row }])),
    secrets: Object.values(box.tokens),
    heardElsewhere,
  };
}

async function runAll(house: MatrixHouse, cases: readonly MatrixCase[]): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  const open = [...cases.entries()];
  const work = lanesOf(atOnce).map(async (lane) => {
    for (let next = open.shift(); next !== undefined; next = open.shift()) {
      const [index, one] = next;
      results[index] = await runCase(house, lane, one, `${one.kind}-${index}`);
    }
  });
  await Promise.all(work);
  return results;
}

/** A server that nobody should ever tell a secret. */
async function listenElsewhere(): Promise<{
  readonly url: string;
  readonly heard: (label: string) => readonly string[];
  readonly close: () => Promise<void>;
}> {
  const heard = new Map<string, string[]>();
  const server = createServer((request, response) => {
    const { authorization = '', cookie = '', 'x-case': label = '' } = request.headers;
    const line = `${request.method ?? ''} ${request.url ?? ''} ${authorization} ${cookie}`;
    heard.set(String(label), [...(heard.get(String(label)) ?? []), line]);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard: (label) => heard.get(label) ?? [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
