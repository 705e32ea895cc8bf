/** A GitLab instance, by the URL at which its sign-in page stands. */
export interface InstanceUrl {
  /** Without a trailing slash; a relative root is kept: `https://host[:port][/gitlab]`. */
  readonly url: string;
  /** `host[:port]`, lower case. */
  readonly host: string;
  readonly isEncrypted: boolean;
}

/** Why a text is no instance URL. */
export type InstanceUrlProblem = 'empty' | 'notHttp' | 'hasCredentials' | 'malformed';

const shape =
  /^(https?):\/\/((?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?)((?:\/[\w.~%+-]+)*)\/*$/i;

/**
 * Reads what a person typed or pasted. A missing scheme means https, a query or fragment is dropped, and so are the
 * pages below the instance that people paste: everything from `/-/`, `/users/sign_in` and `/dashboard`.
 * Examples: `gitlab.com` → `https://gitlab.com`; `https://host/git/-/user_settings` → `https://host/git`.
 */
export function parseInstanceUrl(text: string): InstanceUrl | InstanceUrlProblem {
  const trimmed = text.trim();
  if (trimmed === '') return 'empty';
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(trimmed)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') return 'notHttp';
  const withScheme = scheme === undefined ? `https://${trimmed}` : trimmed;
  const bare = withScheme
    .replace(/[?#].*$/s, '')
    .replace(/\/-(\/.*)?$/, '')
    .replace(/\/(users\/sign_in|dashboard|explore)(\/.*)?$/, '');
  if (/^[^/]*\/\/[^/]*@/.test(bare)) return 'hasCredentials';
  const match = shape.exec(bare);
  if (match === null) return 'malformed';
  const [, protocol = '', authority = '', path = ''] = match;
  const host = authority.toLowerCase().replace(protocol === 'https' ? /:443$/ : /:80$/, '');
  return {
    url: `${protocol.toLowerCase()}://${host}${path}`,
    host,
    isEncrypted: protocol.toLowerCase() === 'https',
  };
}

/** Whether traffic to this host cannot leave the machine: loopback names and addresses. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/.test(host);
}
