import type { TagOutcome } from '../../../src/domain/deletion/outcome.ts';
import type { PutResult } from '../../../src/domain/deletion/restoration.ts';
import type { Fault } from '../../gitlab/faults.ts';
import { rateLimited } from '../../gitlab/faults.ts';
import type { FaultAction } from '../../gitlab/faultAction.ts';

/** What is done while something goes wrong. `rest`: one tag at a GitLab without GraphQL; `mount` and `put`: copying, at either step. */
export const acts = ['single', 'rest', 'batch', 'restore', 'mount', 'put'] as const;
export type Act = (typeof acts)[number];
export type Result = TagOutcome['result'] | PutResult['result'];

/** Where the fault is: at the request that deletes or writes, at the token for writing, at the registry as a whole. */
export type Spot = 'write' | 'token' | 'registry' | 'gitlabsRegistry' | 'afterwards';

/** One row: what goes wrong, where, and what has to be said of it. */
export interface FaultRow {
  readonly act: FaultAction;
  readonly spot?: Spot;
  /** How many requests it hits; all unless told. */
  readonly times?: number;
  /** Of `single` and `batch`, of `rest` where it differs. */
  readonly deleted: Result;
  readonly rest?: Result;
  /** Of `restore` and `put`; of `mount` where it differs. */
  readonly put: Result;
  readonly mount?: Result;
}

const message = (text: string): string => JSON.stringify({ message: text });
const errors = (code: string): string => JSON.stringify({ errors: [{ code }] });
const expired = '{"error":"invalid_token","error_description":"Token is expired."}';
const challenge = {
  'www-authenticate': 'Bearer realm="https://gitlab.example.com/jwt/auth",error="invalid_token"',
};

/**
 * What has to be said follows from what the server did: with `before` and with every status nothing, with `after` and with
 * everything that happens to an answer on its way all of it. A blob that is mounted without a manifest shows nowhere.
 */
export const faultTable: Readonly<Record<string, FaultRow>> = {
  'no answer in time, nothing done': {
    act: { kind: 'silence', when: 'before' },
    deleted: 'failed',
    put: 'failed',
  },
  'no answer in time, all done': {
    act: { kind: 'silence', when: 'after' },
    deleted: 'deleted',
    put: 'restored',
    mount: 'failed',
  },
  'a reset before': { act: { kind: 'reset', when: 'before' }, deleted: 'failed', put: 'failed' },
  'a reset after': {
    act: { kind: 'reset', when: 'after' },
    deleted: 'deleted',
    put: 'restored',
    mount: 'failed',
  },
  '401': {
    act: { kind: 'status', status: 401, body: message('401 Unauthorized') },
    deleted: 'notTried',
    put: 'failed',
  },
  '403': {
    act: { kind: 'status', status: 403, body: message('403 Forbidden') },
    deleted: 'refused',
    put: 'refused',
  },
  // 404 for GraphQL means that there is none, and REST deletes.
  '404': {
    act: { kind: 'status', status: 404, body: message('404 Not Found') },
    deleted: 'deleted',
    rest: 'failed',
    put: 'failed',
  },
  '409': {
    act: { kind: 'status', status: 409, body: message('409 Conflict') },
    deleted: 'failed',
    put: 'failed',
  },
  // For an hour nothing may be asked of that host, so that nobody can look.
  '429': { act: rateLimited(3600), deleted: 'notTried', put: 'unclear', mount: 'failed' },
  '500': { act: { kind: 'status', status: 500, body: message('500') }, deleted: 'failed', put: 'failed' },
  '502': { act: { kind: 'status', status: 502, body: 'Bad gateway' }, deleted: 'failed', put: 'failed' },
  'a cut body': {
    act: { kind: 'cutBody', afterBytes: 0 },
    deleted: 'deleted',
    put: 'restored',
    mount: 'failed',
  },
  'wrong JSON': { act: { kind: 'rewrite', body: () => '{"data":' }, deleted: 'deleted', put: 'restored' },
  'JSON of another shape': {
    act: { kind: 'rewrite', body: () => '{"data":{"destroyContainerRepositoryTags":7}}' },
    deleted: 'deleted',
    put: 'restored',
  },
  'sign-in page': { act: { kind: 'html' }, deleted: 'failed', put: 'failed' },
  'an expired token': {
    act: { kind: 'status', status: 401, body: expired },
    spot: 'token',
    deleted: 'notTried',
    put: 'failed',
  },
  'a registry token that expired on the way': {
    act: { kind: 'status', status: 401, body: errors('UNAUTHORIZED'), headers: challenge },
    spot: 'write',
    times: 1,
    deleted: 'notTried',
    put: 'restored',
  },
  'a registry that is down while GitLab is up': {
    act: { kind: 'reset', when: 'before' },
    spot: 'registry',
    deleted: 'notTried',
    put: 'failed',
  },
  'a GitLab that has lost its registry': {
    act: { kind: 'delay', ms: 0 },
    spot: 'gitlabsRegistry',
    deleted: 'refused',
    rest: 'failed',
    put: 'restored',
  },
  'everything down after it was done': {
    act: { kind: 'reset', when: 'after' },
    spot: 'afterwards',
    deleted: 'unclear',
    put: 'unclear',
    mount: 'failed',
  },
};

/** The faults of a row for an act. `isDone`: whether the request that deletes or writes has come. */
export function faultsOf(row: FaultRow, what: Act, isDone: () => boolean): Fault[] {
  return [...(what === 'rest' ? [noGraphql] : []), ...atSpot(row, what, isDone)];
}

function atSpot({ act, times, spot = 'write' }: FaultRow, what: Act, isDone: () => boolean): Fault[] {
  const write = writeOf(what);
  const isDeletion = what === 'single' || what === 'rest' || what === 'batch';
  const there = { act, ...write, ...(times === undefined ? {} : { times }) };
  const spots: Readonly<Record<Spot, Fault[]>> = {
    write: [there],
    // GitLab takes its own token with the request itself.
    token: isDeletion ? [there] : [{ act, path: /jwt\/auth.*push/ }],
    registry: [{ act, host: 'registry' }],
    gitlabsRegistry: [],
    afterwards: [
      { ...there, times: 1 },
      { act: { kind: 'reset', when: 'before' }, when: isDone },
    ],
  };
  return spots[spot];
}

/** The request that deletes or writes. */
export function writeOf(what: Act): { readonly method: string; readonly path: RegExp } {
  if (what === 'rest') return { method: 'DELETE', path: /tags/ };
  if (what === 'single' || what === 'batch') return { method: 'POST', path: /graphql/ };
  return what === 'mount' ? { method: 'POST', path: /mount=/ } : { method: 'PUT', path: /manifests/ };
}

const noGraphql: Fault = {
  act: { kind: 'status', status: 404, body: message('404 Not Found') },
  method: 'POST',
  path: /graphql/,
};

/** What has to be said. */
export function expectedOf({ deleted, rest = deleted, put, mount = put }: FaultRow, what: Act): Result {
  const results: Readonly<Record<Act, Result>> = {
    single: deleted,
    rest,
    batch: deleted,
    restore: put,
    mount,
    put,
  };
  return results[what];
}
