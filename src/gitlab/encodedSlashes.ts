import * as v from 'valibot';
import { Failure } from '../base/failure.ts';
import { failureUnlessCancelled, unlessFailed } from '../base/unlessFailed.ts';
import { PromiseCache } from '../base/promiseCache.ts';
import type { Call } from './call.ts';
import { decode } from './decode.ts';
import type { Graphql } from './graphql.ts';
import type { RestAnswer, RestRequest, Send } from './sending.ts';
import { anyText, globalIdOf, identifier } from '../net/shapes.ts';

/** Sends as GitLab's documentation says, or by number where something on the way does not pass `%2F` on. */
export interface SlashSafe {
  readonly send: Send;
  /** Whether it was seen that `%2F` does not arrive; `undefined` as long as nothing says either. */
  readonly refusesSlashes: () => boolean | undefined;
}

/** `projects/` or `groups/` with a path of several parts, as a client has to write it. */
const ownerOfPath = /^(?<kind>projects|groups)\/(?<path>[^/?]*%2f[^/?]*)(?=[/?]|$)/i;

interface Owner {
  readonly kind: 'projects' | 'groups';
  /** `group/project`. */
  readonly path: string;
  /** As it stands in a request. */
  readonly encoded: string;
}

const counted = v.object({ id: identifier });
const byGraphql = v.object({
  owner: v.nullable(v.object({ id: v.union([globalIdOf('Project'), globalIdOf('Group')]) })),
});
const listed = v.array(
  v.object({
    ...counted.entries,
    path_with_namespace: v.optional(anyText),
    full_path: v.optional(anyText),
  }),
);

/**
 * GitLab wants the path of a project as one part of the address, with `%2F` for its slashes. Some proxies refuse that with a page of
 * their own (Apache's `AllowEncodedSlashes Off`, Traefik, web application firewalls), some decode it (nginx whose `proxy_pass` has a
 * path), so that GitLab knows no such address and says 404. A request that fails like this is asked again by the number of the project, but
 * only after the project was seen to be there and not to be reached by its path: what changes something is never sent twice for
 * another reason. Source: GitLab docs, "REST API", namespaced paths.
 */
export function slashSafe(send: Send, graphql: Graphql): SlashSafe {
  const numbers = new PromiseCache<number | undefined>(500);
  let refuses: boolean | undefined;
  const numberOf: Numbers = (owner, call) =>
    numbers.get(`${owner.kind}/${owner.path}`, () => findNumber(owner, { send, graphql, call }));
  const byNumber = async (request: RestRequest, owner: Owner, call: Call): Promise<RestAnswer> => {
    const number = await numberOf(owner, call);
    if (number === undefined) throw notThere(owner, graphql.host);
    return send({ ...request, path: request.path.replace(owner.encoded, String(number)) }, call);
  };
  return {
    refusesSlashes: () => refuses,
    send: async (request, call) => {
      const owner = ownerOf(request.path);
      if (owner === undefined) return send(request, call);
      if (refuses === true) return byNumber(request, owner, call);
      try {
        const answer = await send(request, call);
        refuses = false;
        return answer;
      } catch (error) {
        const failure = failureUnlessCancelled(error);
        if (refuses === false || !mayBeSlash(failure)) throw failure;
        refuses = await verdictOn(failure, owner, { send, call, numberOf, host: graphql.host });
        if (!refuses) throw failure;
        return byNumber(request, owner, call);
      }
    },
  };
}

type Numbers = (owner: Owner, call: Call) => Promise<number | undefined>;

interface Judging {
  readonly send: Send;
  readonly call: Call;
  readonly numberOf: Numbers;
  readonly host: string;
}

/**
 * Asks for the same by its path and by its number. `undefined`: cannot be said. Throws what the failure is better called: that there is no
 * such project, which another question has shown, or that a proxy is to blame.
 */
async function verdictOn(failure: Failure, owner: Owner, judging: Judging): Promise<boolean | undefined> {
  const { numberOf, call, host } = judging;
  const number = await numberOf(owner, call).catch((error: unknown) => {
    const { reason } = failureUnlessCancelled(error);
    // GitLab answers what has no such slash, and a page came instead of an answer to what has one.
    const isGitlab = reason === 'denied' || reason === 'unauthorized';
    throw isGitlab && isPage(failure) ? notPassedOn(failure) : failure;
  });
  if (number === undefined && isPage(failure)) throw notThere(owner, host);
  if (number === undefined) return undefined;
  if (await isThere(`${owner.kind}/${owner.encoded}`, number, judging)) return false;
  return (await isThere(`${owner.kind}/${number}`, number, judging)) ? true : undefined;
}

async function isThere(path: string, number: number, { send, call }: Judging): Promise<boolean> {
  const answer = await unlessFailed(send({ method: 'GET', path, body: undefined }, call), (failure) => {
    if (!mayBeSlash(failure)) throw failure;
  });
  return v.is(counted, answer?.body) && answer.body.id === number;
}

function ownerOf(requested: string): Owner | undefined {
  const { kind, path } = ownerOfPath.exec(requested)?.groups ?? {};
  if (path === undefined) return undefined;
  return { kind: kind === 'groups' ? 'groups' : 'projects', path: decodeURIComponent(path), encoded: path };
}

/** A page, an unknown address, or a refusal in which no GitLab says anything. */
function mayBeSlash({ reason, details }: Failure): boolean {
  const { code, status = 0, serverMessage } = details;
  if (reason === 'missing' || code === 'notGitlab') return true;
  return [400, 403, 405, 406, 414].includes(status) && serverMessage === undefined;
}

function isPage({ details: { code, status } }: Failure): boolean {
  return code === 'notGitlab' || status !== 404;
}

/** What another question of the same GitLab has shown. */
function notThere({ path }: Owner, host: string): Failure {
  return new Failure('missing', `${host}: no ${path}`, { host, status: 404 });
}

function notPassedOn(cause: Failure): Failure {
  return new Failure('invalid', 'an encoded slash is not passed on', {
    ...cause.details,
    code: 'encodedSlash',
    cause,
  });
}

interface Ways {
  readonly send: Send;
  readonly graphql: Graphql;
  readonly call: Call;
}

/** By GraphQL, whose addresses have no paths; where that does not answer, from the list of those with the name. `undefined`: there is none. */
async function findNumber(owner: Owner, { send, graphql, call }: Ways): Promise<number | undefined> {
  try {
    const field = owner.kind === 'groups' ? 'group' : 'project';
    const document = `query($path: ID!) { owner: ${field}(fullPath: $path) { id } }`;
    const data = await graphql.query(document, { path: owner.path }, call);
    const { owner: found } = decode(byGraphql, data, { name: field, host: graphql.host });
    return found?.id;
  } catch (error) {
    failureUnlessCancelled(error);
    return findInList(owner, send, call);
  }
}

async function findInList({ kind, path }: Owner, send: Send, call: Call): Promise<number | undefined> {
  const name = encodeURIComponent(path.slice(path.lastIndexOf('/') + 1));
  const simple = kind === 'projects' ? '&simple=true' : '';
  const request = {
    method: 'GET',
    path: `${kind}?search=${name}&per_page=100${simple}`,
    body: undefined,
  } as const;
  const { body, host } = await send(request, call);
  const wanted = path.toLowerCase();
  return decode(listed, body, { name: kind, host }).find(
    (each) => (each.path_with_namespace ?? each.full_path)?.toLowerCase() === wanted,
  )?.id;
}
