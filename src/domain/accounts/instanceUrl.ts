import { asciiHost } from './asciiHost.ts';

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
 * pages below the instance that people paste: everything from `/-/`, `/users/sign_in`, `/dashboard` and `/api/v4`.
 * Examples: `gitlab.com` → `https://gitlab.com`; `https://host/git/-/user_settings` → `https://host/git`. A host in another script is named as it is sent.
 */
export function parseInstanceUrl(text: string): InstanceUrl | InstanceUrlProblem {
  const trimmed = text.trim();
  if (trimmed === '') return 'empty';
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  const bare = withoutPage(url);
  if (!/^https?:/i.test(bare)) return 'notHttp';
  if (/^[^/]*\/\/[^/]*@/.test(bare)) return 'hasCredentials';
  const match = shape.exec(
    bare.replace(/^([^/]*\/\/)([^/]+)/, (_, scheme: string, host: string) => scheme + asciiHost(host)),
  );
  return match === null ? 'malformed' : instanceOf(match);
}

function instanceOf([, protocol = '', authority = '', path = '']: RegExpExecArray): InstanceUrl {
  const isEncrypted = protocol.toLowerCase() === 'https';
  const host = authority.toLowerCase().replace(isEncrypted ? /:443$/ : /:80$/, '');
  return { url: `${protocol.toLowerCase()}://${host}${path}`, host, isEncrypted };
}

/** Without query, fragment, and the pages below an instance that people paste. */
function withoutPage(url: string): string {
  return url
    .replace(/[?#].*/s, '')
    .replace(/\/-(\/.*)?$/, '')
    .replace(/\/(users\/sign_in|dashboard|explore|api\/v[34]|api\/graphql)(\/.*)?$/, '');
}

/** Whether traffic to this host cannot leave the machine: loopback names and addresses. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/.test(host);
}
