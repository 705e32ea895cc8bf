import { Failure } from '../base/failure.ts';
import { parseUrl } from './url.ts';

/**
 * Which redirects a request follows. `none`: the 3xx is the answer. `sameOrigin`: GET and HEAD, as long as scheme, host and
 * port stay; another origin is a failure. `storage`: also to another origin, but then without Authorization, for blobs.
 */
export type Redirects = 'none' | 'sameOrigin' | 'storage';

/** Where a 3xx leads, if it is to be followed. Throws `foreignRedirect` where following would leave what is allowed. */
export function redirectTarget(response: Response, from: URL, redirects: Redirects): URL | undefined {
  const location = response.headers.get('location');
  if (redirects === 'none' || location === null || ![301, 302, 303, 307, 308].includes(response.status))
    return undefined;
  const target = parseUrl(location, from);
  if (target !== undefined && isAllowed(target, from, redirects)) return target;
  throw new Failure('invalid', `${from.host} redirects to ${target?.host ?? 'an unreadable address'}`, {
    code: 'foreignRedirect',
    host: from.host,
    status: response.status,
  });
}

function isAllowed(target: URL, from: URL, redirects: Redirects): boolean {
  if (target.username !== '' || target.password !== '') return false;
  if (target.origin === from.origin) return target.origin !== 'null';
  if (redirects !== 'storage') return false;
  return target.protocol === 'https:' || (target.protocol === 'http:' && from.protocol === 'http:');
}

/** The headers that may travel to another origin; everything else stays with the one it was meant for. */
export function headersForStrangers(headers: Readonly<Record<string, string>>): Record<string, string> {
  const harmless = ['accept', 'range', 'user-agent'];
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => harmless.includes(name.toLowerCase())),
  );
}
