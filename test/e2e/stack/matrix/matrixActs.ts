import { Failure } from '../../../../src/base/failure.ts';
import { isCopied, type CopyOutcome } from '../../../../src/domain/copies/copyOutcome.ts';
import { isSame } from '../../../../src/domain/copies/copyPlan.ts';
import { isRestorable } from '../../../../src/domain/deletion/journalEntry.ts';
import type { TagOutcome } from '../../../../src/domain/deletion/outcome.ts';
import type { PutResult } from '../../../../src/domain/deletion/restoration.ts';
import { copiesOf, copyUnwatched } from '../copies.ts';
import { unwatched } from '../../../fakes/journal.ts';
import { deletions, removeByRule, repositoryAt, type ActContext } from './matrixBulk.ts';
import type { Speaker } from './matrixFaults.ts';
import { occupant, planted, type Lane, type Person } from './matrixStage.ts';
import type { Statement } from './statements.ts';

/** Something that a person does, and what the product says of it. */
export interface MatrixAct {
  readonly speaker: Speaker;
  /** The requests that the faults hit, among those that write. */
  readonly write: RegExp;
  /** With faults that hit once, where that is another one. */
  readonly firstWrite?: RegExp;
  readonly person?: Person;
  /** The repositories of the lane that it has to do with. */
  readonly at: readonly (keyof Lane)[];
  /** Whether a registry alone can do it. */
  readonly needsGitlab: boolean;
  /** Everything works meanwhile. */
  prepare?(context: ActContext): Promise<void>;
  /** What the box does of itself, for the whole case. */
  readonly registryHasNoGraphql?: true;
  readonly sharesNoBlobs?: true;
  run(context: ActContext): Promise<readonly Statement[]>;
}

const graphql = /graphql/;
const tagPut = /PUT .*\/manifests\/t/;

/** Everything that changes something in a registry, by name. */
export const matrixActs: Readonly<Record<string, MatrixAct>> = {
  single: {
    speaker: 'gitlab',
    write: graphql,
    at: ['path'],
    needsGitlab: true,
    run: (context) => remove(context, ['t1']),
  },
  batch: {
    speaker: 'gitlab',
    write: graphql,
    at: ['path'],
    needsGitlab: true,
    run: (context) => remove(context, ['t1', 't2', 't3']),
  },
  rest: {
    speaker: 'gitlab',
    write: /DELETE .*\/tags\//,
    at: ['path'],
    needsGitlab: true,
    registryHasNoGraphql: true,
    run: (context) => remove(context, ['t1', 't2']),
  },
  repository: {
    speaker: 'gitlab',
    write: /DELETE .*\/repositories\/\d+$/,
    at: ['small'],
    needsGitlab: true,
    run: removeRepository,
  },
  bulk: { speaker: 'gitlab', write: /DELETE .*\/tags\?/, at: ['path'], needsGitlab: true, run: removeByRule },
  restore: {
    speaker: 'registry',
    write: tagPut,
    at: ['path'],
    needsGitlab: false,
    prepare: removeBefore,
    run: restore,
  },
  'restore without push': {
    speaker: 'registry',
    write: /PUT/,
    person: 'mayNotPush',
    at: ['path'],
    needsGitlab: false,
    prepare: removeBefore,
    run: restore,
  },
  retag: {
    speaker: 'registry',
    write: /PUT .*\/manifests\/new/,
    at: ['path'],
    needsGitlab: false,
    run: retag,
  },
  'copy with push': {
    speaker: 'registry',
    write: /PUT/,
    at: ['path', 'store'],
    needsGitlab: false,
    sharesNoBlobs: true,
    run: (context) => copy(context, false),
  },
  'copy by mount': {
    speaker: 'registry',
    write: /POST .*mount=/,
    at: ['path', 'store'],
    needsGitlab: false,
    run: (context) => copy(context, false),
  },
  'copy replacing': {
    speaker: 'registry',
    write: tagPut,
    at: ['path', 'store'],
    needsGitlab: false,
    prepare: ({ box, lane }) => box.backend.put(lane.store, 't2', occupant),
    run: (context) => copy(context, true),
  },
  move: {
    speaker: 'gitlab',
    write: /PUT|graphql/,
    firstWrite: graphql,
    at: ['small', 'moved'],
    needsGitlab: true,
    run: move,
  },
};

function doomed(names: readonly string[]): readonly { readonly name: string; readonly digest?: string }[] {
  return names.map((name) => ({ name, ...digestOf(name) }));
}

function digestOf(name: string): { readonly digest?: string } {
  const digest = planted[name]?.digest;
  return digest === undefined ? {} : { digest };
}

async function remove(
  context: ActContext,
  names: readonly string[],
  path = context.lane.path,
): Promise<readonly Statement[]> {
  const tags = doomed(names);
  const outcomes = await deletions(context).remove('c', repositoryAt(context, path), tags, unwatched());
  return deletionStatements(context, path, outcomes);
}

async function deletionStatements(
  { journal }: ActContext,
  path: string,
  outcomes: readonly TagOutcome[],
): Promise<readonly Statement[]> {
  const restorable = new Set((await journal.entries()).filter(isRestorable).map(({ id }) => id));
  return outcomes.map(({ name, result, failure, entryId }) => ({
    path,
    name,
    said: result,
    claim: result === 'deleted' || result === 'gone' ? 'gone' : result === 'unclear' ? 'unclear' : 'same',
    failure,
    isUndoable: entryId !== undefined && restorable.has(entryId),
  }));
}

async function removeRepository(context: ActContext): Promise<readonly Statement[]> {
  const path = context.lane.small;
  const statement = (said: string, claim: Statement['claim'], failure?: Failure): readonly Statement[] => [
    { path, name: '*', said, claim, failure },
  ];
  const removal = await deletions(context).removeRepository('c', repositoryAt(context, path));
  if (removal.result === 'going') return statement('going', 'gone');
  const { result, failure } = removal;
  return statement(result, result === 'stays' ? 'same' : 'unclear', failure);
}

/** By the registry's own hand, with what the product would have kept of it. */
async function removeBefore({ box, lane, journal }: ActContext): Promise<void> {
  const image = planted['t2'];
  if (image === undefined) return;
  const { digest, mediaType, bytes } = image;
  const place = { connectionId: 'c', instanceUrl: box.url, host: box.registryHost, path: lane.path };
  const tag = { ...place, repositoryId: 1, name: 't2', digest, children: [] };
  const text = Buffer.from(bytes).toString();
  const [entry] = await journal.intend([tag], [{ digest, mediaType, text }]);
  await journal.settle([{ id: entry?.id ?? '', result: 'deleted' }]);
  await box.backend.deleteTag(lane.path, 't2');
}

async function restore(context: ActContext): Promise<readonly Statement[]> {
  const { lane, journal } = context;
  const restorations = await deletions(context).restore(await journal.entries(), unwatched());
  return restorations.map((one) => putStatement(lane.path, 't2', one, digestOf('t2').digest));
}

function putStatement(
  path: string,
  name: string,
  { result, failure }: PutResult,
  digest: string | undefined,
): Statement {
  const isThere = result === 'restored' || result === 'alreadyThere';
  const is = (digest ?? 'sha256:') as `sha256:${string}`;
  return {
    path,
    name,
    said: result,
    claim: isThere ? is : result === 'unclear' ? 'unclear' : 'same',
    failure,
  };
}

async function retag(context: ActContext): Promise<readonly Statement[]> {
  const { lane } = context;
  const from = { name: 't2', ...digestOf('t2') };
  const result = await deletions(context)
    .retag('c', repositoryAt(context, lane.path), { from, to: 'new' })
    .catch((error: unknown): PutResult => ({ result: 'failed', failure: Failure.from(error) }));
  return [putStatement(lane.path, 'new', result, from.digest)];
}

async function copy(context: ActContext, mayReplace: boolean): Promise<readonly Statement[]> {
  const { box, lane, clients } = context;
  const copies = copiesOf(clients);
  const place = { connectionId: 'c', host: box.registryHost, from: lane.path, to: lane.store };
  const tags = [{ name: 't2', as: 't2' }];
  const plan = await copies.plan(place, tags, new AbortController().signal);
  return copyStatements(lane.store, await copyUnwatched(copies, plan, { mayReplace }));
}

function copyStatements(path: string, outcomes: readonly CopyOutcome[]): readonly Statement[] {
  return outcomes.map((one) => putStatement(path, one.as, one, one.digest));
}

/** As the command does: everything is copied and read again before anything is deleted. */
async function move(context: ActContext): Promise<readonly Statement[]> {
  const { box, lane, clients } = context;
  const copies = copiesOf(clients);
  const place = { connectionId: 'c', host: box.registryHost, from: lane.small, to: lane.moved };
  const { signal } = new AbortController();
  const outcomes = await copyUnwatched(copies, await copies.plan(place, undefined, signal));
  const copied = copyStatements(lane.moved, outcomes);
  if (!outcomes.every(isCopied)) return copied;
  try {
    const again = await copies.plan(place, undefined, signal);
    if (!again.tags.every(isSame)) return copied;
    return [
      ...copied,
      ...(await remove(
        context,
        again.tags.map(({ name }) => name),
        lane.small,
      )),
    ];
  } catch {
    // Nothing was deleted, since it could not be read whether everything is there.
    return copied;
  }
}
