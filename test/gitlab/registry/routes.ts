import type { IncomingMessage } from 'node:http';
import { continueUpload, finishUpload, getBlob, startUpload } from './blobRoutes.ts';
import { sendJson, sendNotFound, type Exchange } from './exchange.ts';
import { deleteManifest, describeManifest, getManifest, putManifest } from './manifestRoutes.ts';
import { listRepositories, listTagDetails, listTagNames, showRepository } from './tagRoutes.ts';

/** One kind of request that the registry knows. */
export interface Route {
  /** As the request log shows it, such as `GET v2/:path/manifests/:reference`. */
  readonly name: string;
  readonly methods: readonly string[];
  /** Groups `path` and `reference`. */
  readonly pattern: RegExp;
  /** Of the repository in the path; `catalog` needs `registry:catalog:*`; none needs just any token; `open` no token. */
  readonly needs: readonly ('pull' | 'push' | 'delete')[] | 'catalog' | 'open';
  readonly handle: (exchange: Exchange) => void | Promise<void>;
}

const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const path = `(?<path>${component}(?:/${component})*)`;
const tag = '\\w[\\w.-]{0,127}';
const digest = 'sha256:[a-f0-9]{64}';
const read = ['GET', 'HEAD'];

function route(name: string, pattern: string, rest: Pick<Route, 'methods' | 'needs' | 'handle'>): Route {
  return { name: `${rest.methods[0] ?? ''} ${name}`, pattern: new RegExp(`^${pattern}$`), ...rest };
}

const manifests = `/v2/${path}/manifests/(?<reference>${tag}|${digest})`;
const uploads = `/v2/${path}/blobs/uploads/`;
const upload = `${uploads}(?<reference>[a-f0-9-]{36})`;

/** Every request the registry knows; referrers are among them as what GitLab does not have (reg: registry/api/v2/routes.go). */
export const routes: readonly Route[] = [
  route('v2', '/v2/', { methods: read, needs: [], handle: ({ response }) => sendJson(response, {}) }),
  route('v2/_catalog', '/v2/_catalog', { methods: ['GET'], needs: 'catalog', handle: listRepositories }),
  route('v2/:path/tags/list', `/v2/${path}/tags/list`, {
    methods: ['GET'],
    needs: ['pull'],
    handle: listTagNames,
  }),
  route('v2/:path/manifests/:reference', manifests, { methods: read, needs: ['pull'], handle: getManifest }),
  route('v2/:path/manifests/:reference', manifests, {
    methods: ['PUT'],
    needs: ['pull', 'push'],
    handle: putManifest,
  }),
  route('v2/:path/manifests/:reference', manifests, {
    methods: ['DELETE'],
    needs: ['delete'],
    handle: deleteManifest,
  }),
  route('v2/:path/manifests/:reference', manifests, {
    methods: ['OPTIONS'],
    needs: [],
    handle: describeManifest,
  }),
  route('v2/:path/blobs/:digest', `/v2/${path}/blobs/(?<reference>${digest})`, {
    methods: read,
    needs: ['pull'],
    handle: getBlob,
  }),
  route('v2/:path/blobs/uploads', uploads, {
    methods: ['POST'],
    needs: ['pull', 'push'],
    handle: startUpload,
  }),
  route('v2/:path/blobs/uploads/:id', upload, {
    methods: ['PATCH'],
    needs: ['pull', 'push'],
    handle: continueUpload,
  }),
  route('v2/:path/blobs/uploads/:id', upload, {
    methods: ['PUT'],
    needs: ['pull', 'push'],
    handle: finishUpload,
  }),
  route('v2/:path/referrers/:digest', `/v2/${path}/referrers/(?<reference>${digest})`, {
    methods: ['GET'],
    needs: 'open',
    handle: ({ response }) => sendNotFound(response),
  }),
  route('gitlab/v1', '/gitlab/v1/', {
    methods: ['GET'],
    needs: [],
    handle: ({ response }) => sendJson(response, {}),
  }),
  route('gitlab/v1/repositories/:path/tags/list', `/gitlab/v1/repositories/${path}/tags/list/`, {
    methods: ['GET'],
    needs: ['pull'],
    handle: listTagDetails,
  }),
  route('gitlab/v1/repositories/:path', `/gitlab/v1/repositories/${path}/`, {
    methods: ['GET'],
    needs: ['pull'],
    handle: showRepository,
  }),
];

/** The route that takes the request. */
export function routeOf({ method = '', url = '/' }: IncomingMessage): Route | undefined {
  const { pathname } = new URL(url, 'http://registry');
  return routes.find(({ methods, pattern }) => methods.includes(method) && pattern.test(pathname));
}
