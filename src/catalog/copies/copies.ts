import { Failure } from '../../base/failure.ts';
import { limit } from '../../base/limit.ts';
import { wasSent } from '../../base/sent.ts';
import type { Capability } from '../../domain/accounts/access.ts';
import { isCopied, type CopyOutcome } from '../../domain/copies/copyOutcome.ts';
import type { CopyPlan, PlannedCopy } from '../../domain/copies/copyPlan.ts';
import type { Repository } from '../../domain/repository.ts';
import type { Tag } from '../../domain/tag.ts';
import type { Clients } from '../../connections/clients.ts';
import type { Http } from '../../net/http.ts';
import type { RegistryClient } from '../../registry/client.ts';
import { copyImage } from './copyImage.ts';
import { realPatience, type Patience } from '../deletion/quiet.ts';
import { ManifestSaver } from '../deletion/saveManifests.ts';
import type { OnSent } from './shareBlobs.ts';
import { registryTagStates, type TagState } from '../deletion/tagStates.ts';

/** What copying works with. */
export interface CopyNeeds {
  readonly clients: { of(connectionId: string): Pick<Clients, 'registry'> };
  readonly http: Pick<Http, 'during'>;
  /** Throws when this may not be done over the connection. */
  readonly assertMay: (capability: Capability, connectionId: string) => void;
  /** The lists of a repository have to follow: tags have come. */
  readonly onBack: (connectionId: string, repositoryPath: string) => void;
  /** The real clock, unless told. */
  readonly patience?: Patience;
  /** All repositories of a project, as GitLab lists them now. Rejects when that is not all. */
  readonly repositoriesOf: (
    connectionId: string,
    projectPath: string,
    signal: AbortSignal,
  ) => Promise<readonly Repository[]>;
}

/** How tags are copied. */
export interface CopyOptions {
  readonly signal: AbortSignal;
  /** Gets how many are settled so far. */
  readonly onDone: (settled: number) => void;
  readonly onSent: OnSent;
  /** Whether images that have the names there, as planned, may lose them. */
  readonly mayReplace: boolean;
}

type Place = Pick<CopyPlan, 'connectionId' | 'host' | 'from' | 'to'>;

/** How many tags are copied at once. */
const atOnce = 3;
/** How often a tag is tried at a server that says “too many requests”. */
const tries = 3;
const mostPages = 500;

/** Copies tags within a registry. Asks for the right to push only when something is copied. */
export class Copies {
  readonly #needs: CopyNeeds;

  constructor(needs: CopyNeeds) {
    this.#needs = needs;
  }

  assertMayCopy(connectionId: string): void {
    this.#needs.assertMay('restoreTags', connectionId);
  }

  /** All repositories of a project, as GitLab lists them now. */
  repositoriesOf(
    connectionId: string,
    projectPath: string,
    signal: AbortSignal,
  ): Promise<readonly Repository[]> {
    return this.#needs.repositoriesOf(connectionId, projectPath, signal);
  }

  /**
   * Where tags and their names in the other repository stand, from the registry itself; without `tags`, all of the repository, in
   * the order of its listing. A tag that is not there any more is left out. Rejects when the registry does not tell, with `noProject`
   * when GitLab opens nothing at the path that is copied to.
   */
  plan(
    place: Place,
    tags: readonly { readonly name: string; readonly as: string }[] | undefined,
    signal: AbortSignal,
  ): Promise<CopyPlan> {
    const { connectionId, host, from, to } = place;
    const registry = this.#needs.clients.of(connectionId).registry(host);
    return this.#needs.http.during(`plan to copy ${from} to ${to}`, async () => {
      const names = tags ?? (await allNames(registry, from, signal)).map((name) => ({ name, as: name }));
      const here = await statesIn(registry, { path: from, names: names.map(({ name }) => name), signal });
      const there = await statesIn(registry, { path: to, names: names.map(({ as }) => as), signal }).catch(
        (error: unknown) => {
          throw isNoRole(error) ? noProject(to, error) : error;
        },
      );
      const isWhole = tags === undefined;
      return {
        ...place,
        isWhole,
        tags: names.flatMap((tag) => planned(tag, here.get(tag.name), there.get(tag.as))),
      };
    });
  }

  /** Settles always, with one outcome for each tag, in the order of the plan. Aborting lets finish what writes manifests already. */
  async copy(
    { connectionId, host, from, to, tags, isWhole }: CopyPlan,
    { signal, onDone, onSent, mayReplace }: CopyOptions,
  ): Promise<readonly CopyOutcome[]> {
    const { clients, http, assertMay, onBack, patience = realPatience } = this.#needs;
    assertMay('restoreTags', connectionId);
    const registry = clients.of(connectionId).registry(host);
    const saver = new ManifestSaver(registry, from);
    const route = { from, to, saver, signal, patience, mayReplace, onSent, isWhole };
    const run = limit(atOnce);
    let settled = 0;
    const one = async (tag: PlannedCopy): Promise<CopyOutcome> => {
      if (signal.aborted) return { name: tag.name, as: tag.as, result: 'notTried' };
      const outcome = await patiently(() => copyImage(registry, tag, route), signal);
      settled += 1;
      onDone(settled);
      return outcome;
    };
    const copyAll = () => Promise.all(tags.map((tag) => run(() => one(tag))));
    const outcomes = await http.during(`copy ${tags.length} tags of ${from} to ${to}`, copyAll);
    if (outcomes.some(isCopied)) onBack(connectionId, to);
    return outcomes;
  }
}

/** After “too many requests” the whole look is taken again before anything is sent, in the queue, which waits as the server asked. */
async function patiently(copy: () => Promise<CopyOutcome>, signal: AbortSignal): Promise<CopyOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await copy();
    const { failure, result } = outcome;
    const isBusy = failure?.reason === 'rateLimited' && wasSent(failure) && result !== 'unclear';
    if (!isBusy || attempt >= tries || signal.aborted) return outcome;
  }
}

/** GitLab gives a token that opens nothing, where there is no project as well as where a person has no role in it. */
function isNoRole(error: unknown): boolean {
  return Failure.is(error, 'denied') && error.details.code === 'insufficientRole';
}

function noProject(path: string, cause: unknown): Failure {
  return new Failure('denied', `no project for ${path}`, { code: 'noProject', field: path, cause });
}

function planned(
  { name, as }: { readonly name: string; readonly as: string },
  here: TagState | undefined,
  there: TagState | undefined,
): readonly PlannedCopy[] {
  if (here === undefined || here === 'absent' || here === 'unknown') return [];
  const taken = there === undefined || there === 'absent' || there === 'unknown' ? {} : { there };
  return [{ name, as, ...here, ...taken }];
}

/** A repository that the registry does not know has no tags. */
async function statesIn(
  registry: RegistryClient,
  {
    path,
    names,
    signal,
  }: { readonly path: string; readonly names: readonly string[]; readonly signal: AbortSignal },
): Promise<ReadonlyMap<string, TagState>> {
  if (names.length === 0) return new Map();
  try {
    return await registryTagStates(registry, { path }, names, signal);
  } catch (error) {
    if (Failure.is(error, 'missing')) return new Map();
    throw error;
  }
}

async function allNames(
  registry: Pick<RegistryClient, 'tagsPage' | 'v2TagsPage'>,
  path: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  try {
    return await read((after) => registry.tagsPage(path, { sort: 'name', after, signal }));
  } catch (error) {
    if (Failure.is(error, 'missing')) return [];
    if (Failure.from(error).details.code !== 'unsupported') throw error;
  }
  return read((after) => registry.v2TagsPage(path, { after, signal })).catch((error: unknown) => {
    if (Failure.is(error, 'missing')) return [];
    throw error;
  });
}

async function read(
  page: (after?: string) => Promise<{ readonly items: readonly Tag[]; readonly next?: string }>,
): Promise<readonly string[]> {
  const names = new Set<string>();
  let after: string | undefined;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const { items, next } = await page(after);
    for (const { name } of items) names.add(name);
    if (next === undefined) return [...names];
    after = next;
  }
  throw new Failure('invalid', 'too many tags to copy', { code: 'tooLarge' });
}
