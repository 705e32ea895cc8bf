import type { IncomingHttpHeaders } from 'node:http';
import type { Fault } from '../../gitlab/faults.ts';

/** One way in which servers misbehave, with where it acts. */
export interface Misbehaviour {
  readonly name: string;
  readonly fault: Fault;
}

/** Bodies that tell a client its own credential again, in every shape that GitLab and registries use for errors. */
const echoes: Readonly<Record<string, (said: string) => unknown>> = {
  text: (said) => `Bad request. Headers: authorization: ${said}`,
  message: (said) => ({ message: `403 Forbidden - ${said}` }),
  oauth: (said) => ({ error: 'insufficient_scope', error_description: said, scope: said }),
  fields: (said) => ({ message: { [said]: [said], name_regex: [said] } }),
  errors: (said) => ({ errors: [{ code: 'DENIED', message: said, detail: said }] }),
  data: (said) => ({ data: { [said]: said }, errors: [{ message: said, path: [said] }], [said]: 1 }),
};

/** The header, and what is in it without the word before it that gives it away: of `Basic` user and password, too. */
function credentialsOf(authorization: string): string {
  const [scheme, credential = ''] = authorization.split(' ');
  const inside = scheme === 'Basic' ? Buffer.from(credential, 'base64').toString() : '';
  return `${credential} ${inside} ${authorization}`;
}

/** Answers with what the request carried in its Authorization header. */
function echo(name: string, status: number): Misbehaviour {
  const headers: Record<string, string> = {};
  const act = { kind: 'status' as const, status, headers, body: '' };
  const when = (request: { readonly headers: IncomingHttpHeaders }): boolean => {
    const said = credentialsOf(request.headers.authorization ?? 'nothing');
    const body = echoes[name]?.(said);
    act.body = typeof body === 'string' ? body : JSON.stringify(body);
    Object.assign(headers, {
      'content-type': typeof body === 'string' ? 'text/plain' : 'application/json',
      'x-request-id': said,
      'gitlab-container-registry-version': said,
      'www-authenticate': `Bearer realm="${said}",error="${said}"`,
    });
    return true;
  };
  return { name: `${status} that repeats the credential (${name})`, fault: { act, when } };
}

/** Everything that can go wrong on every route; `foreign` is the origin of a server that must learn nothing. */
export function misbehaviours(foreign: string): readonly Misbehaviour[] {
  const link = `<${foreign}/next?page=2&pagination=keyset&last=a&cursor=a>; rel="next"`;
  const realm = { 'www-authenticate': `Bearer realm="${foreign}/jwt/auth",service="container_registry"` };
  const redirect = (status: 301 | 302 | 307 | 308): Misbehaviour => ({
    name: `${status} to another host`,
    fault: { act: { kind: 'redirect', to: `${foreign}/elsewhere`, status } },
  });
  return [
    ...[200, 400, 401, 403, 503].flatMap((status) => Object.keys(echoes).map((name) => echo(name, status))),
    ...[404, 429, 500].map((status) => echo('text', status)),
    ...([301, 302, 307, 308] as const).map(redirect),
    { name: 'sign-in page', fault: { act: { kind: 'html' } } },
    { name: 'a cut connection', fault: { act: { kind: 'reset', when: 'before' } } },
    { name: 'a body that breaks off', fault: { act: { kind: 'cutBody', afterBytes: 5 } } },
    {
      name: 'a next page on another host',
      fault: { act: { kind: 'rewrite', headers: { link, 'x-next-page': '2' } } },
    },
    {
      name: 'a realm on another host',
      fault: { host: 'registry', act: { kind: 'status', status: 401, headers: realm } },
    },
    {
      name: 'blobs on another host',
      fault: { host: 'registry', path: /\/blobs\//, act: { kind: 'redirect', to: `${foreign}/blob` } },
    },
    { name: 'nothing wrong', fault: { act: { kind: 'delay', ms: 0 } } },
  ];
}
